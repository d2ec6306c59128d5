import { type Baseline, type Piece, windowsOf } from './baseline';

const K1 = 1.2;
const B = 0.75;

interface Document {
  readonly length: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** BM25 over the words of a text in lower case, nothing split, stemmed or weighed. */
export class PlainBm25 implements Baseline {
  private readonly whole = new Ranking<{ readonly path: string }>();
  private readonly parts = new Ranking<Omit<Piece, 'score'>>();
  private readonly keys = new Map<string, readonly string[]>();

  put(path: string, text: string): void {
    this.remove(path);
    this.whole.put(path, text, { path });
    const windows = windowsOf(path, text);
    for (const { key, startLine, endLine, text: part } of windows)
      this.parts.put(key, part, { path, startLine, endLine });
    this.keys.set(
      path,
      windows.map(({ key }) => key),
    );
  }

  remove(path: string): void {
    this.whole.remove(path);
    for (const key of this.keys.get(path) ?? []) this.parts.remove(key);
    this.keys.delete(path);
  }

  files(query: string, count: number) {
    return this.whole.search(query, count);
  }

  windows(query: string, count: number): Piece[] {
    return this.parts.search(query, count);
  }
}

class Ranking<T> {
  private readonly documents = new Map<string, Document & { readonly value: T }>();
  private readonly postings = new Map<string, Set<string>>();
  private total = 0;

  put(key: string, text: string, value: T): void {
    const words = wordsOf(text);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const word of counts.keys()) {
      const known = this.postings.get(word) ?? new Set<string>();
      known.add(key);
      this.postings.set(word, known);
    }
    this.documents.set(key, { length: words.length, counts, value });
    this.total += words.length;
  }

  remove(key: string): void {
    const document = this.documents.get(key);
    if (!document) return;
    for (const word of document.counts.keys()) this.postings.get(word)?.delete(key);
    this.documents.delete(key);
    this.total -= document.length;
  }

  search(query: string, count: number): (T & { readonly score: number })[] {
    const average = Math.max(1, this.total / Math.max(1, this.documents.size));
    const scores = new Map<string, number>();
    for (const word of new Set(wordsOf(query))) {
      const keys = this.postings.get(word);
      if (!keys || keys.size === 0) continue;
      const idf = Math.log(1 + (this.documents.size - keys.size + 0.5) / (keys.size + 0.5));
      for (const key of keys) {
        const { counts, length } = this.documents.get(key) as Document;
        const frequency = counts.get(word) ?? 0;
        const share = (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / average));
        scores.set(key, (scores.get(key) ?? 0) + idf * share);
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, count)
      .map(([key, score]) => ({ ...(this.documents.get(key) as { value: T }).value, score }));
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}
