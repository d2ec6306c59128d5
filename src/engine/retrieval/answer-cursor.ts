import { CODE_WORDS } from './code-words';
import type { CursorQuery, Dropped, Retrieval, Snippet } from './contract';
import { type CursorText, readCursorText } from './cursor-text';
import type { Library } from './library';
import { matchedTerms } from './matched-terms';
import { PIN_SHARE, pinnedSnippets } from './pinned-files';
import * as weights from './ranking-weights';
import { type CursorFile, type ScoredDefinition, signaturePack } from './signature-pack';
import { droppedPlace, isQuoted, lineSnippet, textSnippet } from './snippet';

/** Share of the budget that signatures take at most while there are bodies to show. */
const SIGNATURE_SHARE = 0.75;
const MAX_BODIES = 6;
const MAX_DROPPED = 40;
/** Tokens that a snippet costs beyond its text: its path and line breaks. */
const HEADING_TOKENS = 4;
/** A chunk that has this share of its lines in what the editor shows adds nothing. */
const SHOWN_SHARE = 0.5;

export interface CursorAnswer {
  readonly retrieval: Omit<Retrieval, 'timings' | 'syntax'>;
  readonly terms: readonly string[];
}

/** Signatures of other files' definitions first, then bodies of the most similar chunks with what budget is left. */
export async function answerCursor(library: Library, query: CursorQuery, signal: AbortSignal): Promise<CursorAnswer> {
  const { index, texts, policy } = library;
  const cursor = readCursorText(query.prefix, query.suffix);
  const at: CursorFile = {
    uri: query.uri,
    folder: texts.folderOf(query.uri),
    directory: directoryOf(texts.pathOf(query.uri)),
  };
  const terms = index.queryTerms([...cursor.nearNames].filter(([name]) => !CODE_WORDS.has(name)));
  const similar = index
    .searchChunks(terms, 4 * weights.SIMILAR_CHUNKS, {
      maxPostings: weights.CURSOR_POSTINGS,
      accept: (file) => file.uri !== query.uri && file.strength === 'free',
    })
    .slice(0, weights.SIMILAR_CHUNKS);
  const pinned = await pinnedSnippets(
    library,
    {
      pins: query.pins.filter((uri) => uri !== query.uri),
      terms,
      budgetTokens: query.budgetTokens * PIN_SHARE,
      headingTokens: HEADING_TOKENS,
    },
    signal,
  );
  const names = index.termNames(terms);
  const definitions = signaturePack(index, cursor, at, similar).filter(
    ({ file, symbol }) => !isQuoted(pinned.snippets, file.uri, symbol.nameLine, symbol.nameLine),
  );
  const dropped: Dropped[] = [...pinned.dropped];
  const unpinnedTokens = query.budgetTokens - costOf(pinned.snippets);
  const signatures = packSignatures(
    library,
    definitions,
    cursor,
    Math.floor(unpinnedTokens * SIGNATURE_SHARE),
    dropped,
  );
  let left = unpinnedTokens - costOf(signatures);

  const shownLines = new Set(
    [query.prefix, query.suffix].flatMap((text) => text.split('\n')).map((line) => line.trim()),
  );
  const bodies: Snippet[] = [];
  for (const hit of similar) {
    if (bodies.length >= MAX_BODIES || left < HEADING_TOKENS) break;
    if (isQuoted(pinned.snippets, hit.file.uri, hit.chunk.startLine, hit.chunk.endLine)) continue;
    const document = await texts.read(hit.file.uri);
    signal.throwIfAborted();
    if (!document) continue;
    const why = [
      {
        list: 'similar-chunk',
        rank: 1 + similar.indexOf(hit),
        score: hit.score,
        terms: matchedTerms(index, hit, names),
      },
    ];
    const snippet = lineSnippet(document, { ...hit.file, ...hit.chunk }, 'chunk', hit.score, why);
    if (!snippet) continue;
    if (isShown(snippet.text, shownLines)) {
      dropped.push(droppedPlace(hit.file.uri, hit.chunk.startLine, hit.chunk.endLine, 'already-shown'));
    } else if (snippet.tokens + HEADING_TOKENS > left) {
      dropped.push(droppedPlace(hit.file.uri, hit.chunk.startLine, hit.chunk.endLine, 'over-budget'));
    } else {
      bodies.push(snippet);
      left -= snippet.tokens + HEADING_TOKENS;
    }
  }
  const snippets = [...pinned.snippets, ...signatures, ...bodies];
  return {
    retrieval: {
      trace: query.trace,
      epoch: policy.epoch,
      files: filesOf(snippets),
      snippets,
      dropped: dropped.slice(0, MAX_DROPPED),
    },
    terms: names,
  };
}

function packSignatures(
  { texts }: Library,
  definitions: readonly ScoredDefinition[],
  cursor: CursorText,
  budgetTokens: number,
  dropped: Dropped[],
): Snippet[] {
  const packed: Snippet[] = [];
  const perName = new Map<string, number>();
  const seen = new Set<string>();
  let left = budgetTokens;
  for (const { file, symbol, score, why, multipliers } of definitions) {
    if (
      file.strength === 'low-quality' &&
      !cursor.importedNames.has(symbol.name) &&
      !cursor.usedNames.has(symbol.name)
    ) {
      continue;
    }
    const count = perName.get(symbol.name) ?? 0;
    if (count >= weights.DEFINITIONS_PER_NAME || seen.has(`${file.uri}\n${symbol.signature}`)) continue;
    const place = { ...file, startLine: symbol.nameLine, endLine: symbol.nameLine };
    const snippet = textSnippet(
      symbol.signature,
      place,
      texts.opened(file.uri)?.version ?? -1,
      'signature',
      score,
      why,
    );
    if (snippet.tokens + HEADING_TOKENS > left) {
      dropped.push(droppedPlace(file.uri, symbol.nameLine, symbol.nameLine, 'over-budget'));
      if (left < 2 * HEADING_TOKENS || dropped.length > MAX_DROPPED) break;
      continue;
    }
    packed.push(multipliers.length > 0 ? { ...snippet, multipliers } : snippet);
    left -= snippet.tokens + HEADING_TOKENS;
    perName.set(symbol.name, count + 1);
    seen.add(`${file.uri}\n${symbol.signature}`);
  }
  return packed;
}

function costOf(snippets: readonly Snippet[]): number {
  return snippets.reduce((sum, snippet) => sum + snippet.tokens + HEADING_TOKENS, 0);
}

/** Half of its lines of some length stand in the text around the cursor already. */
function isShown(text: string, shownLines: ReadonlySet<string>): boolean {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length > 3);
  const known = lines.filter((line) => shownLines.has(line)).length;
  return lines.length === 0 || known >= SHOWN_SHARE * lines.length;
}

function filesOf(snippets: readonly Snippet[]) {
  const files = new Map<string, Retrieval['files'][number]>();
  for (const { origin, path, score, why } of snippets) {
    if (!files.has(origin.uri)) files.set(origin.uri, { uri: origin.uri, path, score, why });
  }
  return [...files.values()];
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
