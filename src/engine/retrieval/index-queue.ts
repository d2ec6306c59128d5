import { WaitingLine } from './waiting-line';

/** How far a file is taken: its words alone, or its symbols too. */
export type IndexStage = 'words' | 'symbols';

export interface IndexTask {
  readonly uri: string;
  readonly stage: IndexStage;
  readonly isOpen: boolean;
}

/**
 * Files that wait to be indexed, in order of need: open documents whole, then the words of those near them, then the words of all
 * others, then the symbols of those that were changed or asked for, then the rest. Within one group the first comes first.
 */
export class IndexQueue {
  private readonly open = new WaitingLine();
  private readonly nearWords = new WaitingLine();
  private readonly words = new WaitingLine();
  private readonly wanted = new WaitingLine();
  private readonly rest = new WaitingLine();

  get size(): number {
    return this.wordsLeft + this.symbolsLeft;
  }

  /** Files that cannot be found by their present words yet. */
  get wordsLeft(): number {
    return this.open.size + this.nearWords.size + this.words.size;
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
    } else if (!this.holdsWords(uri)) this.words.add(uri);
  }

  /** The file's words are known and its symbols are not. */
  addSymbols(uri: string, isWanted: boolean): void {
    if (this.holdsWords(uri) || this.wanted.has(uri)) return;
    if (isWanted) this.want(uri);
    else this.rest.add(uri);
  }

  /** Brings a file that waits for its symbols before the others. */
  raise(uri: string): void {
    if (this.rest.has(uri)) this.want(uri);
  }

  /** Brings a file that lies near an open document before the others that wait for the same. */
  raiseNear(uri: string): void {
    if (this.words.delete(uri)) this.nearWords.add(uri);
    else this.raise(uri);
  }

  /** The same with all files of a directory, without those below its subdirectories. */
  raiseDirectory(directory: string): void {
    const prefix = `${directory}/`;
    const isIn = (uri: string): boolean => uri.startsWith(prefix) && !uri.includes('/', prefix.length);
    for (const group of [this.words, this.rest]) for (const uri of group) if (isIn(uri)) this.raiseNear(uri);
  }

  holdsWords(uri: string): boolean {
    return this.open.has(uri) || this.nearWords.has(uri) || this.words.has(uri);
  }

  delete(uri: string): void {
    for (const group of this.groups()) group.delete(uri);
  }

  clear(): void {
    for (const group of this.groups()) group.clear();
  }

  /** Takes the next file out; while paused only open documents are given. */
  take(isPaused: boolean): IndexTask | undefined {
    const open = this.open.take();
    if (open !== undefined) return { uri: open, stage: 'symbols', isOpen: true };
    if (isPaused) return undefined;
    const words = this.nearWords.take() ?? this.words.take();
    if (words !== undefined) return { uri: words, stage: 'words', isOpen: false };
    const symbols = this.wanted.take() ?? this.rest.take();
    return symbols === undefined ? undefined : { uri: symbols, stage: 'symbols', isOpen: false };
  }

  private groups(): readonly WaitingLine[] {
    return [this.open, this.nearWords, this.words, this.wanted, this.rest];
  }

  private want(uri: string): void {
    this.rest.delete(uri);
    this.wanted.add(uri);
  }
}
