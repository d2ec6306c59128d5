import { detached } from '../../text';
import { isWord } from './tokenize';

/**
 * A token in a stream: `(id << 1) | 1` when white space comes before it, `id << 1` otherwise. Zero is no token.
 * The first ids stand for line borders, which carry how the next line is indented.
 */
export type TokenCode = number;

export const GAP: TokenCode = 1 << 1;
export const LINE_SAME: TokenCode = 2 << 1;
export const LINE_DEEPER: TokenCode = 3 << 1;
export const LINE_SHALLOWER: TokenCode = 4 << 1;
const FIRST_WORD_ID = 5;

/** True for the codes that end a line: the three borders and the gap. */
export function isBorder(code: TokenCode): boolean {
  return code < FIRST_WORD_ID << 1;
}

/** The border before a line with `indent`, coming from a line with `previous` columns. */
export function borderFor(previous: number, indent: number): TokenCode {
  if (indent === previous) return LINE_SAME;
  return indent > previous ? LINE_DEEPER : LINE_SHALLOWER;
}

/** Token texts by number, counted, so that a text nobody uses any more is gone. */
export class Vocabulary {
  private ids = new Map<string, number>();
  private texts: string[] = [];
  private uses = new Uint32Array(1024);
  private words = new Uint8Array(1024);
  private free: number[] = [];
  private changes = 0;

  /** Changes whenever a text comes or goes, so that codes kept outside can be told to be stale. */
  get version(): number {
    return this.changes;
  }

  /** Number of distinct token texts. */
  get size(): number {
    return this.ids.size;
  }

  /** Code of a token text and one use more. */
  acquire(token: string): TokenCode {
    const spaced = token.charCodeAt(0) === 32;
    const text = spaced ? token.slice(1) : token;
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.free.pop() ?? this.texts.length + FIRST_WORD_ID;
      const slot = id - FIRST_WORD_ID;
      const kept = detached(text);
      this.texts[slot] = kept;
      this.ids.set(kept, id);
      this.changes += 1;
      this.grow(slot);
      this.uses[slot] = 0;
      this.words[slot] = isWord(text) ? 1 : 0;
    }
    const slot = id - FIRST_WORD_ID;
    this.uses[slot] = (this.uses[slot] ?? 0) + 1;
    return (id << 1) | (spaced ? 1 : 0);
  }

  /** One use more of a code that is in use. */
  retain(code: TokenCode): void {
    const slot = (code >> 1) - FIRST_WORD_ID;
    if (slot >= 0) this.uses[slot] = (this.uses[slot] ?? 0) + 1;
  }

  /** One use less; the last one removes the text. */
  release(code: TokenCode): void {
    const slot = (code >> 1) - FIRST_WORD_ID;
    if (slot < 0) return;
    const left = (this.uses[slot] ?? 0) - 1;
    this.uses[slot] = left;
    if (left > 0) return;
    this.ids.delete(this.texts[slot] ?? '');
    this.texts[slot] = '';
    this.changes += 1;
    this.free.push(slot + FIRST_WORD_ID);
  }

  /** Code of a known token text. */
  find(token: string): TokenCode | undefined {
    const spaced = token.charCodeAt(0) === 32;
    const id = this.ids.get(spaced ? token.slice(1) : token);
    return id === undefined ? undefined : (id << 1) | (spaced ? 1 : 0);
  }

  /** Text of a code with its leading space; a border is empty. */
  text(code: TokenCode): string {
    const text = this.texts[(code >> 1) - FIRST_WORD_ID] ?? '';
    return (code & 1) === 1 ? ` ${text}` : text;
  }

  isWord(code: TokenCode): boolean {
    return this.words[(code >> 1) - FIRST_WORD_ID] === 1;
  }

  private grow(slot: number): void {
    if (slot < this.uses.length) return;
    const uses = new Uint32Array(this.uses.length * 2);
    uses.set(this.uses);
    this.uses = uses;
    const words = new Uint8Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
  }
}
