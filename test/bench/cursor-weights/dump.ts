import type { SyntaxParser } from '../../../src/engine/syntax';
import { hasGrammar, isCode, languageOf } from '../../../src/engine/syntax';
import { estimateTokens, pathToUri } from '../../../src/engine/text';
import { fileSignals, contentStrength } from '../../../src/engine/workspace';
import { WorkspaceIndex } from '../../../src/engine/index';
import { CandidateSet } from '../../../src/engine/retrieval/cursor/candidate-set';
import { findCandidates } from '../../../src/engine/retrieval/cursor/candidates';
import { findClose } from '../../../src/engine/retrieval/cursor/close-findings';
import { CursorSearch } from '../../../src/engine/retrieval/cursor/cursor-search';
import { readCursorText, readSurroundings } from '../../../src/engine/retrieval/cursor/cursor-text';
import { evidenceOf } from '../../../src/engine/retrieval/cursor/describe-candidate';
import { KnownDefinitions } from '../../../src/engine/retrieval/cursor/definition-facts';
import { EVIDENCE } from '../../../src/engine/retrieval/cursor/evidence';
import { FolderNames } from '../../../src/engine/retrieval/cursor/folder-names';
import { findNear } from '../../../src/engine/retrieval/cursor/near-findings';
import { SurroundingEvidence } from '../../../src/engine/retrieval/cursor/surrounding-evidence';
import { ProjectFiles } from '../../../src/engine/retrieval/imports';
import type { Position } from './positions';
import type { Repository } from './repository';
import { UsableFiles } from '../../../src/engine/retrieval/cursor/usable-files';
import { UsedIdentifiers } from '../../../src/engine/retrieval/cursor/used-identifiers';

const FOLDER = pathToUri('/repository');
const SNIPPET_OVERHEAD_TOKENS = 4;

/** One cursor with all candidates of the shipped search. */
export interface Sample {
  readonly repo: string;
  readonly id: string;
  readonly mode: 'bol' | 'mid';
  readonly imported: boolean;
  /** One row of evidence per candidate. */
  readonly values: Float32Array;
  readonly tokens: Float32Array;
  /** 1 where the candidate is the wanted definition. */
  readonly wanted: Uint8Array;
  /** Numbers that are equal where the names are. */
  readonly names: Int32Array;
  /** Numbers that are equal where file and signature are. */
  readonly snippets: Int32Array;
}

/** Walks a repository's positions in time, the index following its commits. */
export async function samplesOf(
  repository: Repository,
  positions: readonly Position[],
  parser: SyntaxParser,
): Promise<Sample[]> {
  const index = new WorkspaceIndex();
  const project = new ProjectFiles(index);
  const folders = new FolderNames();
  const set = new CandidateSet();
  const surrounding = new SurroundingEvidence();
  const definitions = new KnownDefinitions();
  const names = new UsedIdentifiers();
  const present = new Map<string, string>();
  const times = repository.commitTimes(positions.map((position) => position.parent));
  const ordered = positions.toReversed().sort((a, b) => (times.get(a.parent) ?? 0) - (times.get(b.parent) ?? 0));
  const samples: Sample[] = [];
  let commit = '';
  for (const position of ordered) {
    if (commit !== position.parent) await follow(repository, position.parent, index, project, present, parser);
    commit = position.parent;
    const [text = ''] = repository.texts([position.sha]);
    const lines = text.split('\n');
    const above = `${lines.slice(0, position.line - 1).join('\n')}\n`;
    const suffix = lines.slice(position.hunkEnd).join('\n');
    const languageId = languageOf(position.path, text) ?? 'plaintext';
    const at = { uri: uriOf(position.path), folder: FOLDER, path: position.path, languageId };
    for (const mode of ['bol', 'mid'] as const) {
      const prefix = mode === 'bol' ? above : above + (lines[position.line - 1] ?? '').slice(0, position.col);
      const surroundings = readSurroundings({ prefix, suffix, languageId });
      const cursor = readCursorText(prefix, suffix, surroundings);
      const usable = new UsableFiles(index, at);
      const search = new CursorSearch(index, project, cursor, at, set, usable, names.serve(index, cursor));
      const near = findNear(search, surroundings.head);
      const found = { near, close: findClose(search), folderUse: folders.around(index, at) };
      const candidates = findCandidates(search, found, { surrounding, definitions }, Number.POSITIVE_INFINITY);
      const wantedAt = new Set(position.defs.map(({ path, line }) => `${uriOf(path)}:${line - 1}`));
      const values = new Float32Array(candidates.length * EVIDENCE.length);
      candidates.forEach((candidate, row) => values.set(evidenceOf(candidate), row * EVIDENCE.length));
      samples.push({
        repo: position.repo,
        id: position.id,
        mode,
        imported: position.cat.startsWith('import'),
        values,
        tokens: Float32Array.from(
          candidates,
          ({ facts: { symbol } }) => estimateTokens(symbol.signature) + SNIPPET_OVERHEAD_TOKENS,
        ),
        wanted: Uint8Array.from(candidates, ({ facts: { file, symbol } }) =>
          wantedAt.has(`${file.uri}:${symbol.nameLine}`) ? 1 : 0,
        ),
        names: numbered(candidates.map(({ facts }) => facts.symbol.name)),
        snippets: numbered(candidates.map(({ facts: { file, symbol } }) => `${file.uri}\n${symbol.signature}`)),
      });
    }
  }
  return samples;
}

async function follow(
  repository: Repository,
  commit: string,
  index: WorkspaceIndex,
  project: ProjectFiles,
  present: Map<string, string>,
  parser: SyntaxParser,
): Promise<void> {
  const files = repository.files(commit);
  for (const path of [...present.keys()]) {
    if (files.has(path)) continue;
    present.delete(path);
    project.fileRemoved(uriOf(path));
    index.remove(uriOf(path));
  }
  const changed = [...files].filter(([path, blob]) => present.get(path) !== blob && isWanted(path));
  const texts = repository.texts(changed.map(([, blob]) => blob));
  for (const [at, [path, blob]] of changed.entries()) {
    present.set(path, blob);
    const text = texts[at] ?? '';
    const languageId = languageOf(path, text) ?? 'plaintext';
    const signals = fileSignals(path, text);
    const syntax = isCode(languageId) && hasGrammar(languageId) ? await parser.parse(languageId, text) : undefined;
    const strength = contentStrength(signals);
    index.put({ uri: uriOf(path), path, folder: FOLDER, languageId, signals, strength }, text, syntax);
    project.fileIndexed(uriOf(path), text);
  }
}

function isWanted(path: string): boolean {
  return (
    isCode(languageOf(path, '') ?? '') ||
    /(?:^|\/)(?:[jt]sconfig.*\.json|package\.json|go\.mod|Cargo\.toml)$/.test(path)
  );
}

function uriOf(path: string): string {
  return pathToUri(`/repository/${path}`);
}

function numbered(texts: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(texts, (text) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  });
}
