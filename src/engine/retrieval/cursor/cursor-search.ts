import type { DefinitionHit, WeightedTerm, WorkspaceIndex } from '../../index';
import type { SymbolDefinition } from '../../syntax';
import {
  type Importer,
  type ImportStatement,
  languageFamily,
  type ProjectFacts,
  resolveImport,
  WorkspaceFiles,
} from '../imports';
import type { CandidateSet } from './candidate-set';
import { CODE_WORDS } from './code-words';
import type { CursorText } from './cursor-text';
import { type EvidenceKind, SLOTS } from './evidence';
import type { UsableFiles } from './usable-files';
import type { UsedIdentifiers } from './used-identifiers';

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
  readonly family: string;
  readonly files: WorkspaceFiles;
  private readonly types = new Map<string, boolean>();

  /** `candidates` takes what is found. */
  constructor(
    readonly index: WorkspaceIndex,
    private readonly project: ProjectFacts,
    readonly cursor: CursorText,
    readonly at: CursorPlace,
    readonly candidates: CandidateSet,
    readonly usable: UsableFiles,
    readonly names: UsedIdentifiers,
  ) {
    this.family = languageFamily(at.languageId);
    this.files = new WorkspaceFiles(index);
  }

  /** Whether a name has definitions, and few enough to say which is meant. */
  isTelling(identifier: number): boolean {
    const count = this.index.symbols.countOfIdentifier(identifier);
    return count > 0 && count <= MAX_DEFINITIONS;
  }

  add(row: number, kind: EvidenceKind, value: number): void {
    if (this.usable.all.acceptsRow(row)) this.candidates.add(row, SLOTS[kind], value);
  }

  /** Adds the definitions of a name, those in the files `within` alone when it is given; false when there is none. */
  addName(name: string, kind: EvidenceKind, value: number, within?: ReadonlySet<string>): boolean {
    return !CODE_WORDS.has(name) && this.addIdentifier(this.index.symbols.identifierOf(name), kind, value, within);
  }

  /** The same for a name by its number. */
  addIdentifier(identifier: number, kind: EvidenceKind, value: number, within?: ReadonlySet<string>): boolean {
    const { symbols } = this.index;
    if (!within) {
      if (!this.isTelling(identifier)) return false;
      const slot = SLOTS[kind];
      const share = value / Math.sqrt(symbols.countOfIdentifier(identifier));
      symbols.forEachRowOf(identifier, (row) => {
        if (this.usable.all.acceptsRow(row)) this.candidates.add(row, slot, share);
      });
      return true;
    }
    const rows = symbols.rowsOf(identifier, MOST_LOOKED_AT).filter((row) => within.has(symbols.uriOf(row)));
    if (rows.length === 0 || rows.length > MAX_DEFINITIONS) return false;
    const share = value / Math.sqrt(rows.length);
    for (const row of rows) this.add(row, kind, share);
    return true;
  }

  /** Takes back kinds of evidence for the definitions of a name. */
  withdrawName(name: string, kinds: readonly EvidenceKind[]): void {
    const { symbols } = this.index;
    const identifier = symbols.identifierOf(name);
    if (symbols.countOfIdentifier(identifier) > MAX_DEFINITIONS) return;
    symbols.forEachRowOf(identifier, (row) => {
      for (const kind of kinds) this.candidates.withdraw(row, SLOTS[kind]);
    });
  }

  /** Adds what files define; the more they define in all, the less it says of each. */
  addExports(uris: readonly string[], kind: EvidenceKind): void {
    const { symbols } = this.index;
    const total = uris.reduce((sum, uri) => sum + symbols.countIn(uri), 0);
    const value = 1 / (1 + Math.log10(1 + total));
    for (const uri of uris) {
      const file = this.index.file(uri);
      if (!file || !this.usable.holds(file)) continue;
      const { first, count } = symbols.rowsIn(uri);
      const end = first + Math.min(count, MAX_SYMBOLS_PER_FILE);
      for (let row = first; row < end; row++) this.candidates.add(row, SLOTS[kind], value);
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
      accept: this.usable.all,
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
