import type { DocumentIndex } from './document-index';
import { DocumentRun } from './document-numbers';
import type { FileLists } from './file-lists';
import type { IndexColumns } from './inverted-index';
import { joinedBytes } from './joined-bytes';
import { NumberLists, packedStarts, startsOf } from './number-lists';
import type { SavedColumn, SavedColumns } from './saved-file';
import type { SymbolTable } from './symbol-table';
import type { Vocabulary } from './vocabulary';
import { KnownFile } from './known-file';
import type { FileDescription, IndexedFile } from './indexed-file';
import type { Entry } from './file-table';

/** The inside of a workspace index, as saving and loading see it. */
export interface IndexParts {
  readonly vocabulary: Vocabulary;
  readonly files: DocumentIndex;
  readonly chunks: DocumentIndex;
  readonly definitions: DocumentIndex;
  readonly lists: FileLists;
  readonly symbols: SymbolTable;
}

type SavedFile = FileDescription & Pick<IndexedFile, 'hasSyntax'>;

/** Files that are looked at without a pause. */
const ENTRIES_A_STEP = 64;
/** Terms that are looked up without a pause. */
const TERMS_A_STEP = 1 << 10;

/**
 * Everything that answers need of the given files and nothing of others: words that only other files had are left out. Pauses
 * often; nothing may change before its end.
 */
export function* columnSteps(parts: IndexParts, entries: readonly Entry[]): Generator<SavedColumn | undefined> {
  const { vocabulary, symbols, lists } = parts;
  const isUsed = new Uint8Array(vocabulary.identifiers.size);
  const isUsedModule = new Uint8Array(lists.moduleCount);
  for (const [at, entry] of entries.entries()) {
    if (at % ENTRIES_A_STEP === 0) yield undefined;
    lists.mark(entry.file.listStart, isUsed, isUsedModule);
    symbols.markNames(entry.file.uri, isUsed);
  }
  const identifiers = numbersWhere(isUsed.length, (identifier) => isUsed[identifier] === 1);
  const modules = numbersWhere(isUsedModule.length, (module) => isUsedModule[module] === 1);
  const terms = yield* usedTerms(parts);
  const documents = Uint32Array.from(entries, (entry) => entry.fileDocument);
  yield* named('file', yield* parts.files.columnSteps(documents, terms));
  yield* named('chunk', yield* parts.chunks.columnSteps(joined(entries, 'chunkDocuments'), terms));
  yield* named('definition', yield* parts.definitions.columnSteps(joined(entries, 'definitionDocuments'), terms));

  const numberOf = placesOf(identifiers, vocabulary.identifiers.size);
  const moduleNumberOf = placesOf(modules, lists.moduleCount);
  const fileLists = new NumberLists();
  const listStarts = new Uint32Array(entries.length);
  const symbolRows = new NumberLists();
  const signatures: Uint8Array[] = [];
  for (const [at, entry] of entries.entries()) {
    if (at % ENTRIES_A_STEP === 0) yield undefined;
    listStarts[at] = lists.pack(entry.file.listStart, fileLists, numberOf, moduleNumberOf);
    signatures.push(symbols.pack(entry.file.uri, symbolRows, numberOf));
  }
  yield { name: 'fileLists', data: fileLists.data() };
  yield* lists.moduleColumns(modules);
  yield { name: 'listStarts', data: listStarts };
  yield { name: 'symbolRows', data: symbolRows.data() };
  yield { name: 'signatures', data: joinedBytes(signatures) };
  yield* vocabulary.columnSteps(identifiers, terms);
  yield { name: 'lineCounts', data: Uint32Array.from(entries, ({ file }) => file.lineCount) };
  const definitionCounts = Uint32Array.from(entries, ({ definitionDocuments }) => definitionDocuments.length);
  yield { name: 'definitionCounts', data: definitionCounts };
  yield { name: 'files', data: yield* jsonSteps(entries) };
}

/** Terms that any document has. */
function* usedTerms({ vocabulary, files, chunks, definitions }: IndexParts): Generator<undefined, Uint32Array> {
  const used = new Uint32Array(vocabulary.termCount);
  let size = 0;
  for (let term = 0; term < vocabulary.termCount; term++) {
    if (term % TERMS_A_STEP === 0) yield;
    if (files.holds(term) || chunks.holds(term) || definitions.holds(term)) used[size++] = term;
  }
  return used.subarray(0, size);
}

/** A list with a description of each file, as JSON. */
function* jsonSteps(entries: readonly Entry[]): Generator<undefined, Uint8Array> {
  const pieces: Uint8Array[] = [];
  const encoder = new TextEncoder();
  for (let from = 0; from < entries.length; from += ENTRIES_A_STEP) {
    const list = entries.slice(from, from + ENTRIES_A_STEP).map(({ file }): SavedFile => {
      const { lineCount: _, ...rest } = file;
      return rest;
    });
    pieces.push(encoder.encode(`${from === 0 ? '[' : ','}${JSON.stringify(list).slice(1, -1)}`));
    yield;
  }
  pieces.push(encoder.encode(pieces.length === 0 ? '[]' : ']'));
  return joinedBytes(pieces);
}

/** Fills empty parts from columns and returns the files, numbered from 0; with `hasOldSymbols` each is to be parsed again. */
export function restoreColumns(parts: IndexParts, columns: SavedColumns, hasOldSymbols = false): Entry[] {
  const column = (name: string) => columns[name] as Uint32Array;
  const listed = JSON.parse(new TextDecoder().decode(columns['files'] as Uint8Array)) as readonly SavedFile[];
  const saved = hasOldSymbols ? listed.map(unparsed) : listed;
  parts.vocabulary.restore(columns);
  parts.lists.restore(columns['fileLists'] as Uint8Array, columns);
  const all = Uint32Array.from(saved, (_, at) => at);
  parts.files.restore(indexColumns('file', columns), all);
  const chunkCounts = Uint32Array.from(column('listStarts'), (start) => parts.lists.chunkCount(start));
  parts.chunks.restore(indexColumns('chunk', columns), repeated(chunkCounts));
  parts.definitions.restore(indexColumns('definition', columns), repeated(column('definitionCounts')));

  const symbolRows = new NumberLists();
  symbolRows.restore(columns['symbolRows'] as Uint8Array);
  parts.symbols.restore(
    saved.map(({ uri }) => uri),
    symbolRows,
    columns['signatures'] as Uint8Array,
  );

  let chunk = 0;
  let definition = 0;
  const folders = new Map(saved.map(({ folder }) => [folder, folder]));
  return saved.map(({ hasSyntax, ...own }, number) => {
    // Each file has come with a copy of its folder.
    const description = { ...own, folder: folders.get(own.folder) as string };
    const lineCount = column('lineCounts')[number] as number;
    const chunkCount = chunkCounts[number] as number;
    const definitionCount = column('definitionCounts')[number] as number;
    const listStart = column('listStarts')[number] as number;
    const entry: Entry = {
      file: new KnownFile(description, lineCount, hasSyntax, parts.lists, listStart),
      number,
      fileDocument: number,
      chunkDocuments: new DocumentRun(chunk, chunkCount),
      definitionDocuments: new DocumentRun(definition, definitionCount),
    };
    chunk += chunkCount;
    definition += definitionCount;
    return entry;
  });
}

/** The same file before it is parsed, with what an earlier parse has found. */
function unparsed({ setAside: _, ...file }: SavedFile): SavedFile {
  return file.hasSyntax ? { ...file, hasOldSymbols: true } : file;
}

/** At which place each number below `size` is; 0 for those that are not there. */
function placesOf(numbers: Uint32Array, size: number): Uint32Array {
  const places = new Uint32Array(size);
  for (let at = 0; at < numbers.length; at++) places[numbers[at] as number] = at;
  return places;
}

/** Documents of all entries, in their order. */
function joined(entries: readonly Entry[], which: 'chunkDocuments' | 'definitionDocuments'): Uint32Array {
  const documents = new Uint32Array(entries.reduce((sum, entry) => sum + entry[which].length, 0));
  let at = 0;
  const add = (document: number): void => {
    documents[at++] = document;
  };
  for (const entry of entries) entry[which].forEach(add);
  return documents;
}

function* named(prefix: string, { lengths, postings, starts }: IndexColumns): Generator<SavedColumn> {
  const packed = new NumberLists();
  packed.append(lengths, lengths.length);
  yield { name: `${prefix}Lengths`, data: packed.data() };
  yield { name: `${prefix}Postings`, data: postings };
  yield { name: `${prefix}Starts`, data: packedStarts(starts) };
}

function indexColumns(prefix: string, columns: SavedColumns): IndexColumns {
  const lengths = new NumberLists();
  lengths.restore(columns[`${prefix}Lengths`] as Uint8Array);
  return {
    lengths: lengths.read(0).values,
    postings: columns[`${prefix}Postings`] as Uint8Array,
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
