import type { ChunkHit, IndexedFile, WorkspaceIndex } from '../index';
import type { SymbolDefinition } from '../syntax';
import { subwordsOf } from '../text';
import { CODE_WORDS } from './code-words';
import type { Evidence, Multiplier } from './contract';
import type { CursorText } from './cursor-text';
import * as weights from './ranking-weights';
import { visibilityFactor } from './visibility';

export interface ScoredDefinition {
  readonly file: IndexedFile;
  readonly symbol: SymbolDefinition;
  readonly score: number;
  readonly why: readonly Evidence[];
  readonly multipliers: readonly Multiplier[];
}

interface Candidate {
  readonly file: IndexedFile;
  readonly symbol: SymbolDefinition;
  readonly shares: Map<string, number>;
}

export interface CursorFile {
  readonly uri: string;
  readonly folder: string | undefined;
  /** Directory of the file's path, with a trailing slash. */
  readonly directory: string;
}

/** Definitions in other files that help to write what comes next, best first. `similar` are the chunks most like the last lines. */
export function signaturePack(
  index: WorkspaceIndex,
  cursor: CursorText,
  at: CursorFile,
  similar: readonly ChunkHit[],
): ScoredDefinition[] {
  const candidates = new Map<string, Candidate>();
  const add = (file: IndexedFile, symbol: SymbolDefinition, list: string, share: number) => {
    const key = `${file.uri}#${symbol.nameLine}:${symbol.nameCharacter}`;
    const candidate = candidates.get(key) ?? { file, symbol, shares: new Map<string, number>() };
    candidate.shares.set(list, Math.max(share, candidate.shares.get(list) ?? 0));
    candidates.set(key, candidate);
  };
  const addName = (name: string, list: string, share: number) => {
    if (CODE_WORDS.has(name)) return;
    const definitions = index.symbols.definitionsOf(name);
    if (definitions.length === 0 || definitions.length > weights.MAX_DEFINITIONS) return;
    const spread = share / Math.sqrt(definitions.length);
    for (const { uri, symbol } of definitions) {
      const file = index.file(uri);
      if (file && uri !== at.uri) add(file, symbol, list, spread);
    }
  };

  for (const name of cursor.importedNames) {
    const isUsed = cursor.usedNames.has(name);
    addName(
      name,
      'imported',
      isUsed ? weights.SIGNATURE_WEIGHTS.importedUsed : weights.SIGNATURE_WEIGHTS.importedUnused,
    );
  }
  for (const [name, nearness] of cursor.nearNames)
    addName(name, 'nearby', weights.SIGNATURE_WEIGHTS.usedNearby * nearness);
  for (const [name, share] of namesOfSimilar(index, similar)) {
    addName(name, 'similar', weights.SIGNATURE_WEIGHTS.similarChunks * share);
  }
  const terms = index.queryTerms([...cursor.nearNames].filter(([name]) => !CODE_WORDS.has(name)));
  const hits = index.searchDefinitions(terms, weights.DEFINITION_CANDIDATES, {
    maxPostings: weights.CURSOR_POSTINGS,
    accept: (file) => file.uri !== at.uri,
  });
  const bestText = hits[0]?.score ?? 1;
  for (const { file, symbol, score } of hits)
    add(file, symbol, 'text', (weights.SIGNATURE_WEIGHTS.text * score) / bestText);
  addReceiver(index, cursor, at, add);

  const importedFiles = new Map<string, boolean>();
  const isImported = (file: IndexedFile) => {
    const known = importedFiles.get(file.uri) ?? isImportedFile(file, cursor);
    importedFiles.set(file.uri, known);
    return known;
  };
  return [...candidates.values()]
    .map((candidate) => scoreOf(candidate, cursor, at, isImported(candidate.file)))
    .sort(bestFirst);
}

/** Names that the similar chunks use, each with the share of similarity of the chunks that use it, at most 1. */
function namesOfSimilar(index: WorkspaceIndex, similar: readonly ChunkHit[]): Map<string, number> {
  const total = similar.reduce((sum, hit) => sum + hit.score, 0);
  const shares = new Map<string, number>();
  for (const hit of similar) {
    for (const name of index.identifiersIn(hit.file.uri, hit.ordinal)) {
      shares.set(name, (shares.get(name) ?? 0) + hit.score / total);
    }
  }
  return shares;
}

/** Members of types whose name resembles the word before the dot. */
function addReceiver(
  index: WorkspaceIndex,
  cursor: CursorText,
  at: CursorFile,
  add: (file: IndexedFile, symbol: SymbolDefinition, list: string, share: number) => void,
): void {
  cursor.receiver.forEach((name, distance) => {
    const words = subwordsOf(name).filter((word) => word.length > 1);
    if (words.length === 0) return;
    const terms = index.queryTerms([[name, 1]]);
    const share = weights.SIGNATURE_WEIGHTS.receiver / (1 + distance);
    const hits = index.searchDefinitions(terms, weights.DEFINITION_CANDIDATES, {
      weights: [0, 0, 1, 0.3],
      maxPostings: weights.CURSOR_POSTINGS,
      accept: (file) => file.uri !== at.uri,
    });
    const best = hits[0]?.score ?? 1;
    for (const { file, symbol, score } of hits) add(file, symbol, 'receiver', (share * score) / best);
  });
}

function scoreOf(candidate: Candidate, cursor: CursorText, at: CursorFile, isImported: boolean): ScoredDefinition {
  const { file, symbol, shares } = candidate;
  if (isImported) shares.set('imported-file', weights.SIGNATURE_WEIGHTS.importedFile);
  const sameDirectory = at.folder === file.folder && directoryOf(file.path) === at.directory;
  if (sameDirectory) shares.set('folder', weights.SIGNATURE_WEIGHTS.sameFolder);
  let score = 0;
  for (const share of shares.values()) score += share;
  const multipliers: Multiplier[] = [];
  const multiply = (name: string, factor: number): void => {
    score *= factor;
    if (factor !== 1) multipliers.push({ name, factor });
  };
  if (!shares.has('imported')) multiply('visibility', visibilityFactor(symbol, file, sameDirectory));
  if (cursor.usedNames.has(symbol.name)) multiply('name-shown', weights.SHOWN_NAME_FACTOR);
  if (file.signals.test || file.signals.example) multiply('test', weights.TEST_FACTOR);
  if (file.signals.generated || file.signals.vendored) multiply('generated', weights.GENERATED_FACTOR);
  const why = Array.from(shares, ([list, share]) => ({ list, rank: 0, score: share, terms: [symbol.name] }));
  return { file, symbol, score, why, multipliers };
}

function isImportedFile(file: IndexedFile, cursor: CursorText): boolean {
  const segments = file.path.toLowerCase().split('/');
  const base = (segments.pop() ?? '').replace(/\..*$/, '');
  return cursor.importedModules.has(base) || cursor.importedModules.has(segments.at(-1) ?? '');
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function bestFirst(a: ScoredDefinition, b: ScoredDefinition): number {
  return (
    b.score - a.score ||
    (a.file.uri < b.file.uri ? -1 : a.file.uri > b.file.uri ? 1 : 0) ||
    a.symbol.nameLine - b.symbol.nameLine ||
    a.symbol.nameCharacter - b.symbol.nameCharacter
  );
}
