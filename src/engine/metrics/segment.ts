import { loopTurn } from '../host';
import { type MetricsEvent, parseEvent } from './events';

/** Lines that are read between two turns of the event loop: a few milliseconds. */
const SLICE_LINES = 500;

/** What a segment holds. */
export interface SegmentEvents {
  readonly events: readonly MetricsEvent[];
  /** Its last line ends in the middle, as after a crash. */
  readonly torn: boolean;
  /** Other lines that are no event of a known schema. */
  readonly corrupt: number;
}

/**
 * Reads one segment's text, in slices, so that others get their turn. A last line without its line end counts as torn unless it is a
 * whole event.
 */
export async function readSegment(text: string): Promise<SegmentEvents> {
  const events: MetricsEvent[] = [];
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  let corrupt = 0;
  for (const [at, line] of lines.entries()) {
    if (at % SLICE_LINES === SLICE_LINES - 1) await loopTurn();
    if (line === '') continue;
    const event = parseEvent(line);
    if ('problem' in event) corrupt += 1;
    else events.push(event);
  }
  if (last === '') return { events, torn: false, corrupt };
  const event = parseEvent(last);
  if ('problem' in event) return { events, torn: true, corrupt };
  events.push(event);
  return { events, torn: false, corrupt };
}
