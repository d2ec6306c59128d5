import MiniSearch from 'minisearch';
import { type Baseline, type Piece, windowsOf } from './baseline';

/** MiniSearch with its default settings. */
export class StockMiniSearch implements Baseline {
  private readonly whole = new MiniSearch({ fields: ['text'], idField: 'key' });
  private readonly parts = new MiniSearch({
    fields: ['text'],
    idField: 'key',
    storeFields: ['path', 'startLine', 'endLine'],
  });
  private readonly texts = new Map<string, string>();

  put(path: string, text: string): void {
    this.remove(path);
    this.whole.add({ key: path, text });
    this.parts.addAll(windowsOf(path, text).map((window) => ({ ...window, path })));
    this.texts.set(path, text);
  }

  remove(path: string): void {
    const text = this.texts.get(path);
    if (text === undefined) return;
    this.texts.delete(path);
    this.whole.remove({ key: path, text });
    this.parts.removeAll(windowsOf(path, text).map((window) => ({ ...window, path })));
  }

  files(query: string, count: number) {
    return this.whole
      .search(query)
      .slice(0, count)
      .map(({ id, score }) => ({ path: String(id), score }));
  }

  windows(query: string, count: number): Piece[] {
    return this.parts
      .search(query)
      .slice(0, count)
      .map(({ path, startLine, endLine, score }) => ({
        path: String(path),
        startLine: Number(startLine),
        endLine: Number(endLine),
        score,
      }));
  }
}
