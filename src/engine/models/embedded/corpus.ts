import { contextKey } from './context-key';
import { indentOf, MAX_LINE_LENGTH, tokenizeTrimmed } from './tokenize';
import { borderFor, GAP, type TokenCode, Vocabulary } from './vocabulary';

/** What the model knows of one learned file. */
export interface LearnedFile {
  readonly uri: string;
  readonly folder: string;
  /** Group of languages whose lines may complete each other. */
  readonly family: string;
  /** UTF-16 units of the learned text. */
  readonly size: number;
  readonly start: number;
  readonly length: number;
}

const PAGE_BITS = 6;
const PAGE = 1 << PAGE_BITS;
const NONE = -1;
const GROWTH = 1.125;

/**
 * The learned files as one stream of token codes, with a chain through all positions that share a context. Appending a
 * file and taking one away cost time in proportion to that file; what is taken away is wiped at once, and its place is won
 * back when a quarter of the stream is unused.
 */
export class Corpus {
  readonly vocabulary = new Vocabulary();
  private tokens = new Uint32Array(PAGE * 64);
  private chain = new Int32Array(PAGE * 64);
  private heads = new Int32Array(1 << 12).fill(NONE);
  private owners: (LearnedFile | undefined)[] = [];
  private files = new Map<string, LearnedFile>();
  private used = 0;
  private dead = 0;
  private learnedSize = 0;

  get fileCount(): number {
    return this.files.size;
  }

  /** UTF-16 units of all learned texts. */
  get size(): number {
    return this.learnedSize;
  }

  get tokenCount(): number {
    let count = 0;
    for (const file of this.files.values()) count += file.length;
    return count;
  }

  /** Bytes held by the stream and its chains; token texts come on top, estimated from their number. */
  get bytes(): number {
    const texts = this.vocabulary.size * 72;
    return this.tokens.byteLength + this.chain.byteLength + this.heads.byteLength + this.owners.length * 8 + texts;
  }

  has(uri: string): boolean {
    return this.files.has(uri);
  }

  file(uri: string): LearnedFile | undefined {
    return this.files.get(uri);
  }

  /** Adds a file that is not there yet. */
  add(uri: string, text: string, family: string): void {
    const start = (this.used + PAGE - 1) & ~(PAGE - 1);
    const codes = this.encode(text);
    this.reserve(start + codes.length);
    this.tokens.set(codes, start);
    const length = codes.length;
    const file: LearnedFile = { uri, folder: folderOf(uri), family, size: text.length, start, length };
    this.files.set(uri, file);
    this.learnedSize += text.length;
    this.used = start + length;
    this.claim(file);
    if (this.used > this.heads.length * 8) this.rebuildHeads();
    else this.link(file);
  }

  /** Takes a file away and wipes its tokens. */
  remove(uri: string): boolean {
    const file = this.files.get(uri);
    if (file === undefined) return false;
    const end = file.start + file.length;
    for (let i = file.start; i < end; i++) this.vocabulary.release(this.tokens[i] ?? 0);
    this.tokens.fill(0, file.start, end);
    for (let page = file.start >> PAGE_BITS; page << PAGE_BITS < end; page++) this.owners[page] = undefined;
    this.files.delete(uri);
    this.learnedSize -= file.size;
    this.dead += file.length;
    if (this.dead > PAGE * 1024 && this.dead * 4 > this.used) this.compact();
    return true;
  }

  /**
   * Calls `visit` for learned positions whose preceding tokens may end like `context`, newest first, at most `limit`.
   * Different contexts may share a chain: only positions that share at least `needed` tokens with the context count.
   */
  visit(
    context: readonly TokenCode[],
    limit: number,
    visit: (tokens: Uint32Array, position: number, file: LearnedFile, needed: number) => void,
  ): void {
    const { hash, length } = contextKey(context, context.length, 0, this.vocabulary);
    let position = this.heads[hash & (this.heads.length - 1)] ?? NONE;
    for (let left = limit; position !== NONE && left > 0; left--) {
      const file = this.owners[position >> PAGE_BITS];
      if (file !== undefined) visit(this.tokens, position, file, length);
      position = this.chain[position] ?? NONE;
    }
  }

  private encode(text: string): Uint32Array {
    const codes: TokenCode[] = [GAP];
    let indent = -1;
    for (const line of text.split('\n')) {
      const trimmed = line.trim();
      if (trimmed === '') continue;
      if (trimmed.length > MAX_LINE_LENGTH) {
        indent = -1;
        continue;
      }
      const width = indentOf(line);
      if (codes.length > 1) codes.push(indent < 0 ? GAP : borderFor(indent, width));
      indent = width;
      for (const token of tokenizeTrimmed(trimmed)) codes.push(this.vocabulary.acquire(token));
    }
    codes.push(GAP);
    return Uint32Array.from(codes);
  }

  private claim(file: LearnedFile): void {
    const end = file.start + file.length;
    for (let page = file.start >> PAGE_BITS; page << PAGE_BITS < end; page++) this.owners[page] = file;
  }

  private link(file: LearnedFile): void {
    const { tokens, chain, heads } = this;
    const mask = heads.length - 1;
    const end = file.start + file.length;
    chain[file.start] = NONE;
    for (let i = file.start + 1; i < end; i++) {
      const bucket = contextKey(tokens, i, file.start, this.vocabulary).hash & mask;
      chain[i] = heads[bucket] ?? NONE;
      heads[bucket] = i;
    }
  }

  private rebuildHeads(): void {
    let size = this.heads.length;
    while (this.used > size * 4) size *= 2;
    this.heads = new Int32Array(size).fill(NONE);
    for (const file of this.files.values()) this.link(file);
  }

  private compact(): void {
    const old = this.tokens;
    const files = [...this.files.values()];
    const total = files.reduce((sum, file) => sum + ((file.length + PAGE - 1) & ~(PAGE - 1)), 0);
    this.tokens = new Uint32Array(total + PAGE * 64);
    this.chain = new Int32Array(total + PAGE * 64);
    this.heads = new Int32Array(1 << 12);
    this.owners = [];
    this.files = new Map();
    this.used = 0;
    this.dead = 0;
    for (const file of files) {
      const moved: LearnedFile = { ...file, start: (this.used + PAGE - 1) & ~(PAGE - 1) };
      this.tokens.set(old.subarray(file.start, file.start + file.length), moved.start);
      this.files.set(moved.uri, moved);
      this.used = moved.start + moved.length;
      this.claim(moved);
    }
    this.rebuildHeads();
  }

  private reserve(length: number): void {
    if (length <= this.tokens.length) return;
    const size = Math.max(length, Math.ceil(this.tokens.length * GROWTH));
    const tokens = new Uint32Array(size);
    tokens.set(this.tokens);
    this.tokens = tokens;
    const chain = new Int32Array(size);
    chain.set(this.chain);
    this.chain = chain;
  }
}

/** Folder part of a URI, up to its last slash. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
