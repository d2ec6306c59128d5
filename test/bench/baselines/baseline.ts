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

const WINDOW_LINES = 60;

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
