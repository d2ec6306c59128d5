import type { CursorQuery, Dropped, Retrieval } from '../contract';
import type { Library } from '../library';
import { PIN_SHARE, pinnedSnippets } from '../pinned-files';
import { filesOfSnippets, isQuoted, type KeptSnippets } from '../snippet';
import { findCandidates, TYPED_UNITS } from './candidates';
import { CandidateSet } from './candidate-set';
import { findClose, servesLineStart } from './close-findings';
import { type CursorPlace, CursorSearch } from './cursor-search';
import { CursorMemory, type DocumentMemory, type FoundAtCursor } from './cursor-memory';
import { type CursorText, readCursorText, readSurroundings, surrounds } from './cursor-text';
import { KnownDefinitions } from './definition-facts';
import { editSnippets } from './edit-snippets';
import { FolderNames } from './folder-names';
import { findNear, isNear } from './near-findings';
import { type BodyTexts, keepBodies, packBodies, readBodies } from './pack-bodies';
import { packSignatures } from './pack-signatures';
import { ShownLines } from './shown-lines';
import { SurroundingEvidence } from './surrounding-evidence';
import { costOf, HEADING_TOKENS } from './packed';
import { UsableFiles } from './usable-files';
import { UsedIdentifiers } from './used-identifiers';

/** Share of the budget that signatures take at most while there are bodies to show. */
const SIGNATURE_SHARE = 0.75;
const EDIT_SHARE = 0.5;
const MAX_DROPPED = 40;
/** Candidates that are looked at closely; more than twice what fits into a budget of a few thousand tokens. */
const DESCRIBED = 300;

export interface CursorAnswer {
  readonly retrieval: Omit<Retrieval, 'timings' | 'syntax'>;
  readonly terms: readonly string[];
  /** The snippets that are signatures. */
  readonly signatures: KeptSnippets;
}

/** Answers for cursors. Remembers the last answer in each document, so that the next key finds most of it done and changes little. */
export class CursorAnswers {
  private readonly memory = new CursorMemory();
  private readonly folderNames = new FolderNames();
  private readonly surrounding = new SurroundingEvidence();
  private readonly candidates = new CandidateSet();
  private readonly definitions = new KnownDefinitions();
  private names = new UsedIdentifiers();
  /** Of the document of the last cursor. */
  private usable: UsableFiles | undefined;
  /** Changes when everything is forgotten, so that an answer under way then is not remembered. */
  private generation = 0;

  /** Forgets all documents: what they hold may have become private. */
  clear(): void {
    this.generation++;
    this.memory.clear();
    this.folderNames.clear();
    this.surrounding.clear();
    this.definitions.clear();
    this.names = new UsedIdentifiers();
    this.usable = undefined;
  }

  /**
   * What pinned files have and signatures of other files' definitions first, then what was edited lately, then bodies of the most similar chunks with what
   * budget is left.
   */
  async answer(library: Library, query: CursorQuery, signal: AbortSignal): Promise<CursorAnswer> {
    const { generation } = this;
    const last = this.memory.of(query.uri);
    const onLine = [last, this.memory.aheadOf(query.uri)].find(
      (known) => known && surrounds(known.surroundings, query),
    );
    const known = onLine ?? last;
    const surroundings = onLine?.surroundings ?? readSurroundings(query, last?.surroundings);
    const cursor = readCursorText(query.prefix, query.suffix, surroundings);
    const { found, texts } = this.find(library, query, cursor, surroundings.head, known, onLine !== undefined);
    const isNearKept = found.near === known?.found.near;
    const shownLines = onLine?.shownLines ?? new ShownLines(query.prefix, query.suffix);

    const pins = await pinnedSnippets(
      library,
      {
        pins: query.pins.filter((uri) => uri !== query.uri),
        terms: found.near.terms,
        budgetTokens: query.budgetTokens * PIN_SHARE,
        headingTokens: HEADING_TOKENS,
      },
      signal,
    );
    const pinned = pins.snippets.map((snippet, at) => ({ ...snippet, place: at - pins.snippets.length }));
    const isPinned = (uri: string, startLine: number, endLine: number) => isQuoted(pinned, uri, startLine, endLine);
    const dropped: Dropped[] = [...pins.dropped];
    let left = query.budgetTokens - pinned.reduce((sum, snippet) => sum + costOf(snippet), 0);
    const signatureTokens = Math.floor(left * SIGNATURE_SHARE);
    const signatures = packSignatures(
      library,
      found,
      isPinned,
      signatureTokens,
      known?.signatures ?? [],
      onLine !== undefined,
      dropped,
    );
    // Bodies come first in a prompt, so their room does not shrink with each signature that comes up while one types.
    left -= signatures.tokens > signatureTokens / 2 ? signatureTokens : signatures.tokens;
    const edits = await editSnippets(library, query, EDIT_SHARE * left);
    left -= edits.tokens;
    const { similar, terms } = found.near;
    const bodies =
      (isNearKept && keepBodies(library, known?.bodies, isPinned, left)) ||
      (await packBodies(library, { similar, terms, shownLines, isPinned, texts }, left, known?.bodies, dropped));
    signal.throwIfAborted();

    if (generation === this.generation) {
      const memory = { surroundings, shownLines, found, signatures: signatures.placed, bodies };
      if (query.ahead === undefined) this.memory.keep(query.uri, memory);
      else this.memory.keepAhead(query.uri, memory);
    }
    const snippets = [...pinned, ...signatures.snippets, ...edits.snippets, ...bodies.snippets];
    return {
      retrieval: {
        trace: query.trace,
        epoch: library.policy.epoch,
        files: filesOfSnippets(snippets),
        snippets,
        dropped: dropped.slice(0, MAX_DROPPED),
      },
      terms: found.near.words,
      signatures: signatures.kept,
    };
  }

  /** What is found for a cursor, and the texts of newly found chunks, which are read while the rest is searched for. */
  private find(
    library: Library,
    { uri, languageId, ahead }: CursorQuery,
    cursor: CursorText,
    head: string,
    known: DocumentMemory | undefined,
    isSameLine: boolean,
  ): { readonly found: FoundAtCursor; readonly texts?: BodyTexts } {
    const { index, texts, project } = library;
    const { revision } = index;
    const key = keyOf(cursor);
    const before = known?.found;
    if (isSameLine && before?.revision === revision && before.key === key) return { found: { ...before, cursor } };
    const at: CursorPlace = { uri, folder: texts.folderOf(uri) ?? '', path: texts.pathOf(uri), languageId };
    if (!this.usable?.serves(index, at)) this.usable = new UsableFiles(index, at);
    const names = this.names.serve(index, cursor);
    const search = new CursorSearch(index, project, cursor, at, this.candidates, this.usable, names);
    // Nobody waits for what is asked ahead.
    const kept = ahead === undefined && before && isNear(before.near, revision, head) ? before.near : undefined;
    const near = kept ?? findNear(search, head);
    const read = kept ? {} : { texts: readBodies(library, near.similar, known?.bodies) };
    const last = ahead === undefined && kept ? before?.close : undefined;
    const close = last && servesLineStart(last, search) ? last : findClose(search);
    const folderUse = this.folderNames.around(index, at);
    const { surrounding, definitions } = this;
    const around = { near, close, folderUse };
    const candidates = findCandidates(search, around, { surrounding, definitions }, DESCRIBED);
    return { found: { revision, key, cursor, near, close, candidates }, ...read };
  }
}

/** What the search depends on besides the index and what surrounds the line. */
function keyOf({ typed, lineNames, namesAfter, receiver }: CursorText): string {
  const begun = typed.slice(0, TYPED_UNITS);
  return JSON.stringify([lineNames, namesAfter, receiver, begun.length < TYPED_UNITS ? '' : begun]);
}
