import { type MetricsEvent, RETENTION_SECONDS, type RetentionEvent } from './events';
import { undoneIds } from './rates';

/** What was found of accepted suggestions some time after the accept. */
export interface RetentionTally {
  readonly afterSeconds: RetentionEvent['afterSeconds'];
  /** Accepted suggestions that could be measured. */
  readonly measured: number;
  /** Not measured because of a reload or close: neither kept nor lost. */
  readonly censored: number;
  /** Characters of the measured ones. */
  readonly accepted: number;
  readonly kept: number;
}

export interface RetentionFigures extends Pick<RetentionTally, 'afterSeconds' | 'measured' | 'censored'> {
  /** Characters kept / characters accepted of the measured ones; undefined without any. */
  readonly share: number | undefined;
}

/** Retention by time after the accept; suggestions that were undone, or of which nothing else is recorded, are left out. */
export function retention(events: readonly MetricsEvent[]): readonly RetentionFigures[] {
  return retentionTallies(events, undoneIds(events)).map(retentionFigures);
}

export function retentionTallies(
  events: readonly MetricsEvent[],
  undone: ReadonlySet<string>,
): readonly RetentionTally[] {
  const found = events.filter(
    (event) => event.kind === 'retention' && !undone.has(event.id),
  ) as readonly RetentionEvent[];
  return RETENTION_SECONDS.map((afterSeconds) => {
    const then = found.filter((event) => event.afterSeconds === afterSeconds);
    const measured = then.filter(({ charactersKept }) => charactersKept !== null);
    const accepted = measured.reduce((sum, event) => sum + event.charactersAccepted, 0);
    const kept = measured.reduce((sum, event) => sum + (event.charactersKept ?? 0), 0);
    return { afterSeconds, measured: measured.length, censored: then.length - measured.length, accepted, kept };
  });
}

export function retentionFigures({
  afterSeconds,
  measured,
  censored,
  accepted,
  kept,
}: RetentionTally): RetentionFigures {
  return { afterSeconds, measured, censored, share: accepted === 0 ? undefined : kept / accepted };
}
