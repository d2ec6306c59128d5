import { isTyped, readSource, type SourceFile } from './sources';

export type PositionKind = 'line start' | 'mid-line' | 'inside a word';

/** A cursor that a person meets while typing a line, with what really follows. */
export interface TypingPosition {
  readonly kind: PositionKind;
  readonly prefix: string;
  readonly suffix: string;
  readonly rest: string;
}

export interface TypedLine {
  readonly file: SourceFile;
  readonly positions: readonly TypingPosition[];
}

/** A small seeded generator, uniform in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` lines drawn evenly from all typed lines of the files, grouped by file. */
export function sampleLines(
  files: readonly SourceFile[],
  count: number,
  seed: number,
  autoClose: boolean,
): TypedLine[] {
  const random = seeded(seed);
  const all: { file: SourceFile; index: number }[] = [];
  for (const file of files) {
    readSource(file)
      .split('\n')
      .forEach((line, index) => {
        if (isTyped(line)) all.push({ file, index });
      });
  }
  const picked: typeof all = [];
  for (let i = 0; i < count && all.length > 0; i++) {
    const at = Math.floor(random() * all.length);
    const last = all.length - 1;
    picked.push(all[at] as (typeof all)[number]);
    all[at] = all[last] as (typeof all)[number];
    all.pop();
  }
  picked.sort((a, b) => (a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : a.index - b.index));
  return picked.map(({ file, index }) => ({ file, positions: positionsOf(readSource(file), index, autoClose) }));
}

function positionsOf(text: string, index: number, autoClose: boolean): TypingPosition[] {
  const lines = text.split('\n');
  const above = lines
    .slice(0, index)
    .map((each) => `${each}\n`)
    .join('');
  const below = lines
    .slice(index + 1)
    .map((each) => `\n${each}`)
    .join('');
  return positionsOfLine(above, (lines[index] ?? '').trimEnd(), below, autoClose);
}

/** Every cursor position of a line between what stands above it and what stands below, from its line break on. */
export function positionsOfLine(above: string, line: string, below: string, autoClose: boolean): TypingPosition[] {
  const start = line.length - line.trimStart().length;
  const positions: TypingPosition[] = [];
  for (let at = start; at < line.length; at++) {
    const inside = at > start && /^[\p{L}\p{N}_$]{2}$/u.test(line.slice(at - 1, at + 1));
    const kind = at === start ? 'line start' : inside ? 'inside a word' : 'mid-line';
    const closers = autoClose ? closersOf(line.slice(start, at)) : '';
    const rest = autoClose ? upToOwnCloser(line.slice(at), closers) : line.slice(at);
    positions.push({ kind, prefix: above + line.slice(0, at), suffix: closers + below, rest });
  }
  return positions;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const QUOTES = new Set(['"', "'", '`']);

/** What an editor that closes brackets and quotes has put behind the cursor. */
function closersOf(typed: string): string {
  const stack: string[] = [];
  for (const char of typed) {
    const top = stack.at(-1) ?? '';
    if (QUOTES.has(top)) {
      if (char === top) stack.pop();
    } else if (char === top) stack.pop();
    else if (QUOTES.has(char)) stack.push(char);
    else if (CLOSERS[char] !== undefined) stack.push(CLOSERS[char]);
  }
  return stack.reverse().join('');
}

/** The rest that is still to be typed before the first closer that stands there already. */
function upToOwnCloser(rest: string, closers: string): string {
  const closer = closers[0];
  if (closer === undefined) return rest;
  const inner: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const char = rest[i] ?? '';
    if (inner.length === 0 && char === closer) return rest.slice(0, i);
    if (inner.at(-1) === char) inner.pop();
    else if (CLOSERS[char] !== undefined) inner.push(CLOSERS[char]);
  }
  return rest;
}
