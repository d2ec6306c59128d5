import type { DefinitionHit, IndexedFile, WeightedTerm, WorkspaceIndex } from '../../index';
import type { SymbolDefinition } from '../../syntax';
import {
  type Importer,
  type ImportStatement,
  familyFilter,
  languageFamily,
  type ProjectFacts,
  resolveImport,
  WorkspaceFiles,
} from '../imports';
import { CandidateSet } from './candidate-set';
import { CODE_WORDS } from './code-words';
import type { CursorText } from './cursor-text';
import type { EvidenceKind } from './evidence';

/** The document at the cursor. */
export interface CursorPlace extends Importer {
  readonly uri: string;
}

/** Names with more definitions than this are too common to say which is meant. */
const MAX_DEFINITIONS = 24;
/** Definitions of a name among which those of certain files are looked for. */
const MOST_LOOKED_AT = 2_000;
const MAX_SYMBOLS_PER_FILE = 300;
const TYPE_KINDS: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'enum', 'module']);

/** What the search for candidates at one cursor works with. */
export class CursorSearch {
  readonly candidates = new CandidateSet();
  readonly family: string;
  readonly files: WorkspaceFiles;
  private readonly isFamily: (languageId: string) => boolean;
  private readonly types = new Map<string, boolean>();
  /** By number; null for those whose definitions cannot be used. */
  private readonly usableFiles = new Map<number, IndexedFile | null>();

  constructor(
    readonly index: WorkspaceIndex,
    private readonly project: ProjectFacts,
    readonly cursor: CursorText,
    readonly at: CursorPlace,
  ) {
    this.family = languageFamily(at.languageId);
    this.isFamily = familyFilter(at.languageId);
    this.files = new WorkspaceFiles(index);
  }

  /** Another file whose definitions can be used at the cursor. */
  readonly accept = (file: IndexedFile): boolean => file.uri !== this.at.uri && this.isFamily(file.languageId);

  add(file: IndexedFile, row: number, kind: EvidenceKind, value: number): void {
    if (this.accept(file)) this.candidates.add(file, row, kind, value);
  }

  /** Adds the definitions of a name, those in the files `within` alone when it is given; false when there is none. */
  addName(name: string, kind: EvidenceKind, value: number, within?: ReadonlySet<string>): boolean {
    return !CODE_WORDS.has(name) && this.addIdentifier(this.index.symbols.identifierOf(name), kind, value, within);
  }

  /** The same for a name by its number. */
  addIdentifier(identifier: number, kind: EvidenceKind, value: number, within?: ReadonlySet<string>): boolean {
    const { symbols } = this.index;
    const rows = within
      ? symbols.rowsOf(identifier, MOST_LOOKED_AT).filter((row) => within.has(symbols.uriOf(row)))
      : symbols.rowsOf(identifier, MAX_DEFINITIONS + 1);
    if (rows.length === 0 || rows.length > MAX_DEFINITIONS) return false;
    const share = value / Math.sqrt(rows.length);
    for (const row of rows) {
      const file = this.usableFile(row);
      if (file) this.candidates.add(file, row, kind, share);
    }
    return true;
  }

  /** Adds what files define; the more they define in all, the less it says of each. */
  addExports(uris: readonly string[], kind: EvidenceKind): void {
    const { symbols } = this.index;
    const total = uris.reduce((sum, uri) => sum + symbols.countIn(uri), 0);
    const value = 1 / (1 + Math.log10(1 + total));
    for (const uri of uris) {
      const file = this.index.file(uri);
      if (!file || !this.accept(file)) continue;
      const { first, count } = symbols.rowsIn(uri);
      const end = first + Math.min(count, MAX_SYMBOLS_PER_FILE);
      for (let row = first; row < end; row++) this.candidates.add(file, row, kind, value);
    }
  }

  searchDefinitions(
    terms: readonly WeightedTerm[],
    count: number,
    maxPostings: number,
    weights?: readonly [number, number, number, number],
  ): DefinitionHit[] {
    return this.index.searchDefinitions(terms, count, {
      maxPostings,
      accept: this.accept,
      ...(weights && { weights }),
    });
  }

  filesOf({ from, names }: Pick<ImportStatement, 'from' | 'names'>, importer: Importer = this.at): readonly string[] {
    const place = { from, names: names.map(({ name }) => name) };
    return resolveImport(place, importer, this.files, this.project);
  }

  /** Files that a file hands on: what it imports, when that is most of what it is for. */
  handedOnBy(uri: string): string[] {
    const file = this.index.file(uri);
    if (!file) return [];
    const handsOn = this.family === 'c' || file.importCount > this.index.symbols.countIn(uri);
    if (!handsOn) return [];
    return file.imports.flatMap(({ name, from }) => {
      const place = { from, names: name === '' ? [] : [{ name, local: name }] };
      return [...this.filesOf(place, file)];
    });
  }

  /** The file of a definition, if its definitions can be used at the cursor. */
  private usableFile(row: number): IndexedFile | undefined {
    const { symbols } = this.index;
    const number = symbols.fileNumberOf(row);
    const known = this.usableFiles.get(number);
    if (known !== undefined) return known === null ? undefined : known;
    const file = this.index.file(symbols.uriOf(row));
    const usable = file && this.accept(file) ? file : undefined;
    this.usableFiles.set(number, usable ?? null);
    return usable;
  }

  isType(name: string): boolean {
    const known = this.types.get(name);
    if (known !== undefined) return known;
    const found = this.index.symbols.isDefined(name, TYPE_KINDS);
    this.types.set(name, found);
    return found;
  }

  /** Definitions of a name that are no types, unless it is too common a name. */
  valuesNamed(name: string): readonly SymbolDefinition[] {
    const definitions = this.index.symbols.definitionsOf(name, MAX_DEFINITIONS + 1);
    if (definitions.length > MAX_DEFINITIONS) return [];
    return definitions.map(({ symbol }) => symbol).filter(({ kind }) => !TYPE_KINDS.has(kind));
  }

  typesNamed(name: string): readonly SymbolDefinition[] {
    const definitions = this.index.symbols.definitionsOf(name, MAX_DEFINITIONS);
    return definitions.map(({ symbol }) => symbol).filter(({ kind }) => TYPE_KINDS.has(kind));
  }
}
