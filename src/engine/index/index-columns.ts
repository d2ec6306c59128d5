import type { ImportedName, SymbolDefinition, SymbolKind } from '../syntax';
import type { DocumentIndex } from './document-index';
import type { IndexColumns } from './inverted-index';
import { NumberLists, packedStarts, startsOf } from './number-lists';
import type { SavedParts } from './saved-file';
import type { Vocabulary } from './vocabulary';
import type { Entry, IndexedFile } from './workspace-index';

/** The inside of a workspace index, as saving and loading see it. */
export interface IndexParts {
  readonly vocabulary: Vocabulary;
  readonly files: DocumentIndex;
  readonly chunks: DocumentIndex;
  readonly definitions: DocumentIndex;
  readonly identifiers: NumberLists;
}

type SavedSymbol = readonly [
  name: string,
  kind: SymbolKind,
  container: string,
  startLine: number,
  endLine: number,
  nameLine: number,
  nameCharacter: number,
  signature: string,
];

interface SavedFile extends Omit<IndexedFile, 'chunks' | 'imports' | 'lineCount'> {
  readonly imports?: readonly ImportedName[];
}

interface SavedJson {
  readonly files: readonly SavedFile[];
  /** Of each file; absent when it has none. */
  readonly symbols: readonly (readonly SavedSymbol[] | 0)[];
}

/** A file that was saved, ready to be taken in. */
export interface RestoredFile {
  readonly entry: Entry;
  readonly symbols: readonly SymbolDefinition[];
}

/** Everything that answers need of the given files and nothing of others: words that only other files had are left out. */
export function columnsOf(
  parts: IndexParts,
  entries: readonly Entry[],
  symbolsOf: (uri: string) => readonly SymbolDefinition[],
): SavedParts {
  const { vocabulary } = parts;
  const isUsed = new Uint8Array(vocabulary.identifiers.size);
  const lists = entries.map((entry) => listsOf(parts.identifiers, entry));
  for (const list of lists) {
    for (const values of list) for (let at = 0; at < values.length; at++) isUsed[values[at] as number] = 1;
  }
  const identifiers = numbersWhere(isUsed.length, (identifier) => isUsed[identifier] === 1);

  const indexes = [parts.files, parts.chunks, parts.definitions];
  const terms = numbersWhere(vocabulary.termCount, (term) => indexes.some((index) => index.holds(term)));
  const files = parts.files.columns(
    entries.map((entry) => entry.fileDocument),
    terms,
  );
  const chunks = parts.chunks.columns(
    entries.flatMap((entry) => entry.chunkDocuments),
    terms,
  );
  const definitions = parts.definitions.columns(
    entries.flatMap((entry) => entry.definitionDocuments),
    terms,
  );
  const numberOf = new Uint32Array(vocabulary.identifiers.size);
  identifiers.forEach((identifier, at) => {
    numberOf[identifier] = at;
  });
  const chunkIdentifiers = new NumberLists();
  const listStarts = new Uint32Array(entries.length);
  for (const [at, list] of lists.entries()) {
    listStarts[at] = chunkIdentifiers.size;
    for (const values of list) {
      for (let index = 0; index < values.length; index++) values[index] = numberOf[values[index] as number] as number;
      chunkIdentifiers.append(values, values.length);
    }
  }
  const json: SavedJson = {
    files: entries.map(({ file: { chunks: _, imports, lineCount: __, ...rest } }) =>
      imports.length > 0 ? { ...rest, imports } : rest,
    ),
    symbols: entries.map(({ file }) => {
      const symbols = symbolsOf(file.uri);
      return symbols.length === 0 ? 0 : symbols.map(savedSymbol);
    }),
  };
  return {
    columns: {
      ...vocabulary.columns(identifiers, terms),
      ...named('file', files),
      ...named('chunk', chunks),
      ...named('definition', definitions),
      chunkIdentifiers: chunkIdentifiers.data(),
      listStarts,
      lineCounts: Uint32Array.from(entries, ({ file }) => file.lineCount),
      chunkCounts: Uint32Array.from(entries, ({ chunkDocuments }) => chunkDocuments.length),
      chunkLines: Uint32Array.from(entries.flatMap(({ file }) => file.chunks.map((chunk) => chunk.startLine))),
      definitionCounts: Uint32Array.from(entries, ({ definitionDocuments }) => definitionDocuments.length),
    },
    json,
  };
}

/** Fills empty parts from columns and returns the files, numbered from 0. */
export function restoreColumns(parts: IndexParts, { columns, json }: SavedParts): RestoredFile[] {
  const column = (name: string) => columns[name] as Uint32Array;
  const saved = json as SavedJson;
  parts.vocabulary.restore(columns);
  parts.identifiers.restore(columns['chunkIdentifiers'] as Uint8Array);
  const all = Uint32Array.from(saved.files, (_, at) => at);
  parts.files.restore(indexColumns('file', columns), all);
  parts.chunks.restore(indexColumns('chunk', columns), repeated(column('chunkCounts')));
  parts.definitions.restore(indexColumns('definition', columns), repeated(column('definitionCounts')));

  const chunkLines = column('chunkLines');
  let chunk = 0;
  let definition = 0;
  return saved.files.map((file, number) => {
    const lineCount = column('lineCounts')[number] as number;
    const chunkCount = column('chunkCounts')[number] as number;
    const definitionCount = column('definitionCounts')[number] as number;
    const starts = chunkLines.subarray(chunk, chunk + chunkCount);
    const chunks = Array.from(starts, (startLine, at) => ({ startLine, endLine: (starts[at + 1] ?? lineCount) - 1 }));
    const entry: Entry = {
      file: { ...file, lineCount, chunks, imports: file.imports ?? [] },
      number,
      fileDocument: number,
      chunkDocuments: range(chunk, chunkCount),
      definitionDocuments: range(definition, definitionCount),
      identifierLists: column('listStarts')[number] as number,
    };
    chunk += chunkCount;
    definition += definitionCount;
    const symbols = saved.symbols[number];
    return { entry, symbols: symbols ? symbols.map(restoredSymbol) : [] };
  });
}

function savedSymbol(symbol: SymbolDefinition): SavedSymbol {
  const { name, kind, container, startLine, endLine, nameLine, nameCharacter, signature } = symbol;
  return [name, kind, container, startLine, endLine, nameLine, nameCharacter, signature];
}

function restoredSymbol(saved: SavedSymbol): SymbolDefinition {
  const [name, kind, container, startLine, endLine, nameLine, nameCharacter, signature] = saved;
  return { name, kind, container, startLine, endLine, nameLine, nameCharacter, signature };
}

function listsOf(lists: NumberLists, { identifierLists, chunkDocuments }: Entry): Uint32Array[] {
  let start = identifierLists;
  return chunkDocuments.map(() => {
    const { values, end } = lists.read(start);
    start = end;
    return values;
  });
}

function named(prefix: string, { lengths, base, starts }: IndexColumns): Record<string, Uint32Array | Uint8Array> {
  return {
    [`${prefix}Lengths`]: lengths,
    [`${prefix}Postings`]: base,
    [`${prefix}Starts`]: packedStarts(starts),
  };
}

function indexColumns(prefix: string, columns: SavedParts['columns']): IndexColumns {
  return {
    lengths: columns[`${prefix}Lengths`] as Uint32Array,
    base: columns[`${prefix}Postings`] as Uint32Array,
    starts: startsOf(columns[`${prefix}Starts`] as Uint8Array),
  };
}

function numbersWhere(below: number, keep: (number: number) => boolean): Uint32Array {
  const kept = new Uint32Array(below);
  let size = 0;
  for (let number = 0; number < below; number++) if (keep(number)) kept[size++] = number;
  return kept.slice(0, size);
}

/** `[2, 0, 1]` gives `[0, 0, 2]`. */
function repeated(counts: Uint32Array): Uint32Array {
  let length = 0;
  for (let value = 0; value < counts.length; value++) length += counts[value] as number;
  const result = new Uint32Array(length);
  let at = 0;
  for (let value = 0; value < counts.length; value++) {
    for (let left = counts[value] as number; left > 0; left--) result[at++] = value;
  }
  return result;
}

function range(from: number, length: number): number[] {
  return Array.from({ length }, (_, at) => from + at);
}
