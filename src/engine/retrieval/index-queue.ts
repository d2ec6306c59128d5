/** How far a file is taken: its words alone, or its symbols too. */
export type IndexStage = 'words' | 'symbols';

export interface IndexTask {
  readonly uri: string;
  readonly stage: IndexStage;
  readonly isOpen: boolean;
}

/**
 * Files that wait to be indexed, in order of need: open documents whole, then the words of all others, then the symbols of those
 * that were changed or asked for, then the rest. Within one group the first comes first.
 */
export class IndexQueue {
  private readonly open = new Set<string>();
  private readonly words = new Set<string>();
  private readonly wanted = new Set<string>();
  private readonly rest = new Set<string>();

  get size(): number {
    return this.wordsLeft + this.symbolsLeft;
  }

  /** Files that cannot be found by their present words yet. */
  get wordsLeft(): number {
    return this.open.size + this.words.size;
  }

  get symbolsLeft(): number {
    return this.wanted.size + this.rest.size;
  }

  get hasOpen(): boolean {
    return this.open.size > 0;
  }

  /** The file is to be read anew. */
  add(uri: string, isOpen: boolean): void {
    if (isOpen) {
      this.delete(uri);
      this.open.add(uri);
    } else if (!this.open.has(uri)) this.words.add(uri);
  }

  /** The file's words are known and its symbols are not. */
  addSymbols(uri: string, isWanted: boolean): void {
    if (this.open.has(uri) || this.words.has(uri) || this.wanted.has(uri)) return;
    if (isWanted) this.want(uri);
    else this.rest.add(uri);
  }

  /** Brings a file that waits for its symbols before the others. */
  raise(uri: string): void {
    if (this.rest.has(uri)) this.want(uri);
  }

  holdsWords(uri: string): boolean {
    return this.open.has(uri) || this.words.has(uri);
  }

  delete(uri: string): void {
    for (const group of [this.open, this.words, this.wanted, this.rest]) group.delete(uri);
  }

  clear(): void {
    for (const group of [this.open, this.words, this.wanted, this.rest]) group.clear();
  }

  /** Takes the next file out; while paused only open documents are given. */
  take(isPaused: boolean): IndexTask | undefined {
    const open = firstOf(this.open);
    if (open !== undefined) return { uri: open, stage: 'symbols', isOpen: true };
    if (isPaused) return undefined;
    const words = firstOf(this.words);
    if (words !== undefined) return { uri: words, stage: 'words', isOpen: false };
    const symbols = firstOf(this.wanted) ?? firstOf(this.rest);
    return symbols === undefined ? undefined : { uri: symbols, stage: 'symbols', isOpen: false };
  }

  private want(uri: string): void {
    this.rest.delete(uri);
    this.wanted.add(uri);
  }
}

function firstOf(group: Set<string>): string | undefined {
  const first = group.values().next().value;
  if (first !== undefined) group.delete(first);
  return first;
}
