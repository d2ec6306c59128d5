import type { SymbolDefinition } from '../syntax';
import type { ChunkLines } from './file-lists';
import { grown } from './growing';
import type { NumberLists } from './number-lists';
import { holding, type SmallNumbers } from './small-numbers';
import type { RowRange } from './symbol-places';
import { SymbolRows } from './symbol-rows';
import type { Vocabulary } from './vocabulary';

export interface Definition {
  readonly uri: string;
  readonly symbol: SymbolDefinition;
}

const PREFIX_LENGTH = 3;

/** Definitions kept as objects; the next turn of the event loop begins without them when there are more. */
const KEPT = 20_000;

/** Rows of removed files that may stay at least. */
const ROWS_SLACK = 1 << 12;

const NONE: RowRange = { first: 0, count: 0 };

interface FileRows extends RowRange {
  readonly number: number;
}

/** Which definitions a name has, across files. The same definition is the same object within one turn of the event loop. */
export class SymbolTable {
  private readonly rows: SymbolRows;
  private readonly byFile = new Map<string, FileRows>();
  private readonly uris: (string | undefined)[] = [];
  private readonly freeNumbers: number[] = [];
  /** By identifier: one more than the row of its first definition; the others follow in a ring, in the order they came. */
  private heads = new Uint32Array(1 << 8);
  /** By identifier: how many definitions it has. */
  private counts: SmallNumbers = new Uint16Array(1 << 8);
  /** By the identifier of a container: its last row; the others follow, removed ones among them. */
  private readonly members = new Map<number, number>();
  /** Identifiers that ever were names, in chains by how they begin; each place holds one more than the next identifier. */
  private prefixNext = new Uint32Array(1 << 8);
  private readonly prefixEnds = new Map<string, { readonly first: number; last: number }>();
  private isListed = new Uint8Array(1 << 8);
  private count = 0;
  /** Numbers of names that were asked for lately. */
  private readonly identifiers = new Map<string, number>();
  private kept = new Map<number, SymbolDefinition>();
  private clearing: NodeJS.Immediate | undefined;

  constructor(private readonly vocabulary: Vocabulary) {
    this.rows = new SymbolRows(vocabulary);
  }

  get size(): number {
    return this.count;
  }

  /** Replaces what is known of a file. */
  put(uri: string, symbols: readonly SymbolDefinition[]): void {
    this.remove(uri);
    if (symbols.length === 0) return;
    const number = this.numberFor(uri);
    const first = this.rows.size;
    for (const symbol of symbols) this.join(this.rows.append(number, symbol));
    this.byFile.set(uri, { number, first, count: symbols.length });
    this.count += symbols.length;
  }

  remove(uri: string): void {
    const range = this.byFile.get(uri);
    if (!range) return;
    const { number, first, count } = range;
    for (let row = first; row < first + count; row++) {
      this.leave(row);
      this.rows.removeFile(row);
      this.kept.delete(row);
    }
    this.byFile.delete(uri);
    this.uris[number] = undefined;
    this.freeNumbers.push(number);
    this.count -= count;
    if (this.rows.size > 2 * this.count + ROWS_SLACK) this.dropRemoved();
  }

  /** Definitions of exactly this name, at most `limit`, those that came first. */
  definitionsOf(name: string, limit = Number.POSITIVE_INFINITY): readonly Definition[] {
    const definitions: Definition[] = [];
    if (limit <= 0) return definitions;
    this.visit(name, (row) => {
      definitions.push(this.definitionAt(row));
      return definitions.length < limit;
    });
    return definitions;
  }

  /** Definitions of a name in certain files. */
  definitionsIn(name: string, within: ReadonlySet<string>): readonly Definition[] {
    const definitions: Definition[] = [];
    this.visit(name, (row) => {
      if (within.has(this.uriOf(row))) definitions.push(this.definitionAt(row));
      return true;
    });
    return definitions;
  }

  /** Rows of the definitions of an identifier, at most `limit`, those that came first. A row stands for a definition until the index changes. */
  rowsOf(identifier: number, limit: number): readonly number[] {
    const count = Math.min(limit, this.countOfIdentifier(identifier));
    const found: number[] = [];
    let row = (this.heads[identifier] as number) - 1;
    for (let left = count; left > 0; left--) {
      found.push(row);
      row = this.rows.next(row);
    }
    return found;
  }

  /** Calls `visit` with the row of each definition of an identifier, those that came first before the others. */
  forEachRowOf(identifier: number, visit: (row: number) => void): void {
    let row = (this.heads[identifier] as number) - 1;
    for (let left = this.countOfIdentifier(identifier); left > 0; left--) {
      visit(row);
      row = this.rows.next(row);
    }
  }

  /** All numbers of identifiers are below this one, which grows with the texts. */
  get identifierCount(): number {
    return this.vocabulary.identifiers.size;
  }

  /** How many definitions an identifier has. */
  countOfIdentifier(identifier: number): number {
    return this.counts[identifier] ?? 0;
  }

  /** The identifier that a row defines. */
  identifierAt(row: number): number {
    return this.rows.nameOf(row);
  }

  /** Rows of the definitions in one file, in the order of the file. */
  rowsIn(uri: string): RowRange {
    return this.byFile.get(uri) ?? NONE;
  }

  /** The row of the definition at a place in the order of its file; there must be one. */
  rowAt(uri: string, ordinal: number): number {
    return this.rowsIn(uri).first + ordinal;
  }

  /** The file of a row. */
  uriOf(row: number): string {
    return this.uris[this.rows.fileOf(row)] as string;
  }

  /** The line of the name that a row defines; zero-based. */
  nameLineOf(row: number): number {
    return this.rows.nameLineOf(row);
  }

  /** All numbers of files are below this one. */
  get fileNumbers(): number {
    return this.uris.length;
  }

  /** A number that all rows of a file have. */
  fileNumberOf(row: number): number {
    return this.rows.fileOf(row);
  }

  /** Rows of the definitions that stand in a type or module of this name, at most `limit`. */
  rowsInside(container: number, limit: number): readonly number[] {
    const found: number[] = [];
    let row = this.members.get(container) ?? -1;
    for (; row >= 0 && found.length < limit; row = this.rows.nextMember(row)) {
      if (this.rows.hasFile(row)) found.push(row);
    }
    return found;
  }

  isDefinedIdentifier(identifier: number): boolean {
    return identifier >= 0 && identifier < this.heads.length && this.heads[identifier] !== 0;
  }

  /** Whether a name has a definition of one of these kinds, or any. */
  isDefined(name: string, kinds?: ReadonlySet<string>): boolean {
    let found = false;
    this.visit(name, (row) => {
      found = !kinds || kinds.has(this.rows.kindOf(row));
      return !found;
    });
    return found;
  }

  /** Files that define a name. */
  filesDefining(name: string): ReadonlySet<string> {
    const uris = new Set<string>();
    this.visit(name, (row) => {
      uris.add(this.uriOf(row));
      return true;
    });
    return uris;
  }

  /** Definitions in one file, at most `limit`, in the order of the file. */
  symbolsIn(uri: string, limit = Number.POSITIVE_INFINITY): readonly SymbolDefinition[] {
    const { first, count } = this.byFile.get(uri) ?? NONE;
    return Array.from({ length: Math.min(count, limit) }, (_, at) => this.symbolOf(first + at));
  }

  /** Whether a file has a function or method that begins on one of some lines and has at least `leastLines`. */
  holdsFunction(uri: string, { startLine, endLine }: ChunkLines, leastLines: number): boolean {
    return this.rows.holdsFunction(this.rowsIn(uri), startLine, endLine, leastLines);
  }

  countIn(uri: string): number {
    return this.byFile.get(uri)?.count ?? 0;
  }

  /** Names that begin with `prefix`, whatever the case, in no particular order. A shorter prefix than three letters scans all names. */
  *namesWithPrefix(prefix: string): IterableIterator<string> {
    const wanted = prefix.toLowerCase();
    if (wanted.length < PREFIX_LENGTH) {
      for (const name of this.names()) if (name.toLowerCase().startsWith(wanted)) yield name;
      return;
    }
    let next = this.prefixEnds.get(wanted.slice(0, PREFIX_LENGTH))?.first ?? 0;
    for (; next !== 0; next = this.prefixNext[next - 1] as number) {
      if (this.heads[next - 1] === 0) continue;
      const name = this.vocabulary.nameOf(next - 1);
      if (name.toLowerCase().startsWith(wanted)) yield name;
    }
  }

  *names(): IterableIterator<string> {
    for (let identifier = 0; identifier < this.heads.length; identifier++) {
      if (this.heads[identifier] !== 0) yield this.vocabulary.nameOf(identifier);
    }
  }

  /** Marks the identifiers that a file's definitions are written with. */
  markNames(uri: string, isUsed: Uint8Array): void {
    this.rows.markNames(this.byFile.get(uri) ?? NONE, isUsed);
  }

  /** Appends the definitions of a file to `lists`, with identifiers numbered anew, and returns their signatures. */
  pack(uri: string, lists: NumberLists, numberOf: Uint32Array): Uint8Array {
    const range = this.byFile.get(uri) ?? NONE;
    this.rows.pack(range, lists, numberOf);
    return this.rows.textOf(range);
  }

  /** The definitions of a file for `unpackedRows`, which knows them as long as this table is there. */
  packedRows(uri: string): { readonly rows: Uint32Array; readonly signatures: Uint8Array } {
    const range = this.byFile.get(uri) ?? NONE;
    return { rows: this.rows.numbersOf(range), signatures: this.rows.textOf(range) };
  }

  /** Definitions that need not be in the table. */
  unpackedRows(rows: Uint32Array, signatures: Uint8Array): SymbolDefinition[] {
    const unpacked = new SymbolRows(this.vocabulary);
    unpacked.adoptText(signatures);
    const { count } = unpacked.unpack(0, rows);
    return Array.from({ length: count }, (_, row) => unpacked.read(row));
  }

  /** Takes over the packed definitions of files; the table must be empty. */
  restore(uris: readonly string[], lists: NumberLists, signatures: Uint8Array): void {
    this.rows.adoptText(signatures);
    let start = 0;
    for (const uri of uris) {
      const { values, end } = lists.read(start);
      start = end;
      if (values.length === 0) continue;
      const number = this.numberFor(uri);
      const range = this.rows.unpack(number, values);
      for (let row = range.first; row < range.first + range.count; row++) this.join(row);
      this.byFile.set(uri, { number, ...range });
      this.count += range.count;
    }
  }

  /** Goes through a name's rows in the order they came, as long as `goesOn`. */
  private visit(name: string, goesOn: (row: number) => boolean): void {
    const identifier = this.identifierOf(name);
    if (!this.isDefinedIdentifier(identifier)) return;
    const head = this.heads[identifier] as number;
    for (let row = head - 1; goesOn(row); ) {
      row = this.rows.next(row);
      if (row === head - 1) return;
    }
  }

  /** The number of a name, -1 when no text has it. */
  identifierOf(name: string): number {
    const known = this.identifiers.get(name);
    if (known !== undefined) return known;
    const identifier = this.vocabulary.find(name);
    if (identifier === undefined) return -1;
    if (this.identifiers.size >= KEPT) this.identifiers.clear();
    this.identifiers.set(name, identifier);
    return identifier;
  }

  private definitionAt(row: number): Definition {
    return { uri: this.uriOf(row), symbol: this.symbolOf(row) };
  }

  /** The definition of a row. */
  symbolOf(row: number): SymbolDefinition {
    const known = this.kept.get(row);
    if (known) return known;
    const symbol = this.rows.read(row);
    this.kept.set(row, symbol);
    if (this.kept.size > KEPT) {
      this.clearing ??= setImmediate(() => {
        this.clearing = undefined;
        this.kept.clear();
      });
    }
    return symbol;
  }

  private numberFor(uri: string): number {
    const number = this.freeNumbers.pop() ?? this.uris.length;
    this.uris[number] = uri;
    return number;
  }

  /** Puts a row at the end of its name's ring. */
  private join(row: number): void {
    const { rows } = this;
    const name = rows.nameOf(row);
    this.joinMembers(row);
    if (name >= this.heads.length) {
      this.heads = grown(this.heads, name + 1);
      this.counts = grown(this.counts, this.heads.length);
      this.prefixNext = grown(this.prefixNext, this.heads.length);
      this.isListed = grown(this.isListed, this.heads.length);
    }
    const head = this.heads[name] as number;
    const count = (this.counts[name] as number) + 1;
    this.counts = holding(this.counts, count);
    this.counts[name] = count;
    if (head !== 0) {
      rows.link(rows.previous(head - 1), row);
      rows.link(row, head - 1);
      return;
    }
    rows.link(row, row);
    this.heads[name] = row + 1;
    if (this.isListed[name] === 0) this.list(name);
  }

  private joinMembers(row: number): void {
    const container = this.rows.containerOf(row);
    if (container < 0) return;
    this.rows.setNextMember(row, this.members.get(container) ?? -1);
    this.members.set(container, row);
  }

  private leave(row: number): void {
    const { rows } = this;
    const name = rows.nameOf(row);
    const next = rows.next(row);
    this.counts[name] = (this.counts[name] as number) - 1;
    if (this.heads[name] === row + 1) this.heads[name] = next === row ? 0 : next + 1;
    rows.link(rows.previous(row), next);
  }

  private list(name: number): void {
    this.isListed[name] = 1;
    const prefix = this.vocabulary.nameOf(name).slice(0, PREFIX_LENGTH).toLowerCase();
    const ends = this.prefixEnds.get(prefix);
    if (ends) {
      this.prefixNext[ends.last - 1] = name + 1;
      ends.last = name + 1;
    } else this.prefixEnds.set(prefix, { first: name + 1, last: name + 1 });
  }

  private dropRemoved(): void {
    const files = [...this.byFile].sort(([, a], [, b]) => a.first - b.first);
    const numberOf = this.rows.keep(files.map(([, range]) => range));
    for (const [uri, range] of files) this.byFile.set(uri, { ...range, first: numberOf[range.first] as number });
    this.members.clear();
    for (let row = 0; row < this.rows.size; row++) this.joinMembers(row);
    for (let name = 0; name < this.heads.length; name++) {
      const head = this.heads[name] as number;
      if (head !== 0) this.heads[name] = (numberOf[head - 1] as number) + 1;
    }
    this.kept.clear();
  }
}
