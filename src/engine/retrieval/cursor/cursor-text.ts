import { identifiersOf, IdentifierSet, splitLines } from '../../text';
import type { CursorQuery } from '../contract';
import { CODE_WORDS } from './code-words';
import { keepImports, readImports, type TextImports } from '../imports';

const NEAR_LINES = 30;
const SUFFIX_LINES = 6;
const SUFFIX_UNITS = 4_000;
/** Lines, the current one included, whose names say most of what the next name is. */
const CLOSE_LINES = 3;
/** Of a longer prefix the beginning, for its imports, and at least so much of the end are read; UTF-16 units. */
const MAX_UNITS = 30_000;
const HEAD_UNITS = 12_000;
/** What is left out between them grows by so many units at a time, so that a line more does not change all that is read. */
const LEFT_OUT_UNITS = 8_192;
/** Names written since the text was read as a whole, from which on it is again: they are copied with each line. */
const MOST_WRITTEN = 200;
/** Of a longer line the end is read; UTF-16 units. */
const LINE_UNITS = 8_000;
const RECEIVER_UNITS = 200;
const DEEPEST_ARGUMENTS = 4;

/** Words and marks that the name of a type follows. Of a path (`new a.b.`) the last part may be left to write. */
const BEFORE_TYPE =
  /(?:\b(?:new|extends|implements|throws|instanceof|impl|dyn|raise|rescue|except|throw new|catch is)\s+|\bcatch\s*\((?:\w+\s*:\s*)?|[\w)\]?]\s*:\s+&?(?:mut\s+)?|\)\s->\s&?)(?:[\w$]+(?:\.|::))*$/;

/** What the text around a cursor says of what comes next. */
export interface CursorText {
  /** Lines above the cursor's, oldest first. */
  readonly linesAbove: readonly string[];
  /** Text of the current line before the cursor, its end when it is very long. */
  readonly lineBefore: string;
  /** The part of a name that is typed already; '' when the cursor stands after anything else. */
  readonly typed: string;
  /** Complete names on the current line before the cursor. */
  readonly lineNames: readonly string[];
  /** Names on the current line behind the cursor. */
  readonly namesAfter: readonly string[];
  /** Names near the cursor; the nearer, the greater the weight (at most 1). */
  readonly nearNames: ReadonlyMap<string, number>;
  /** Names on the current line and the lines right above it. */
  readonly closeNames: ReadonlySet<string>;
  readonly imports: TextImports;
  /** Names that single imports bring in, as their definitions spell them. */
  readonly importedNames: ReadonlySet<string>;
  /** The words before the dot or arrow that the cursor stands after, the nearest first. */
  readonly receiver: readonly string[];
  /** The line so far is one that a type's name follows, as after `new`. */
  readonly expectsType: boolean;
  /** Names outside imports: most of them, and those that were written lately. */
  readonly usedNames: ReadonlySet<string>;
  readonly otherNames: ReadonlySet<string>;
  /** Whether the text has the name outside its imports. */
  readonly isUsed: (name: string) => boolean;
}

type Names = readonly string[];

/** What does not change while one types on a line. */
export interface SurroundingText {
  readonly head: string;
  /** The lines below the cursor's. */
  readonly below: string;
  readonly languageId: string;
  readonly lines: readonly string[];
  /** Names on each of the last lines, oldest first; none of imports. */
  readonly namesAbove: readonly Names[];
  /** Names on each of the first lines below. */
  readonly namesBelow: readonly Names[];
  readonly imports: TextImports;
  /** Names outside imports, when the text was last read as a whole, and those of the lines written since. */
  readonly usedNames: ReadonlySet<string>;
  readonly writtenNames: ReadonlySet<string>;
}

/** A cursor's document as text. */
type TextAround = Pick<CursorQuery, 'prefix' | 'suffix' | 'languageId'>;

/** Whether a cursor is on the line that the text surrounds. */
export function surrounds(known: SurroundingText, { prefix, suffix, languageId }: TextAround): boolean {
  return known.languageId === languageId && known.head === headOf(prefix) && known.below === belowOf(suffix);
}

/** Reads the lines above the cursor's and what follows; of a text that has grown from `known` by some lines above the cursor, these alone. */
export function readSurroundings({ prefix, suffix, languageId }: TextAround, known?: SurroundingText): SurroundingText {
  const head = headOf(prefix);
  const below = belowOf(suffix);
  const grown = known?.languageId === languageId && known.below === below ? withLines(known, head) : undefined;
  if (grown) return grown;
  const lines = splitLines(nearestPart(head));
  const imports = readImports(lines, languageId);
  const used = new IdentifierSet();
  lines.forEach((line, at) => {
    if (!imports.lines.has(at)) used.add(line);
  });
  used.add(below.slice(0, MAX_UNITS));
  const namesBelow = below
    .slice(0, SUFFIX_UNITS)
    .split('\n', SUFFIX_LINES - 1)
    .map(identifiersOf);
  const above = lines.slice(0, -1);
  const first = Math.max(0, above.length - NEAR_LINES);
  const namesAbove = above.slice(first).map((line, at) => (imports.lines.has(first + at) ? [] : identifiersOf(line)));
  const writtenNames = new Set<string>();
  return {
    head,
    below,
    languageId,
    lines: above,
    namesAbove,
    namesBelow,
    imports,
    usedNames: used.names,
    writtenNames,
  };
}

/** A text that has grown to `head`; undefined when that is not so, or changes what else is known of it. */
function withLines(known: SurroundingText, head: string): SurroundingText | undefined {
  if (!head.startsWith(known.head) || leftOut(head) !== leftOut(known.head)) return undefined;
  const added = splitLines(head.slice(known.head.length)).slice(0, -1);
  if (!keepImports(known.lines, added, known.languageId)) return undefined;
  const names = added.map(identifiersOf);
  const writtenNames = new Set(known.writtenNames);
  for (const name of names.flat()) if (!known.usedNames.has(name)) writtenNames.add(name);
  if (writtenNames.size > MOST_WRITTEN) return undefined;
  const namesAbove = [...known.namesAbove, ...names].slice(-NEAR_LINES);
  return { ...known, head, lines: [...known.lines, ...added], namesAbove, writtenNames };
}

export function readCursorText(prefix: string, suffix: string, surroundings: SurroundingText): CursorText {
  const { lines, namesAbove, namesBelow, imports, usedNames, writtenNames } = surroundings;
  const lineBefore = prefix.slice(Math.max(surroundings.head.length, prefix.length - LINE_UNITS));
  const typed = nameAtEnd(lineBefore);
  const rest = restOfLine(suffix).slice(0, SUFFIX_UNITS);
  // The rest of a name that is being written is none.
  const namesAfter = identifiersOf(typed === '' ? rest : rest.replace(/^[\p{L}\p{N}_$]+/u, ''));
  const lineNames = identifiersOf(lineBefore.slice(0, lineBefore.length - typed.length));

  const otherNames = new Set([...writtenNames, ...lineNames, ...namesAfter]);

  const nearNames = new Map<string, number>();
  const add = (name: string, weight: number) => nearNames.set(name, Math.max(weight, nearNames.get(name) ?? 0));
  for (const [at, names] of namesAbove.entries()) {
    const weight = 0.3 + (0.7 * (at + 1)) / (namesAbove.length + 1);
    for (const name of names) add(name, weight);
  }
  for (const name of lineNames) add(name, 1);
  for (const name of namesAfter) add(name, 0.4);
  for (const names of namesBelow) for (const name of names) add(name, 0.4);

  const closeNames = new Set(lineNames);
  const first = lines.length - namesAbove.length;
  for (let at = lines.length - 1, left = CLOSE_LINES - 1; at >= first && left > 0; at--) {
    if ((lines[at] as string).trim() === '' || imports.lines.has(at)) continue;
    left--;
    for (const name of namesAbove[at - first] as Names) closeNames.add(name);
  }
  return {
    linesAbove: lines,
    lineBefore,
    typed,
    lineNames,
    namesAfter,
    nearNames,
    closeNames,
    imports,
    importedNames: new Set(imports.statements.flatMap(({ names }) => names.map(({ name }) => name))),
    receiver: receiverOf(lineBefore),
    expectsType: BEFORE_TYPE.test(lineBefore.slice(0, lineBefore.length - typed.length)),
    usedNames,
    otherNames,
    isUsed: (name) => usedNames.has(name) || otherNames.has(name),
  };
}

/** The letters, numbers, `_` and `$` that a text ends with. */
function nameAtEnd(text: string): string {
  let start = text.length;
  while (start > 0) {
    const isPair = /[\udc00-\udfff]/.test(text.charAt(start - 1)) && /[\ud800-\udbff]/.test(text.charAt(start - 2));
    const next = start - (isPair ? 2 : 1);
    if (!/^[\p{L}\p{N}_$]/u.test(text.slice(next, start))) break;
    start = next;
  }
  return text.slice(start);
}

const headOf = (prefix: string): string => prefix.slice(0, prefix.lastIndexOf('\n') + 1);

const belowOf = (suffix: string): string => suffix.slice(restOfLine(suffix).length + 1);

function restOfLine(suffix: string): string {
  const end = suffix.indexOf('\n');
  return end < 0 ? suffix : suffix.slice(0, end);
}

/** Where the part ends that is not read behind the first `HEAD_UNITS`; 0 when all is. */
function leftOut(head: string): number {
  const end = LEFT_OUT_UNITS * Math.floor((head.length - MAX_UNITS) / LEFT_OUT_UNITS);
  return end > HEAD_UNITS ? end : 0;
}

function nearestPart(head: string): string {
  const end = leftOut(head);
  return end === 0 ? head : `${head.slice(0, HEAD_UNITS)}\n${head.slice(end)}`;
}

/** `server.pool.` gives `pool`, `server`; nothing when the cursor does not stand after a dot, an arrow or `::`. */
function receiverOf(lineBefore: string): string[] {
  let tail = lineBefore.slice(-RECEIVER_UNITS);
  for (let depth = 0; depth < DEEPEST_ARGUMENTS; depth++) tail = tail.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
  const match = /([\p{L}\p{N}_$.?>:-]*[\p{L}\p{N}_$])\s*(?:[?!]?\.|->|::)\s*[\p{L}\p{N}_$]*$/u.exec(tail);
  return match ? [...identifiersOf(match[1] as string)].reverse().slice(0, 4) : [];
}

/** Names to search other files with, and their weights. */
export function searchNames({ nearNames }: Pick<CursorText, 'nearNames'>): [name: string, weight: number][] {
  return [...nearNames].filter(([name]) => !CODE_WORDS.has(name));
}
