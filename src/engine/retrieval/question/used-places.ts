import { loopTurn } from '../../host';
import type { Chunk, IndexedFile, WorkspaceIndex } from '../../index';
import { isCode } from '../../syntax';
import type { Evidence, ScoredFile, Snippet } from '../contract';
import type { Library } from '../library';
import { isQuoted, lineSnippet } from '../snippet';
import type { AskedUse } from './asked-uses';
import { type Fit, type NamingDocument, namingLines, referencesIn } from './naming-lines';
import { MAX_DEFINING_FILES } from './question-weights';
import type { RankedFile } from './rank-files';

/** Chunks that are looked through for a name, and files that are read for it. */
const CHUNKS_LOOKED_AT = 1_500;
const FILES_READ = 30;
/** A chunk of at most so many lines is shown whole, of a longer one what stands so many lines around the uses. */
const WHOLE_LINES = 30;
const LINES_AROUND = 10;
const SCORE_OF_USE = 1.5;
const BEST_FIT_FIRST: readonly Fit[] = ['as-asked', 'otherwise', 'mentioned'];

/** What is shown already, and how much more may be, in tokens. */
interface Room {
  readonly budgetTokens: number;
  readonly shown: readonly Snippet[];
}

interface UsedPlaces {
  readonly files: readonly ScoredFile[];
  readonly snippets: readonly Snippet[];
}

/**
 * The places that use names which the workspace defines, not their definitions. Files that use a name as it was asked for come
 * first, those that only import it, or have it in comments and strings, last; among them those that answer the question best. Of
 * each file one place comes before the second of any.
 */
export async function usedPlaces(
  library: Library,
  asked: readonly AskedUse[],
  ranked: readonly RankedFile[],
  room: Room,
  signal: AbortSignal,
): Promise<UsedPlaces> {
  const { index, texts, parser } = library;
  const meant = asked.filter(({ name }) => isMeant(index, name));
  if (meant.length === 0) return { files: [], snippets: [] };
  const names = meant.map(({ name }) => name);
  const users = inOrder(filesNaming(index, names), ranked).slice(0, FILES_READ);
  const read = await Promise.all(users.map(async (file) => ({ file, document: await texts.read(file.uri) })));
  signal.throwIfAborted();
  const documents = read.flatMap(({ file, document }) => (document ? [{ file, document }] : []));
  const references = await referencesIn(parser, documents, names);
  signal.throwIfAborted();
  const naming: NamingFile[] = [];
  for (const [at, document] of documents.entries()) {
    const lines = namingLines(index, document, meant, references[at]);
    if (!lines) continue;
    naming.push({ ...document, fit: lines.fit, found: linesToShow(document.file.chunks, lines.lines) });
    await loopTurn();
    signal.throwIfAborted();
  }
  const places = naming.toSorted((a, b) => BEST_FIT_FIRST.indexOf(a.fit) - BEST_FIT_FIRST.indexOf(b.fit));
  const files = places.map(
    ({ file }, at): ScoredFile => ({ uri: file.uri, path: file.path, score: SCORE_OF_USE, why: [whyOf(at, names)] }),
  );
  return { files, snippets: snippetsOf(places, names, room) };
}

/** One place of each file, then a second one, as long as there is room. */
function snippetsOf(places: readonly NamingFile[], names: readonly string[], { budgetTokens, shown }: Room): Snippet[] {
  const snippets: Snippet[] = [];
  let left = budgetTokens;
  const rounds = Math.max(0, ...places.map(({ found }) => found.length));
  for (let round = 0; round < rounds; round++) {
    for (const [at, { file, document, found }] of places.entries()) {
      const lines = found[round];
      if (!lines || file.strength === 'low-quality') continue;
      if (isQuoted(shown, file.uri, lines.startLine, lines.endLine)) continue;
      const snippet = lineSnippet(document, { ...file, ...lines }, 'chunk', SCORE_OF_USE, [whyOf(at, names)]);
      if (!snippet || snippet.tokens > left) continue;
      snippets.push(snippet);
      left -= snippet.tokens;
    }
  }
  return snippets;
}

function whyOf(place: number, names: readonly string[]): Evidence {
  return { list: 'use', rank: place + 1, score: SCORE_OF_USE, terms: names };
}

/** A word that many files define, as `run`, does not say which of them is meant. */
function isMeant(index: WorkspaceIndex, name: string): boolean {
  const count = index.symbols.filesDefining(name).size;
  return count > 0 && count <= MAX_DEFINING_FILES;
}

function filesNaming(index: WorkspaceIndex, names: readonly string[]): IndexedFile[] {
  const files = names.flatMap((name) => index.chunksNaming(name, CHUNKS_LOOKED_AT).map(({ file }) => file));
  return [...new Set(files)].filter(({ languageId }) => isCode(languageId));
}

function inOrder(files: readonly IndexedFile[], ranked: readonly RankedFile[]): IndexedFile[] {
  const places = new Map(ranked.map(({ file }, at) => [file.uri, at]));
  const placeOf = ({ uri }: IndexedFile) => places.get(uri) ?? ranked.length;
  return files.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.path < b.path ? -1 : 1));
}

interface NamingFile extends NamingDocument {
  readonly fit: Fit;
  /** Lines to show, by chunk. */
  readonly found: readonly Chunk[];
}

function linesToShow(chunks: readonly Chunk[], uses: readonly number[]): Chunk[] {
  return chunks.flatMap(({ startLine, endLine }) => {
    const own = uses.filter((line) => line >= startLine && line <= endLine);
    const [first] = own;
    if (first === undefined) return [];
    if (endLine - startLine < WHOLE_LINES) return [{ startLine, endLine }];
    const last = own.findLast((line) => line < first + WHOLE_LINES) as number;
    return [{ startLine: Math.max(startLine, first - LINES_AROUND), endLine: Math.min(endLine, last + LINES_AROUND) }];
  });
}
