import { identifiersOf } from '../../../src/engine/text';
import { type Baseline, type Piece, windowsOf } from './baseline';

/** Windows of 60 lines, those first whose set of words is most like the question's; a file is worth its best window. */
export class JaccardWindows implements Baseline {
  private readonly known = new Map<
    string,
    readonly (Omit<Piece, 'score'> & { readonly words: ReadonlySet<string> })[]
  >();

  put(path: string, text: string): void {
    this.known.set(
      path,
      windowsOf(path, text).map(({ startLine, endLine, text: part }) => ({
        path,
        startLine,
        endLine,
        words: wordsOf(part),
      })),
    );
  }

  remove(path: string): void {
    this.known.delete(path);
  }

  files(query: string, count: number) {
    const best = new Map<string, number>();
    for (const { path, score } of this.ranked(query)) if (!best.has(path)) best.set(path, score);
    return Array.from(best, ([path, score]) => ({ path, score })).slice(0, count);
  }

  windows(query: string, count: number): Piece[] {
    return this.ranked(query).slice(0, count);
  }

  private ranked(query: string): Piece[] {
    const asked = wordsOf(query);
    return [...this.known.values()]
      .flat()
      .map(({ words, ...piece }) => ({ ...piece, score: likeness(asked, words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.startLine - b.startLine));
  }
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(identifiersOf(text.toLowerCase()));
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
