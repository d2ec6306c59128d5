/** A place that a text names: a path or the end of one, with a one-based line where it has one. */
export interface NamedPlace {
  readonly path: string;
  readonly line?: number;
}

const UNIT = String.raw`[\p{L}\p{M}\p{N}_.@~+$\\/-]`;
/** A segment of a path in brackets, as routes of some frameworks are named. */
const ROUTE = String.raw`(?<=[\\/])(?:\[{1,2}[\w.-]+\]{1,2}(?=[\\/.])|\([\w.-]+\)(?=[\\/]))`;
const WITH_ENDING = String.raw`(?:${UNIT}|${ROUTE}){0,200}[\p{L}\p{M}\p{N}_\])-]\.[A-Za-z][A-Za-z0-9]{0,11}\b`;
/** Files that have no ending, named only where a line follows. */
const WITHOUT_ENDING = String.raw`(?<!${UNIT})(?:${UNIT}{0,200}[\\/])?(?:Make|Docker|Rake|Gem|Jenkins|Vagrant|Pod|Just)file(?=:\d)`;
/** What development servers write behind a path. */
const QUERY = String.raw`(?:\?[\w=&%.-]{0,80}(?=:\d))?`;
const BEFORE_LINE = String.raw`(?::(?:line )?|\(|#(?:L|lines-)|"?,? (?:on |at )?line )`;
const PLACE = new RegExp(
  String.raw`(?:\bline (?<lineBefore>\d{1,7}) (?:of|in) ["'\x60]?)?(?:file:\/\/)?(?<path>${WITH_ENDING}|${WITHOUT_ENDING})(?:${QUERY}${BEFORE_LINE}(?<lineAfter>\d{1,7}))?`,
  'gu',
);
/** The first hunk of a file in a diff, behind that file's new name: its new lines. */
const FIRST_HUNK = /^[^\n]*\n@@ -\d{1,7}(?:,\d{1,7})? \+(\d{1,7})(?:,(\d{1,7}))? @@/;
const LONGEST_HUNK_HEADER = 200;
/** Lines of a hunk above its first change. */
const HUNK_CONTEXT = 3;
/** What a frame of Java has before its file: package, class and method. */
const JAVA_METHOD = /([\w$.]+)\.[\w$<>]+\($/;
const LONGEST_JAVA_METHOD = 300;
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
  const placed = Array.from(line.matchAll(PLACE)).filter((match) => lineOf(match) !== undefined);
  return placed.length > 0 && !placed.some((match) => SENTENCE.test(line.slice(match.index + match[0].length)));
}

function* foundPlaces(text: string): Generator<Found> {
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const path = match.groups?.['path'] as string;
    const line = lineOf(match) ?? hunkLine(text, match);
    const begins = OUTERMOST_FIRST.test(text.slice(end, match.index));
    end = match.index + match[0].length;
    if (line === undefined) yield { path, isPython: false, begins };
    else
      yield {
        path: javaPath(path, text, match.index),
        line,
        isPython: isPython(path, text.slice(end, end + 80)),
        begins,
      };
  }
}

function lineOf({ groups }: RegExpExecArray): number | undefined {
  const line = groups?.['lineAfter'] ?? groups?.['lineBefore'];
  return line === undefined ? undefined : Number(line);
}

/** Where a file in a diff is changed first. */
function hunkLine(text: string, { index, 0: { length } }: RegExpExecArray): number | undefined {
  if (text.slice(Math.max(0, index - 4), index) !== '+++ ') return undefined;
  const hunk = FIRST_HUNK.exec(text.slice(index + length, index + length + LONGEST_HUNK_HEADER));
  return hunk ? Number(hunk[1]) + Math.min(HUNK_CONTEXT, Math.floor(Number(hunk[2] ?? 1) / 2)) : undefined;
}

/** A frame of Java names the file alone; its package says where that is. */
function javaPath(path: string, text: string, at: number): string {
  if (!/^\w+\.java$/.test(path)) return path;
  const type = JAVA_METHOD.exec(text.slice(Math.max(0, at - LONGEST_JAVA_METHOD), at))?.[1] ?? '';
  return [...type.split('.').slice(0, -1), path].join('/');
}

function isPython(path: string, after: string): boolean {
  const line = /^[^\n]*/.exec(after)?.[0] ?? '';
  return path.endsWith('.py') && AFTER_PYTHON_LINE.test(line);
}
