/** Lines of a file; one-based and inclusive, as the benchmark counts. */
export interface Piece {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly score: number;
}

/** A plain way of searching, to compare the engine with. Holds whole files and windows of lines. */
export interface Baseline {
  put(path: string, text: string): void;
  remove(path: string): void;
  files(query: string, count: number): { readonly path: string; readonly score: number }[];
  windows(query: string, count: number): Piece[];
}

/** Lines with their text. */
export interface TextPiece extends Omit<Piece, 'score'> {
  readonly text: string;
}

export interface Definition {
  readonly name: string;
  readonly path: string;
  /** One-based. */
  readonly line: number;
}

/** A plain way of finding context for a cursor. */
export interface ContextBaseline {
  put(path: string, text: string): void;
  remove(path: string): void;
  /** Best first. */
  context(path: string, prefix: string): Promise<TextPiece[]>;
}

const WINDOW_LINES = 60;
/** Windows that are given; more than fit the budget. */
export const SNIPPETS = 20;

/** The lines before a cursor that context is searched with. */
export function linesBefore(prefix: string): string {
  return prefix.split('\n').slice(-WINDOW_LINES).join('\n');
}

/** The windows of a text; `key` is unique in a workspace. */
export function windowsOf(path: string, text: string) {
  const lines = text.split('\n');
  const windows: { key: string; startLine: number; endLine: number; text: string }[] = [];
  for (let start = 0; start < lines.length; start += WINDOW_LINES) {
    const endLine = Math.min(lines.length, start + WINDOW_LINES);
    windows.push({
      key: `${path}#${start}`,
      startLine: start + 1,
      endLine,
      text: lines.slice(start, endLine).join('\n'),
    });
  }
  return windows;
}
