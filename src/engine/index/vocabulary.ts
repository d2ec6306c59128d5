import { stem, stemLetters, tokensOfIdentifier } from '../text';
import { grown } from './growing';
import { HASH_START, hashBetween, hashByte, hashOfBytes, NameTable, utf8Text } from './name-table';
import { packedStarts, startsOf } from './number-lists';
import type { SavedColumn, SavedColumns } from './saved-file';

/** Longer identifiers are data (hashes, encoded blobs), not names; UTF-16 units. */
export const LONGEST_IDENTIFIER = 80;

/** Names that are looked at without a pause while the vocabulary is saved. */
const NAMES_A_STEP = 1 << 14;

/** Names kept as text between searches. */
const KEPT_NAMES = 30_000;

const NO_TERM = 0xffffffff;

/**
 * Numbers for identifiers and for the terms they are found by: the whole identifier in lower case and its stemmed
 * sub-words. Each distinct identifier is split once, and each distinct sub-word stemmed once.
 */
export class Vocabulary {
  readonly identifiers = new NameTable();
  private readonly terms = new NameTable();
  private readonly parts = new NameTable();
  /** The term of each sub-word, NO_TERM for those too short to be one. */
  private partTerms = new Uint32Array(1 << 10);
  /** Terms of all identifiers, and where each identifier's begin. */
  private termList: Uint32Array = new Uint32Array(1 << 12);
  private termStarts: Uint32Array = new Uint32Array(1 << 10);
  /** Names that were asked for lately. */
  private readonly names = new Map<number, string>();
  private scratch = new Uint8Array(1 << 10);
  /** The stem at hand. */
  private stemmed = new Uint8Array(1 << 10);
  /** The name at hand, for those of ASCII letters. */
  private spelled = new Uint8Array(1 << 10);
  private readonly encoder = new TextEncoder();

  get termCount(): number {
    return this.terms.size;
  }

  /** Number of the identifier `source[from, to)`; new ones get one. */
  internBytes(source: Uint8Array, from: number, to: number, hash: number): number {
    const known = this.identifiers.find(source, from, to, hash);
    if (known >= 0) return known;
    const identifier = this.identifiers.add(source, from, to, hash);
    let end = this.termStarts[identifier] as number;
    // Each term but the first takes a byte of the name at least.
    if (end + 1 + to - from > this.termList.length) this.termList = grown(this.termList, end + 1 + to - from);
    end = this.addTerms(source, from, to, end);
    if (identifier + 2 > this.termStarts.length) this.termStarts = grown(this.termStarts, identifier + 2);
    this.termStarts[identifier + 1] = end;
    return identifier;
  }

  intern(name: string): number {
    const hash = this.spell(name);
    return hash === undefined ? this.internText(name) : this.internBytes(this.spelled, 0, name.length, hash);
  }

  /** Makes ready, in a step of less than a millisecond, what was taken over; false when all is. */
  prepare(): boolean {
    return this.identifiers.prepare() || this.terms.prepare();
  }

  /** The number of a known identifier. */
  find(name: string): number | undefined {
    return this.findIn(this.identifiers, name);
  }

  nameOf(identifier: number): string {
    return this.identifiers.name(identifier);
  }

  /** The same, for names that are asked for again and again. */
  keptNameOf(identifier: number): string {
    const known = this.names.get(identifier);
    if (known !== undefined) return known;
    if (this.names.size >= KEPT_NAMES) this.names.clear();
    const name = this.nameOf(identifier);
    this.names.set(identifier, name);
    return name;
  }

  /** Terms of all identifiers: those of `i` are `list[starts[i]]` up to `list[starts[i + 1]]`. Valid until the next `intern`. */
  termColumns(): { readonly list: Uint32Array; readonly starts: Uint32Array } {
    return { list: this.termList, starts: this.termStarts };
  }

  termsOf(identifier: number): Uint32Array {
    return this.termList.subarray(this.termStarts[identifier], this.termStarts[identifier + 1]);
  }

  /** Adds to `found` those of an identifier's terms that are wanted. */
  addWanted(identifier: number, wanted: ReadonlySet<number>, found: Set<number>): void {
    const end = this.termStarts[identifier + 1] as number;
    for (let at = this.termStarts[identifier] as number; at < end; at++) {
      const term = this.termList[at] as number;
      if (wanted.has(term)) found.add(term);
    }
  }

  /** The share of an identifier's words that are wanted; of one that is a single word, 1 or 0. */
  shareOfWanted(identifier: number, isWanted: (term: number) => boolean): number {
    const start = this.termStarts[identifier] as number;
    const end = this.termStarts[identifier + 1] as number;
    // The first term is the identifier as a whole.
    const first = end - start > 1 ? start + 1 : start;
    let count = 0;
    for (let at = first; at < end; at++) if (isWanted(this.termList[at] as number)) count++;
    return count === 0 ? 0 : count / (end - first);
  }

  /** A term's number, undefined when no indexed text has it. */
  termId(term: string): number | undefined {
    return this.findIn(this.terms, term);
  }

  /** The known terms of a word or identifier, whether or not a text has it. */
  termsOfWord(word: string): ArrayLike<number> & Iterable<number> {
    if (isLowerCase(word)) return this.termsOfLowerCase(word);
    const identifier = this.find(word);
    if (identifier !== undefined) return this.termsOf(identifier);
    return tokensOfIdentifier(word).flatMap((name) => this.termId(name) ?? []);
  }

  termName(term: number): string {
    return this.terms.name(term);
  }

  /** The chosen identifiers and terms as columns, numbered from 0 in the given order. */
  *columnSteps(identifiers: Uint32Array, terms: Uint32Array): Generator<SavedColumn | undefined> {
    const numberOf = new Uint32Array(this.terms.size);
    for (let at = 0; at < terms.length; at++) numberOf[terms[at] as number] = at;
    const starts = new Uint32Array(identifiers.length + 1);
    const list = new Uint32Array(this.termList.length);
    let end = 0;
    for (let at = 0; at < identifiers.length; at++) {
      if (at % NAMES_A_STEP === 0) yield undefined;
      const identifier = identifiers[at] as number;
      const last = this.termStarts[identifier + 1] as number;
      for (let from = this.termStarts[identifier] as number; from < last; from++) {
        list[end++] = numberOf[this.termList[from] as number] as number;
      }
      starts[at + 1] = end;
    }
    yield { name: 'termList', data: list.subarray(0, end) };
    yield { name: 'termStarts', data: packedStarts(starts) };
    yield* this.identifiers.savedColumns('identifier', identifiers);
    yield* this.terms.savedColumns('termName', terms);
  }

  /** Takes over columns; the vocabulary must be empty. */
  restore(columns: SavedColumns): void {
    this.identifiers.restoreColumns('identifier', columns);
    this.terms.restoreColumns('termName', columns);
    this.termList = columns['termList'] as Uint32Array;
    this.termStarts = startsOf(columns['termStarts'] as Uint8Array);
  }

  private internText(name: string): number {
    const bytes = this.encoder.encode(name);
    return this.internBytes(bytes, 0, bytes.length, hashOfBytes(bytes));
  }

  private addTerms(source: Uint8Array, from: number, to: number, end: number): number {
    for (let at = from; at < to; at++) {
      if ((source[at] as number) >= 128) return this.addTermsOfText(source, from, to, end);
    }
    return this.addTermsOfAscii(source, from, to, end);
  }

  private addTermsOfText(source: Uint8Array, from: number, to: number, end: number): number {
    const name = utf8Text(source, from, to);
    const terms = tokensOfIdentifier(name).map((term) => this.internTerm(term));
    if (end + terms.length > this.termList.length) this.termList = grown(this.termList, end + terms.length);
    for (const term of terms) this.termList[end++] = term;
    return end;
  }

  /** The same as for any text, without a string for each sub-word. */
  private addTermsOfAscii(source: Uint8Array, from: number, to: number, first: number): number {
    const length = to - from;
    if (length > this.scratch.length) this.scratch = grown(this.scratch, length);
    const lower = this.scratch;
    let hash = HASH_START;
    for (let at = 0; at < length; at++) {
      const byte = source[from + at] as number;
      const low = isUpper(byte) ? byte + 32 : byte;
      lower[at] = low;
      hash = hashByte(hash, low);
    }
    let whole = NO_TERM;
    let end = first;
    for (let at = 0; at < length; ) {
      const next = partEnd(source, from + at, to) - from;
      if (lower[at] !== 95) {
        if (whole === NO_TERM) {
          whole = this.internTermBytes(lower, 0, length, hash);
          this.termList[end++] = whole;
        }
        const term = at === 0 && next === length && next < 4 ? whole : this.partTerm(lower, at, next);
        if (term !== NO_TERM && term !== whole) this.termList[end++] = term;
      }
      at = next;
    }
    return end;
  }

  private findIn(names: NameTable, name: string): number | undefined {
    const hash = this.spell(name);
    const found =
      hash === undefined ? findText(names, this.encoder.encode(name)) : names.find(this.spelled, 0, name.length, hash);
    return found < 0 ? undefined : found;
  }

  /** Writes a name of ASCII letters to `spelled`, and gives its hash; undefined for every other name. */
  private spell(name: string): number | undefined {
    const { length } = name;
    if (length > this.spelled.length) this.spelled = new Uint8Array(2 * length);
    const { spelled } = this;
    let hash = HASH_START;
    for (let at = 0; at < length; at++) {
      const unit = name.charCodeAt(at);
      if (unit >= 128) return undefined;
      spelled[at] = unit;
      hash = hashByte(hash, unit);
    }
    return hash;
  }

  /** Without a look at the identifiers: the tokens of such a word are itself and its stem. */
  private termsOfLowerCase(word: string): number[] {
    const found: number[] = [];
    const stemmed = stem(word);
    for (const name of stemmed === word || stemmed.length < 2 ? [word] : [word, stemmed]) {
      const term = this.termId(name);
      if (term !== undefined) found.push(term);
    }
    return found;
  }

  private partTerm(lower: Uint8Array, from: number, to: number): number {
    const hash = hashBetween(lower, from, to);
    const known = this.parts.find(lower, from, to, hash);
    if (known >= 0) return this.partTerms[known] as number;
    const part = this.parts.add(lower, from, to, hash);
    if (part >= this.partTerms.length) this.partTerms = grown(this.partTerms, part + 1);
    const term = this.stemmedTerm(lower, from, to);
    this.partTerms[part] = term;
    return term;
  }

  private stemmedTerm(lower: Uint8Array, from: number, to: number): number {
    const { length } = lower;
    if (length > this.stemmed.length) this.stemmed = new Uint8Array(length);
    const { stemmed } = this;
    for (let at = from; at < to; at++) stemmed[at - from] = lower[at] as number;
    // A part is digits, of which none ends a word that has a stem, or letters.
    const left = stemLetters(stemmed, to - from);
    return left > 1 ? this.internTermBytes(stemmed, 0, left, hashOfBytes(stemmed, left)) : NO_TERM;
  }

  private internTerm(term: string): number {
    const bytes = this.encoder.encode(term);
    return this.internTermBytes(bytes, 0, bytes.length, hashOfBytes(bytes));
  }

  private internTermBytes(source: Uint8Array, from: number, to: number, hash: number): number {
    const known = this.terms.find(source, from, to, hash);
    return known >= 0 ? known : this.terms.add(source, from, to, hash);
  }
}

function isUpper(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

function isLower(byte: number): boolean {
  return byte >= 97 && byte <= 122;
}

function findText(names: NameTable, bytes: Uint8Array): number {
  return names.find(bytes, 0, bytes.length, hashOfBytes(bytes));
}

function isLowerCase(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (!isLower(word.charCodeAt(at))) return false;
  return word.length > 0;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** End of the sub-word, or of the run of `_`, that begins at `from`. */
function partEnd(source: Uint8Array, from: number, to: number): number {
  const first = source[from] as number;
  let at = from + 1;
  if (first === 95) {
    while (at < to && source[at] === 95) at++;
    return at;
  }
  if (isDigit(first)) {
    while (at < to && isDigit(source[at] as number)) at++;
    return at;
  }
  if (isUpper(first)) {
    while (at < to && isUpper(source[at] as number)) at++;
    const isWord = at < to && isLower(source[at] as number);
    // The last capital of several begins the next word: `HTTPServer`.
    if (!isWord || at - from > 1) return isWord ? at - 1 : at;
  }
  while (at < to && isLower(source[at] as number)) at++;
  return at;
}
