import { loopTurn } from '../../host';
import type { Chunk, IndexedFile, WorkspaceIndex } from '../../index';
import { codeOfLines, isCode } from '../../syntax';
import { isImportLine } from '../../text';
import type { Evidence, ScoredFile, Snippet } from '../contract';
import type { DocumentText } from '../document-texts';
import type { Library } from '../library';
import { isQuoted, lineSnippet } from '../snippet';
import { MAX_DEFINING_FILES } from './question-weights';
import type { RankedFile } from './rank-files';

/** Chunks that are looked through for a name, and files that are read for it. */
const CHUNKS_LOOKED_AT = 1_500;
const FILES_READ = 30;
/** A chunk of at most so many lines is shown whole, of a longer one what stands so many lines around the uses. */
const WHOLE_LINES = 30;
const LINES_AROUND = 10;
const SCORE_OF_USE = 1.5;

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
 * The places that use names which the workspace defines, not their definitions. Files that answer the question best come first, and
 * of each file one place before the second of any; files that only import the name, or
 * have it in comments and strings, come last.
 */
export async function usedPlaces(
  library: Library,
  names: readonly string[],
  ranked: readonly RankedFile[],
  { budgetTokens, shown }: Room,
  signal: AbortSignal,
): Promise<UsedPlaces> {
  const { index, texts } = library;
  const defined = names.filter((name) => isMeant(index, name));
  if (defined.length === 0) return { files: [], snippets: [] };
  const users = inOrder(filesNaming(index, defined), ranked).slice(0, FILES_READ);
  const documents = await Promise.all(users.map(({ uri }) => texts.read(uri)));
  signal.throwIfAborted();
  const naming: NamingFile[] = [];
  for (const [at, file] of users.entries()) {
    const document = documents[at];
    const lines = document && linesNaming(index, file, document, defined);
    if (!lines) continue;
    naming.push({ file, document, ...lines, found: linesToShow(file.chunks, lines.lines) });
    await loopTurn();
    signal.throwIfAborted();
  }
  const places = naming.toSorted((a, b) => Number(a.onlyMentioned) - Number(b.onlyMentioned));
  const files = places.map(
    ({ file }, at): ScoredFile => ({ uri: file.uri, path: file.path, score: SCORE_OF_USE, why: [whyOf(at, defined)] }),
  );
  const snippets: Snippet[] = [];
  let left = budgetTokens;
  const rounds = Math.max(0, ...places.map(({ found }) => found.length));
  for (let round = 0; round < rounds; round++) {
    for (const [at, { file, document, found }] of places.entries()) {
      const lines = found[round];
      if (!lines || file.strength === 'low-quality') continue;
      if (isQuoted(shown, file.uri, lines.startLine, lines.endLine)) continue;
      const snippet = lineSnippet(document, { ...file, ...lines }, 'chunk', SCORE_OF_USE, [whyOf(at, defined)]);
      if (!snippet || snippet.tokens > left) continue;
      snippets.push(snippet);
      left -= snippet.tokens;
    }
  }
  return { files, snippets };
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

interface NamingLines {
  /** Zero-based. */
  readonly lines: readonly number[];
  /** In imports, comments and strings. */
  readonly onlyMentioned: boolean;
}

interface NamingFile extends NamingLines {
  readonly file: IndexedFile;
  readonly document: DocumentText;
  /** Lines to show, by chunk. */
  readonly found: readonly Chunk[];
}

/** The lines of a file that have one of the names and do not define it; undefined without any. */
function linesNaming(
  index: WorkspaceIndex,
  file: IndexedFile,
  document: DocumentText,
  names: readonly string[],
): NamingLines | undefined {
  const own = new Set([file.uri]);
  const defining = new Set(
    names.flatMap((name) => index.symbols.definitionsIn(name, own).map(({ symbol }) => symbol.nameLine)),
  );
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${names.map(escaped).join('|')})(?![\\p{L}\\p{N}_$])`, 'u');
  const lines = document.lines.flatMap((line, at) => (!defining.has(at) && pattern.test(line) ? [at] : []));
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const code = codeOfLines(document.lines.slice(0, last + 1), file.languageId);
  const uses = lines.filter((at) => pattern.test(code[at] as string) && !isImportLine(document.lines[at] as string));
  return uses.length > 0 ? { lines: uses, onlyMentioned: false } : { lines, onlyMentioned: true };
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

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}
