import type { Chunk, ChunkPlace } from '../../index';
import { languageIdOf } from '../../syntax';
import type { Dropped, Evidence, Question, ScoredFile, Snippet } from '../contract';
import type { DocumentText } from '../document-texts';
import type { Library } from '../library';
import type { ParsedQuestion } from './parse-question';
import { stackFrames } from './named-places';
import { filesAt } from './placed-files';
import { PIN_SHARE, pinnedSnippets } from '../pinned-files';
import { cutToBudget, droppedPlace, lineSnippet } from '../snippet';

/** Mentioned and otherwise named files take at most these shares of the budget together. */
const MENTION_SHARE = 0.8;
const PLACE_SHARE = 0.5;
const LINES_AROUND = 30;
const SCORE_OF_NAMED = 2;

interface NamedFiles {
  readonly files: readonly ScoredFile[];
  readonly snippets: readonly Snippet[];
  readonly dropped: readonly Dropped[];
  /** Files of which everything worth showing is shown. */
  readonly shown: ReadonlySet<string>;
}

/** What the steps of one question have named so far. */
interface Named {
  readonly files: ScoredFile[];
  readonly snippets: Snippet[];
  readonly dropped: Dropped[];
  readonly shown: Set<string>;
}

/**
 * Files that the question names. `@file` mentions come first, whole when they fit, else by their best chunks, and lift
 * `low-quality` and `unindexed`; then what pinned files have; then the lines around `file:line` places and stack frames.
 * Frames of a trace do not come before other files: what they say is weighed with the rest.
 */
export async function namedSnippets(
  library: Library,
  question: Question,
  parsed: ParsedQuestion,
  chunks: readonly ChunkPlace[],
  signal: AbortSignal,
): Promise<NamedFiles> {
  const named: Named = { files: [], snippets: [], dropped: [], shown: new Set() };
  const { budgetTokens, mentions, pins } = question;
  await addMentioned(library, named, mentions, chunks, Math.floor(budgetTokens * MENTION_SHARE), signal);
  const left = Math.floor(budgetTokens * MENTION_SHARE) - tokensOf(named.snippets);
  const pinned = await pinnedSnippets(
    library,
    {
      pins: pins.filter((uri) => !mentions.includes(uri)),
      terms: pins.length === 0 ? [] : library.index.queryTerms(parsed.words),
      budgetTokens: Math.min(left, budgetTokens * PIN_SHARE),
      headingTokens: 0,
    },
    signal,
  );
  for (const { uri, path } of pinned.files) addFile(named, uri, path, 'pin');
  named.snippets.push(...pinned.snippets);
  named.dropped.push(...pinned.dropped);
  const afterPins = left - tokensOf(pinned.snippets);
  await addPlaces(library, named, parsed.places, Math.floor(Math.min(afterPins, budgetTokens * PLACE_SHARE)), signal);
  return named;
}

/** Adds the file and gives the reason. */
function addFile(named: Named, uri: string, path: string, list: Evidence['list']): Evidence {
  const why = reason(named, list);
  if (!named.files.some((known) => known.uri === uri))
    named.files.push({ uri, path, score: SCORE_OF_NAMED, why: [why] });
  return why;
}

function reason({ files }: Named, list: Evidence['list']): Evidence {
  return { list, rank: files.length + 1, score: SCORE_OF_NAMED, terms: [] };
}

const tokensOf = (snippets: readonly Snippet[]): number => snippets.reduce((sum, { tokens }) => sum + tokens, 0);

async function addMentioned(
  library: Library,
  named: Named,
  mentions: readonly string[],
  chunks: readonly ChunkPlace[],
  budgetTokens: number,
  signal: AbortSignal,
): Promise<void> {
  let left = budgetTokens;
  for (const uri of new Set(mentions)) {
    const strength = library.policy.judge(uri).strength;
    if (strength === 'private') {
      named.dropped.push({ ...droppedPlace(uri, 0, 0, 'excluded'), strength });
      continue;
    }
    const document = await library.texts.read(uri);
    signal.throwIfAborted();
    if (!document) continue;
    const path = library.texts.pathOf(uri);
    const why = addFile(named, uri, path, 'mention');
    named.shown.add(uri);
    const snippets = mentionSnippets(document, uri, path, chunks, left, why);
    named.snippets.push(...snippets);
    left -= tokensOf(snippets);
  }
}

async function addPlaces(
  library: Library,
  named: Named,
  places: ParsedQuestion['places'],
  budgetTokens: number,
  signal: AbortSignal,
): Promise<void> {
  let left = budgetTokens;
  const frames = new Set(stackFrames(places));
  for (const place of places) {
    for (const file of filesAt(library.index, place.path)) {
      const { uri } = file;
      if (named.shown.has(uri)) continue;
      const strength = library.policy.judge(uri).strength;
      if (strength !== 'free' && strength !== 'low-quality') continue;
      const why = frames.has(place) ? reason(named, 'place') : addFile(named, uri, file.path, 'place');
      // A file that says of itself that it is generated is as low as one that a rule names.
      if (place.line === undefined || file.strength === 'low-quality') continue;
      const line = place.line - 1;
      if (named.snippets.some((known) => known.origin.uri === uri && covers(known, line))) continue;
      const document = await library.texts.read(uri);
      signal.throwIfAborted();
      const chunk = file.chunks.find((candidate) => candidate.startLine <= line && line <= candidate.endLine);
      if (!document || !chunk) continue;
      const isShort = chunk.endLine - chunk.startLine <= 2 * LINES_AROUND;
      // Many frames share the budget: of a long function each shows a part.
      const reaches = isShort || !frames.has(place) ? [Number.POSITIVE_INFINITY, LINES_AROUND] : [LINES_AROUND];
      const snippet = reaches
        .map((reach) => unseenAround(line, chunk, uri, named.snippets, reach))
        .map((lines) => lineSnippet(document, { ...file, ...lines }, 'chunk', SCORE_OF_NAMED, [why]))
        .find((each) => each !== undefined && each.tokens <= left);
      if (!snippet) continue;
      named.snippets.push(snippet);
      left -= snippet.tokens;
    }
  }
}

function mentionSnippets(
  document: DocumentText,
  uri: string,
  path: string,
  chunks: readonly ChunkPlace[],
  budgetTokens: number,
  why: Evidence,
): Snippet[] {
  const place = { uri, path, languageId: languageIdOf(path) };
  const whole = lineSnippet(
    document,
    { ...place, startLine: 0, endLine: document.lines.length - 1 },
    'mention',
    SCORE_OF_NAMED,
    [why],
  );
  if (!whole) return [];
  if (whole.tokens <= budgetTokens) return [whole];
  const snippets: Snippet[] = [];
  let left = budgetTokens;
  for (const { file, ordinal } of chunks.filter((hit) => hit.file.uri === uri)) {
    const chunk = file.chunks[ordinal];
    const snippet = chunk && lineSnippet(document, { ...place, ...chunk }, 'mention', SCORE_OF_NAMED, [why]);
    if (!snippet || snippet.tokens > left) continue;
    snippets.push(snippet);
    left -= snippet.tokens;
  }
  const beginning = snippets.length === 0 ? cutToBudget(whole, budgetTokens) : undefined;
  return beginning ? [beginning] : snippets;
}

/** Lines of a chunk, at most `reach` away from `line`, that no snippet shows yet. */
function unseenAround(line: number, chunk: Chunk, uri: string, snippets: readonly Snippet[], reach: number) {
  let startLine = Math.max(chunk.startLine, line - reach);
  let endLine = Math.min(chunk.endLine, line + reach);
  for (const { origin } of snippets) {
    if (origin.uri !== uri) continue;
    if (origin.range.end.line <= line) startLine = Math.max(startLine, origin.range.end.line);
    else if (origin.range.start.line > line) endLine = Math.min(endLine, origin.range.start.line - 1);
  }
  return { startLine, endLine };
}

function covers(snippet: Snippet, line: number): boolean {
  const { start, end } = snippet.origin.range;
  return start.line <= line && line < end.line;
}
