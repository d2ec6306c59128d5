import type { FileSyntax, SymbolDefinition } from '../syntax';
import { LONG_FUNCTION_LINES, PIECE_LINES, SHORTEST_CHUNK_LINES } from './ranking-constants';
import type { LineFacts } from './text-scan';

/** A run of whole lines; zero-based, inclusive. */
export interface Chunk {
  readonly startLine: number;
  readonly endLine: number;
  /** Names defined in it, outermost first. */
  readonly names: readonly string[];
  /** Name of the type around it, '' at top level. */
  readonly container: string;
}

interface Run {
  start: number;
  end: number;
  owner: number;
}

const HEADER_KINDS = new Set(['class', 'interface', 'enum', 'type', 'module']);
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*|#(?!\s*(?:include|define|if|el|en|un|pragma)\b)|--|@|\[|"""|''')/;

/**
 * Splits a file into chunks at symbol borders: functions whole, with the comment above them; types split into their methods and
 * the rest; what is left, and files without syntax, in pieces of at most 60 lines. Every line is in exactly one chunk.
 */
export function chunksOf(lines: LineFacts, syntax: FileSyntax | undefined): Chunk[] {
  const symbols = syntax?.symbols ?? [];
  const borders = bordersIn(symbols);
  const runs =
    borders.length === 0 ? [wholeOf(lines)] : mergeBareRuns(lines, runsOf(paintOwners(lines, symbols, borders)));
  const pieces = runs.flatMap((run) => piecesOf(lines, run, symbols));
  return describeAll(pieces, symbols);
}

function wholeOf(lines: LineFacts): Run {
  return { start: 0, end: lines.count - 1, owner: -1 };
}

/** For each line the index of the symbol whose chunk it belongs to, -1 for none. */
function paintOwners(lines: LineFacts, symbols: readonly SymbolDefinition[], borders: readonly number[]): Int32Array {
  const owners = new Int32Array(lines.count).fill(-1);
  const closed = new Uint8Array(lines.count);
  for (const at of borders) {
    const symbol = symbols[at] as SymbolDefinition;
    const start = Math.max(0, symbol.startLine);
    const end = Math.min(lines.count - 1, symbol.endLine);
    if (start > end || closed[start] === 1) continue;
    const isFunction = isFunctionKind(symbol);
    const length = end - start + 1;
    if (length < SHORTEST_CHUNK_LINES) continue;
    const surrounding = owners[start] as number;
    if (!isFunction && length < PIECE_LINES && isFunctionKind(symbols[surrounding])) continue;
    const isClosed = isFunction && length <= LONG_FUNCTION_LINES ? 1 : 0;
    owners.fill(at, start, end + 1);
    closed.fill(isClosed, start, end + 1);
    const above = commentEndAbove(lines, start);
    const isAbove = (line: number) => line >= 0 && owners[line] === surrounding;
    for (let line = start - 1; isAbove(line) && (line > above || isComment(lines.text(line))); line--) {
      owners[line] = at;
      closed[line] = isClosed;
    }
  }
  return owners;
}

/** Places of the symbols at which a chunk may begin, outermost first. */
function bordersIn(symbols: readonly SymbolDefinition[]): number[] {
  const borders: number[] = [];
  for (let at = 0; at < symbols.length; at++) {
    const symbol = symbols[at] as SymbolDefinition;
    const isLong = symbol.endLine - symbol.startLine + 1 >= SHORTEST_CHUNK_LINES;
    if (isLong && (isFunctionKind(symbol) || HEADER_KINDS.has(symbol.kind))) borders.push(at);
  }
  return borders.sort((a, b) => outermostFirst(symbols, a, b));
}

/** The last line of the comment over a definition, which one blank line may part from it; the line above where there is none. */
function commentEndAbove(lines: LineFacts, start: number): number {
  const isParted = start >= 2 && lines.isBlank(start - 1) && isComment(lines.text(start - 2));
  return isParted ? start - 2 : start - 1;
}

function isFunctionKind(symbol: SymbolDefinition | undefined): boolean {
  return symbol?.kind === 'function' || symbol?.kind === 'method';
}

function outermostFirst(symbols: readonly SymbolDefinition[], a: number, b: number): number {
  const left = symbols[a] as SymbolDefinition;
  const right = symbols[b] as SymbolDefinition;
  return left.startLine - right.startLine || right.endLine - left.endLine || a - b;
}

function isComment(line: string): boolean {
  return COMMENT_LINE.test(line);
}

function runsOf(owners: Int32Array): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let line = 1; line <= owners.length; line++) {
    const owner = owners[start] as number;
    if (line < owners.length && owners[line] === owner) continue;
    runs.push({ start, end: line - 1, owner });
    start = line;
  }
  return runs;
}

/** Blank lines and closing brackets go with the chunk before them, or after them at the start of a file. */
function mergeBareRuns(lines: LineFacts, runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged[merged.length - 1];
    if (last && (last.owner === run.owner || !hasWords(lines, run))) last.end = run.end;
    else if (last && merged.length === 1 && !hasWords(lines, last)) {
      last.end = run.end;
      last.owner = run.owner;
    } else merged.push({ ...run });
  }
  return merged;
}

function hasWords(lines: LineFacts, run: Run): boolean {
  for (let line = run.start; line <= run.end; line++) if (lines.hasWords(line)) return true;
  return false;
}

function piecesOf(lines: LineFacts, run: Run, symbols: readonly SymbolDefinition[]): Run[] {
  if (isFunctionKind(symbols[run.owner])) return [run];
  const pieces: Run[] = [];
  let start = run.start;
  while (run.end - start + 1 > PIECE_LINES) {
    const end = cutAfter(lines, start);
    pieces.push({ start, end, owner: run.owner });
    start = end + 1;
  }
  pieces.push({ start, end: run.end, owner: run.owner });
  return pieces;
}

/** The last line of a piece: a blank one near the limit when there is one. */
function cutAfter(lines: LineFacts, start: number): number {
  const last = start + PIECE_LINES - 1;
  for (let line = last; line > last - PIECE_LINES / 3; line--) if (lines.isBlank(line)) return line;
  return last;
}

function describeAll(pieces: readonly Run[], symbols: readonly SymbolDefinition[]): Chunk[] {
  const byNameLine = inOrderOfNames(symbols);
  let next = 0;
  return pieces.map((piece) => {
    const owner = symbols[piece.owner];
    const names = owner ? [owner.name] : [];
    let container = owner?.container ?? '';
    while (next < byNameLine.length && (byNameLine[next] as SymbolDefinition).nameLine <= piece.end) {
      const symbol = byNameLine[next++] as SymbolDefinition;
      if (symbol === owner || symbol.nameLine < piece.start) continue;
      names.push(symbol.name);
      if (!owner) container ||= symbol.container;
    }
    return { startLine: piece.start, endLine: piece.end, names, container };
  });
}

function inOrderOfNames(symbols: readonly SymbolDefinition[]): readonly SymbolDefinition[] {
  const isBefore = (symbol: SymbolDefinition, at: number): boolean =>
    at === 0 || (symbols[at - 1] as SymbolDefinition).nameLine <= symbol.nameLine;
  return symbols.every(isBefore) ? symbols : symbols.toSorted((a, b) => a.nameLine - b.nameLine);
}
