import type { SymbolDefinition, SymbolKind } from '../syntax';
import { grown } from './growing';
import { utf8Text } from './name-table';
import type { NumberLists } from './number-lists';
import { shortSignature, wholeSignature } from './short-signature';
import { type RowRange, SymbolPlaces } from './symbol-places';
import type { Vocabulary } from './vocabulary';

/** Numbers of a row, and where in it they are. */
const ROW = 7;
const NAME = 0;
const FILE = 1;
const NEXT = 2;
const PREVIOUS = 3;
const CONTAINER_AND_KIND = 4;
const TEXT = 5;
const NEXT_MEMBER = 6;

/** The file of a removed row. */
const NO_FILE = -1;

const KIND_BITS = 4;
const KINDS: readonly SymbolKind[] = [
  'function',
  'method',
  'class',
  'interface',
  'type',
  'enum',
  'constant',
  'variable',
  'field',
  'module',
  'macro',
];
const NUMBER_OF_KIND = new Map(KINDS.map((kind, at) => [kind, at]));

/** Numbers of a saved row. */
const SAVED = 7;

/**
 * Definitions as rows of numbers, with their short signatures as UTF-8 one after the other. Names are the vocabulary's identifiers. Rows
 * are only appended; each has room for neighbours of its owner's making.
 */
export class SymbolRows {
  private rows = new Int32Array(ROW << 8);
  private readonly places = new SymbolPlaces();
  private text: Uint8Array = new Uint8Array(1 << 12);
  private readonly encoder = new TextEncoder();
  private end = 0;

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Rows in use, removed ones included. */
  get size(): number {
    return this.end;
  }

  append(file: number, symbol: SymbolDefinition): number {
    const row = this.end;
    const signature = shortSignature(symbol.signature, symbol.name);
    const from = this.beginRow(3 * signature.length);
    const { written } = this.encoder.encodeInto(signature, this.text.subarray(from));
    const container = symbol.container === '' ? 0 : this.vocabulary.intern(symbol.container) + 1;
    this.places.set(row, symbol);
    this.set(row, file, this.vocabulary.intern(symbol.name), (container << KIND_BITS) | numberOfKind(symbol.kind));
    this.finishRow(from + written);
    return row;
  }

  read(row: number): SymbolDefinition {
    const { rows, places } = this;
    const at = ROW * row;
    const packed = rows[at + CONTAINER_AND_KIND] as number;
    const container = packed >> KIND_BITS;
    const name = this.vocabulary.keptNameOf(rows[at + NAME] as number);
    const signature = utf8Text(this.text, rows[at + TEXT] as number, rows[at + ROW + TEXT] as number);
    return {
      name,
      kind: KINDS[packed & ((1 << KIND_BITS) - 1)] as SymbolKind,
      container: container === 0 ? '' : this.vocabulary.keptNameOf(container - 1),
      startLine: places.startLine(row),
      endLine: places.endLine(row),
      nameLine: places.nameLine(row),
      nameCharacter: places.nameCharacter(row),
      signature: wholeSignature(signature, name),
    };
  }

  /** The identifier's number. */
  nameOf(row: number): number {
    return this.rows[ROW * row + NAME] as number;
  }

  fileOf(row: number): number {
    return this.rows[ROW * row + FILE] as number;
  }

  /** The identifier's number, -1 for none. */
  containerOf(row: number): number {
    return ((this.rows[ROW * row + CONTAINER_AND_KIND] as number) >> KIND_BITS) - 1;
  }

  nameLineOf(row: number): number {
    return this.places.nameLine(row);
  }

  kindOf(row: number): SymbolKind {
    return KINDS[(this.rows[ROW * row + CONTAINER_AND_KIND] as number) & ((1 << KIND_BITS) - 1)] as SymbolKind;
  }

  /** Whether a range has a function or method that begins on one of these lines and has at least so many. */
  holdsFunction({ first, count }: RowRange, startLine: number, endLine: number, leastLines: number): boolean {
    const { places } = this;
    for (let row = first; row < first + count; row++) {
      const start = places.startLine(row);
      if (start < startLine || start > endLine) continue;
      const kind = this.kindOf(row);
      if (kind !== 'function' && kind !== 'method') continue;
      if (places.endLine(row) - start + 1 >= leastLines) return true;
    }
    return false;
  }

  next(row: number): number {
    return this.rows[ROW * row + NEXT] as number;
  }

  previous(row: number): number {
    return this.rows[ROW * row + PREVIOUS] as number;
  }

  /** Puts two rows beside each other. */
  link(row: number, next: number): void {
    this.rows[ROW * row + NEXT] = next;
    this.rows[ROW * next + PREVIOUS] = row;
  }

  /** The row that was set as the next of the same container, -1 at the end. */
  nextMember(row: number): number {
    return this.rows[ROW * row + NEXT_MEMBER] as number;
  }

  setNextMember(row: number, next: number): void {
    this.rows[ROW * row + NEXT_MEMBER] = next;
  }

  /** The row stays, without a file, until `keep` leaves it out. */
  removeFile(row: number): void {
    this.rows[ROW * row + FILE] = NO_FILE;
  }

  hasFile(row: number): boolean {
    return this.rows[ROW * row + FILE] !== NO_FILE;
  }

  /** Keeps the given ranges alone, which ascend; returns the new number of each row that was kept. */
  keep(ranges: readonly RowRange[]): Int32Array {
    const { rows, text } = this;
    const numberOf = new Int32Array(this.end).fill(-1);
    let end = 0;
    for (const { first, count } of ranges) for (let row = first; row < first + count; row++) numberOf[row] = end++;
    let textEnd = 0;
    for (const { first, count } of ranges) {
      const to = ROW * (numberOf[first] as number);
      const textFrom = rows[ROW * first + TEXT] as number;
      const textTo = rows[ROW * (first + count) + TEXT] as number;
      text.copyWithin(textEnd, textFrom, textTo);
      const shift = textFrom - textEnd;
      textEnd += textTo - textFrom;
      rows.copyWithin(to, ROW * first, ROW * (first + count));
      for (let at = to; at < to + ROW * count; at += ROW) {
        rows[at + NEXT] = numberOf[rows[at + NEXT] as number] as number;
        rows[at + PREVIOUS] = numberOf[rows[at + PREVIOUS] as number] as number;
        rows[at + TEXT] = (rows[at + TEXT] as number) - shift;
      }
    }
    this.places.keep(ranges);
    this.end = end;
    rows[ROW * end + TEXT] = textEnd;
    return numberOf;
  }

  /** Marks the identifiers of a range. */
  markNames({ first, count }: RowRange, isUsed: Uint8Array): void {
    for (let at = ROW * first; at < ROW * (first + count); at += ROW) {
      isUsed[this.rows[at + NAME] as number] = 1;
      const container = (this.rows[at + CONTAINER_AND_KIND] as number) >> KIND_BITS;
      if (container > 0) isUsed[container - 1] = 1;
    }
  }

  /** Appends a range's numbers to `lists` as one list, with identifiers numbered anew. */
  pack(range: RowRange, lists: NumberLists, numberOf: Uint32Array): void {
    const values = this.numbersOf(range);
    for (let at = 0; at < values.length; at += SAVED) {
      const packed = values[at + 1] as number;
      const container = packed >> KIND_BITS;
      values[at] = numberOf[values[at] as number] as number;
      if (container > 0) values[at + 1] = packed + (((numberOf[container - 1] as number) + 1 - container) << KIND_BITS);
    }
    lists.append(values, values.length);
  }

  /** What `unpack` makes a range from, beside its signatures. */
  numbersOf({ first, count }: RowRange): Uint32Array {
    const { rows, places } = this;
    const values = new Uint32Array(SAVED * count);
    let line = 0;
    for (let row = first, saved = 0; row < first + count; row++, saved += SAVED) {
      const at = ROW * row;
      const start = places.startLine(row);
      values[saved] = rows[at + NAME] as number;
      values[saved + 1] = rows[at + CONTAINER_AND_KIND] as number;
      values[saved + 2] = zigzag(start - line);
      values[saved + 3] = zigzag(places.endLine(row) - start);
      values[saved + 4] = zigzag(places.nameLine(row) - start);
      values[saved + 5] = places.nameCharacter(row);
      values[saved + 6] = (rows[at + ROW + TEXT] as number) - (rows[at + TEXT] as number);
      line = start;
    }
    return values;
  }

  /** The signatures of a range. */
  textOf({ first, count }: RowRange): Uint8Array {
    return this.text.subarray(this.rows[ROW * first + TEXT], this.rows[ROW * (first + count) + TEXT]);
  }

  /** Takes over the signatures of packed ranges; to be called first, when there are no rows. */
  adoptText(text: Uint8Array): void {
    this.text = text;
  }

  /** Appends the rows of a packed range; their signatures are those that follow the last row's. */
  unpack(file: number, values: Uint32Array): RowRange {
    const first = this.end;
    let line = 0;
    for (let at = 0; at < values.length; at += SAVED) {
      const start = line + unzigzag(values[at + 2] as number);
      const from = this.beginRow(0);
      this.places.set(this.end, {
        startLine: start,
        endLine: start + unzigzag(values[at + 3] as number),
        nameLine: start + unzigzag(values[at + 4] as number),
        nameCharacter: values[at + 5] as number,
      });
      this.set(this.end, file, values[at] as number, values[at + 1] as number);
      this.finishRow(from + (values[at + 6] as number));
      line = start;
    }
    return { first, count: this.end - first };
  }

  /** Makes room for a row and for `bytes` of signature; returns where that begins. */
  private beginRow(bytes: number): number {
    if (ROW * (this.end + 2) > this.rows.length) this.rows = grown(this.rows, ROW * (this.end + 2));
    const from = this.rows[ROW * this.end + TEXT] as number;
    if (from + bytes > this.text.length) this.text = grown(this.text, from + bytes);
    return from;
  }

  private set(row: number, file: number, name: number, containerAndKind: number): void {
    const { rows } = this;
    const at = ROW * row;
    rows[at + NAME] = name;
    rows[at + FILE] = file;
    rows[at + CONTAINER_AND_KIND] = containerAndKind;
  }

  /** A signature ends where the next row's begins. */
  private finishRow(textEnd: number): void {
    this.end++;
    this.rows[ROW * this.end + TEXT] = textEnd;
  }
}

function numberOfKind(kind: SymbolKind): number {
  return NUMBER_OF_KIND.get(kind) ?? 0;
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return (value & 1) === 0 ? value / 2 : -(value + 1) / 2;
}
