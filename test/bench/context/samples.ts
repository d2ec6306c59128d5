import { readFileSync } from 'node:fs';

export interface IndexedFile {
  readonly path: string;
  readonly uri: string;
  readonly languageId: string;
}

export interface Cursor {
  readonly file: IndexedFile;
  /** UTF-16 offset. */
  readonly offset: number;
}

/** A document's text before and after a cursor. */
export interface TextAtCursor {
  readonly file: IndexedFile;
  readonly prefix: string;
  readonly suffix: string;
}

/** A line on which one types from its start to its end. */
export interface Line {
  readonly start: Cursor;
  readonly end: Cursor;
}

/** A small seeded generator, uniform in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function drawn<T>(from: readonly T[], count: number, random: () => number): T[] {
  const left = [...from];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0) {
    const at = Math.floor(random() * left.length);
    taken.push(left[at] as T);
    left[at] = left.at(-1) as T;
    left.pop();
  }
  return taken;
}

/** Lines of code, each of another file; files are drawn with chances by size, so that each line is about equally likely. */
export function drawLines(files: readonly IndexedFile[], count: number, seed: number): Line[] {
  const random = seeded(seed);
  const texts = files.map((file) => ({ file, text: readFileSync(file.path, 'utf8') }));
  const total = texts.reduce((sum, { text }) => sum + text.length, 0);
  const lines: Line[] = [];
  const drawnFiles = new Set<IndexedFile>();
  for (let tries = 0; lines.length < count && tries < 50 * count; tries++) {
    let at = Math.floor(random() * total);
    const chosen = texts.find(({ text }) => (at -= text.length) < 0);
    if (!chosen || drawnFiles.has(chosen.file)) continue;
    const { file } = chosen;
    const line = codeLineAt(chosen.text, at + chosen.text.length);
    if (!line) continue;
    drawnFiles.add(file);
    lines.push({ start: { file, offset: line.start }, end: { file, offset: line.end } });
  }
  return lines;
}

/** The document as its file is on disk. */
export function asOnDisk({ file, offset }: Cursor): TextAtCursor {
  const text = readFileSync(file.path, 'utf8');
  return { file, prefix: text.slice(0, offset), suffix: text.slice(offset) };
}

/** The document before a line is typed, the cursor where it will stand. */
export function beforeTyping({ start, end }: Line): TextAtCursor {
  return { ...asOnDisk(start), suffix: asOnDisk(end).suffix };
}

/** The document when the line is typed and the next one is begun at the same depth. */
export function afterTyping({ start, end }: Line): TextAtCursor {
  const { prefix, suffix } = asOnDisk(end);
  const indentation = prefix.slice(prefix.lastIndexOf('\n') + 1, start.offset);
  const lineEnd = suffix.startsWith('\r') ? '\r\n' : '\n';
  return { file: end.file, prefix: prefix + lineEnd + indentation, suffix };
}

function codeLineAt(text: string, at: number): { start: number; end: number } | undefined {
  const begin = text.lastIndexOf('\n', at - 1) + 1;
  const next = text.indexOf('\n', begin);
  const line = text.slice(begin, next < 0 ? text.length : next).trimEnd();
  if (line.trim().length < 4 || /^\s*(\*|\/\/|\/\*|#)/.test(line)) return undefined;
  return { start: begin + (line.length - line.trimStart().length), end: begin + line.length };
}

const DOC_LINE = /^\s*(?:\/\*\*|\*|\/\/\/?|#)\s+([A-Z][^\n]{25,160}[a-z).])\s*$/gm;

/** Sentences that comments begin with, as questions in words that the code's own authors use. */
export function drawQuestions(files: readonly IndexedFile[], count: number, seed: number): string[] {
  const sentences = files.flatMap(({ path }) => {
    const first = DOC_LINE.exec(readFileSync(path, 'utf8'));
    DOC_LINE.lastIndex = 0;
    return first?.[1] ? [first[1]] : [];
  });
  return drawn([...new Set(sentences)], count, seeded(seed));
}
