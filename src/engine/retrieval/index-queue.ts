import { WaitingLine } from './waiting-line';

/** How far a file is taken: its words alone, or its symbols too. */
export type IndexStage = 'words' | 'symbols';

export interface IndexTask {
  readonly uri: string;
  readonly stage: IndexStage;
  readonly isOpen: boolean;
}

/** Why a file's symbols are needed before those of others: it was edited, or it is near an open document or was in an answer. */
export type Need = 'edited' | 'asked' | 'none';

/**
 * Files that wait to be indexed, in order of need: open documents whole, then the words of those near them, then the words of all
 * others, then the symbols of those that were edited and asked for, of the others that were edited, of the others that were asked
 * for, then the rest. Within one group the first comes first.
 */
export class IndexQueue {
  private readonly open = new WaitingLine();
  private readonly nearWords = new WaitingLine();
  private readonly words = new WaitingLine();
  private readonly editedAndAsked = new WaitingLine();
  private readonly edited = new WaitingLine();
  private readonly asked = new WaitingLine();
  private readonly rest = new WaitingLine();

  get size(): number {
    return this.wordsLeft + this.symbolsLeft;
  }

  /** Files that cannot be found by their present words yet. */
  get wordsLeft(): number {
    return this.open.size + this.nearWords.size + this.words.size;
  }

  get symbolsLeft(): number {
    return this.symbolLines().reduce((sum, line) => sum + line.size, 0);
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
  addSymbols(uri: string, need: Need): void {
    if (this.holdsWords(uri)) return;
    const known = this.needOf(uri);
    if (known === undefined || known === 'none') this.move(uri, this.lineFor(need));
    else if (need !== 'none' && need !== known) this.move(uri, this.editedAndAsked);
  }

  /** Brings a file that waits for its symbols before others: an answer had it, or it is near an open document. */
  raise(uri: string): void {
    if (this.needOf(uri) !== undefined) this.addSymbols(uri, 'asked');
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
    const symbols = this.symbolLines()
      .find((line) => line.size > 0)
      ?.take();
    return symbols === undefined ? undefined : { uri: symbols, stage: 'symbols', isOpen: false };
  }

  private groups(): readonly WaitingLine[] {
    return [this.open, this.nearWords, this.words, ...this.symbolLines()];
  }

  private symbolLines(): readonly WaitingLine[] {
    return [this.editedAndAsked, this.edited, this.asked, this.rest];
  }

  private lineFor(need: Need): WaitingLine {
    if (need === 'edited') return this.edited;
    return need === 'asked' ? this.asked : this.rest;
  }

  /** Why a file that waits for its symbols is needed; undefined when it does not wait. */
  private needOf(uri: string): Need | 'both' | undefined {
    if (this.editedAndAsked.has(uri)) return 'both';
    if (this.edited.has(uri)) return 'edited';
    if (this.asked.has(uri)) return 'asked';
    return this.rest.has(uri) ? 'none' : undefined;
  }

  private move(uri: string, line: WaitingLine): void {
    for (const other of this.symbolLines()) if (other !== line) other.delete(uri);
    line.add(uri);
  }
}
