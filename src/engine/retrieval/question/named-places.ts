/** A place that a text names: a path or the end of one, with a one-based line where it has one. */
export interface NamedPlace {
  readonly path: string;
  readonly line?: number;
}

const PLACE = /(?:file:\/\/)?([\w.@~+\\/-]{0,200}[\w-]\.[A-Za-z][A-Za-z0-9]{0,7})\b(?:(?::|\(|", line )(\d{1,7}))?/g;
/** Where a trace begins that has its innermost frame last, as Python writes it. */
const OUTERMOST_FIRST = /Traceback \(most recent call last\)/;
/** What Python and pytest write after a frame's line. */
const AFTER_PYTHON_LINE = /^(?:, in |: in |: [A-Z]\w*\s*$)/m;
/** A message of three words or more behind a place and its column. */
const SENTENCE = /^[:\d,)]*\s*(?::|-)\s+\S+(?:\s+\S+){2}/;
/** Places with a line from which on they are taken for a stack trace. */
const SMALLEST_TRACE = 3;

interface Found extends NamedPlace {
  readonly isPython: boolean;
  /** Whether a new trace begins between the place before and this one. */
  readonly begins: boolean;
}

/** Paths, `file:line` places and stack frames in the order of the text; frames of one trace innermost first. */
export function namedPlaces(text: string): NamedPlace[] {
  const places: NamedPlace[] = [];
  let run: NamedPlace[] = [];
  const endRun = (): void => {
    places.push(...run.reverse());
    run = [];
  };
  for (const { isPython, begins, ...place } of foundPlaces(text)) {
    if (!isPython || begins) endRun();
    if (isPython) run.push(place);
    else places.push(place);
  }
  endRun();
  return places;
}

/** The frames of a stack trace among places, in their order; none when the places make no trace. */
export function stackFrames(places: readonly NamedPlace[]): readonly NamedPlace[] {
  const frames = places.filter(({ line }) => line !== undefined);
  return new Set(frames.map(({ path, line }) => `${path}:${line}`)).size < SMALLEST_TRACE ? [] : frames;
}

/** A text without the lines that hold frames of its stack trace. What a compiler says of a place stays. */
export function withoutFrames(text: string, places: readonly NamedPlace[]): string {
  if (stackFrames(places).length === 0) return text;
  return text
    .split('\n')
    .filter((line) => !isFrame(line))
    .join('\n');
}

function isFrame(line: string): boolean {
  const placed = Array.from(line.matchAll(PLACE)).filter(([, , number]) => number !== undefined);
  return placed.length > 0 && !placed.some((match) => SENTENCE.test(line.slice(match.index + match[0].length)));
}

function* foundPlaces(text: string): Generator<Found> {
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const path = match[1] as string;
    const begins = OUTERMOST_FIRST.test(text.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[2] === undefined) yield { path, isPython: false, begins };
    else yield { path, line: Number(match[2]), isPython: isPython(path, text.slice(end, end + 80)), begins };
  }
}

function isPython(path: string, after: string): boolean {
  const line = /^[^\n]*/.exec(after)?.[0] ?? '';
  return path.endsWith('.py') && AFTER_PYTHON_LINE.test(line);
}
