import type { ImportedName } from '../syntax';
import type { DocumentIndex } from './document-index';
import type { IndexColumns } from './inverted-index';
import { NumberLists, packedStarts, startsOf } from './number-lists';
import type { PackedParts, SavedParts } from './saved-file';
import type { SymbolTable } from './symbol-table';
import type { Vocabulary } from './vocabulary';
import type { Entry, IndexedFile } from './workspace-index';

/** The inside of a workspace index, as saving and loading see it. */
export interface IndexParts {
  readonly vocabulary: Vocabulary;
  readonly files: DocumentIndex;
  readonly chunks: DocumentIndex;
  readonly definitions: DocumentIndex;
  readonly identifiers: NumberLists;
  readonly symbols: SymbolTable;
}

interface SavedFile extends Omit<IndexedFile, 'chunks' | 'imports' | 'lineCount'> {
  readonly imports?: readonly ImportedName[];
}

/** Files that are looked at without a pause. */
const ENTRIES_A_STEP = 64;

/**
 * Everything that answers need of the given files and nothing of others: words that only other files had are left out. Yields
 * often; nothing may change before it returns.
 */
export function* columnSteps(parts: IndexParts, entries: readonly Entry[]): Generator<undefined, PackedParts> {
  const { vocabulary, symbols } = parts;
  const isUsed = new Uint8Array(vocabulary.identifiers.size);
  for (const [at, entry] of entries.entries()) {
    if (at % ENTRIES_A_STEP === 0) yield;
    for (const values of listsOf(parts.identifiers, entry)) {
      for (let index = 0; index < values.length; index++) isUsed[values[index] as number] = 1;
    }
    symbols.markNames(entry.file.uri, isUsed);
  }
  const identifiers = numbersWhere(isUsed.length, (identifier) => isUsed[identifier] === 1);
  yield;
  const indexes = [parts.files, parts.chunks, parts.definitions];
  const terms = numbersWhere(vocabulary.termCount, (term) => indexes.some((index) => index.holds(term)));
  yield;
  const files = yield* parts.files.columnSteps(
    Uint32Array.from(entries, (entry) => entry.fileDocument),
    terms,
  );
  const chunks = yield* parts.chunks.columnSteps(joined(entries, 'chunkDocuments'), terms);
  const definitions = yield* parts.definitions.columnSteps(joined(entries, 'definitionDocuments'), terms);

  const numberOf = new Uint32Array(vocabulary.identifiers.size);
  for (let at = 0; at < identifiers.length; at++) numberOf[identifiers[at] as number] = at;
  const chunkIdentifiers = new NumberLists();
  const listStarts = new Uint32Array(entries.length);
  for (const [at, entry] of entries.entries()) {
    if (at % ENTRIES_A_STEP === 0) yield;
    listStarts[at] = chunkIdentifiers.size;
    for (const values of listsOf(parts.identifiers, entry)) {
      for (let index = 0; index < values.length; index++) values[index] = numberOf[values[index] as number] as number;
      chunkIdentifiers.append(values, values.length);
    }
  }
  const symbolRows = new NumberLists();
  const signatures: Uint8Array[] = [];
  for (const [at, { file }] of entries.entries()) {
    if (at % ENTRIES_A_STEP === 0) yield;
    signatures.push(symbols.pack(file.uri, symbolRows, numberOf));
  }
  const words = yield* vocabulary.columnSteps(identifiers, terms);
  const json = yield* jsonSteps(entries);
  return {
    columns: {
      ...words,
      ...named('file', files),
      ...named('chunk', chunks),
      ...named('definition', definitions),
      chunkIdentifiers: chunkIdentifiers.data(),
      listStarts,
      symbolRows: symbolRows.data(),
      signatures: new Uint8Array(Buffer.concat(signatures)),
      lineCounts: Uint32Array.from(entries, ({ file }) => file.lineCount),
      chunkCounts: Uint32Array.from(entries, ({ chunkDocuments }) => chunkDocuments.length),
      chunkLines: Uint32Array.from(entries.flatMap(({ file }) => file.chunks.map((chunk) => chunk.startLine))),
      definitionCounts: Uint32Array.from(entries, ({ definitionDocuments }) => definitionDocuments.length),
    },
    json,
  };
}

/** A list with a description of each file, as JSON. */
function* jsonSteps(entries: readonly Entry[]): Generator<undefined, Uint8Array> {
  const pieces: Uint8Array[] = [];
  const encoder = new TextEncoder();
  for (let from = 0; from < entries.length; from += ENTRIES_A_STEP) {
    const list = entries.slice(from, from + ENTRIES_A_STEP).map(({ file }): SavedFile => {
      const { chunks: _, imports, lineCount: __, ...rest } = file;
      return imports.length > 0 ? { ...rest, imports } : rest;
    });
    pieces.push(encoder.encode(`${from === 0 ? '[' : ','}${JSON.stringify(list).slice(1, -1)}`));
    yield;
  }
  pieces.push(encoder.encode(pieces.length === 0 ? '[]' : ']'));
  return new Uint8Array(Buffer.concat(pieces));
}

/** Fills empty parts from columns and returns the files, numbered from 0. */
export function restoreColumns(parts: IndexParts, { columns, json }: SavedParts): Entry[] {
  const column = (name: string) => columns[name] as Uint32Array;
  const saved = json as readonly SavedFile[];
  parts.vocabulary.restore(columns);
  parts.identifiers.restore(columns['chunkIdentifiers'] as Uint8Array);
  const all = Uint32Array.from(saved, (_, at) => at);
  parts.files.restore(indexColumns('file', columns), all);
  parts.chunks.restore(indexColumns('chunk', columns), repeated(column('chunkCounts')));
  parts.definitions.restore(indexColumns('definition', columns), repeated(column('definitionCounts')));

  const symbolRows = new NumberLists();
  symbolRows.restore(columns['symbolRows'] as Uint8Array);
  parts.symbols.restore(
    saved.map(({ uri }) => uri),
    symbolRows,
    columns['signatures'] as Uint8Array,
  );

  const chunkLines = column('chunkLines');
  let chunk = 0;
  let definition = 0;
  return saved.map((file, number) => {
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
    return entry;
  });
}

function* listsOf(lists: NumberLists, { identifierLists, chunkDocuments }: Entry): Generator<Uint32Array> {
  let start = identifierLists;
  for (let left = chunkDocuments.length; left > 0; left--) {
    const { values, end } = lists.read(start);
    start = end;
    yield values;
  }
}

/** Documents of all entries, in their order. */
function joined(entries: readonly Entry[], which: 'chunkDocuments' | 'definitionDocuments'): Uint32Array {
  const documents = new Uint32Array(entries.reduce((sum, entry) => sum + entry[which].length, 0));
  let at = 0;
  for (const entry of entries) for (const document of entry[which]) documents[at++] = document;
  return documents;
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
