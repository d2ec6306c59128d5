import { type Baseline, type ContextBaseline, linesBefore, SNIPPETS, type TextPiece } from './baseline';

/** Windows that a search over all files finds with the last lines as the question. */
export class SearchedWindows implements ContextBaseline {
  private readonly texts = new Map<string, string>();

  constructor(private readonly baseline: Baseline) {}

  put(path: string, text: string): void {
    this.texts.set(path, text);
    this.baseline.put(path, text);
  }

  remove(path: string): void {
    this.texts.delete(path);
    this.baseline.remove(path);
  }

  context(file: string, prefix: string): Promise<TextPiece[]> {
    const found = this.baseline
      .windows(linesBefore(prefix), 2 * SNIPPETS)
      .filter(({ path }) => path !== file)
      .slice(0, SNIPPETS)
      .map(({ path, startLine, endLine }) => {
        const lines = (this.texts.get(path) ?? '').split('\n').slice(startLine - 1, endLine);
        return { path, startLine, endLine, text: lines.join('\n') };
      });
    return Promise.resolve(found);
  }
}
