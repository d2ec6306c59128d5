import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { WorkspaceIndex } from '../../../src/engine/index';
import { fileEvidence } from '../../../src/engine/retrieval/question/file-evidence';
import { HistoryIndex } from '../../../src/engine/retrieval/question/history-index';
import { parseQuestion } from '../../../src/engine/retrieval/question/parse-question';
import {
  CHUNK_WEIGHTS,
  FILE_WEIGHTS,
  KIND_WEIGHTS,
  PLACE_WEIGHTS,
} from '../../../src/engine/retrieval/question/question-weights';
import { chunkEvidence } from '../../../src/engine/retrieval/question/rank-chunks';
import {
  evidenceOf,
  rankFiles,
  type WeighedFile,
  weighedFiles,
} from '../../../src/engine/retrieval/question/rank-files';
import { hasGrammar, languageOf, type SyntaxParser } from '../../../src/engine/syntax';
import { pathToUri } from '../../../src/engine/text';
import { contentStrength, fileSignals, type PastCommit } from '../../../src/engine/workspace';
import type { Repository } from '../cursor-weights/repository';

const NEARNESS = Object.keys(FILE_WEIGHTS) as (keyof typeof FILE_WEIGHTS)[];
const PLACES = Object.keys(PLACE_WEIGHTS) as (keyof typeof PLACE_WEIGHTS)[];
const KINDS = Object.keys(KIND_WEIGHTS) as (keyof typeof KIND_WEIGHTS)[];
/** What is fitted of files, by its name in the report, and what ships. */
export const SHIPPED_FILE_WEIGHTS: Readonly<Record<string, number>> = {
  ...FILE_WEIGHTS,
  ...Object.fromEntries(PLACES.map((name) => [`${name} (place)`, PLACE_WEIGHTS[name]])),
  ...KIND_WEIGHTS,
};
export const FILE_COLUMNS = Object.keys(SHIPPED_FILE_WEIGHTS);
export const CHUNK_COLUMNS = Object.keys(CHUNK_WEIGHTS);
const VARIANTS = ['subject', 'nl'] as const;
const FOLDER = pathToUri('/repository');
const ANCESTORS = 3_000;
const LARGEST_TEXT = 500_000;
/** Folders that the grounding benchmark keeps from engines. */
const LEFT_OUT =
  /(^|\/)(node_modules|vendor|third_party|thirdparty|dist|build|out|deps|extras|\.yarn|\.git|__generated__|generated)\//;
const DOCUMENT = /\.(md|mdx|rst|txt|json|ya?ml|toml|gradle|xml|mod|cfg|ini)$/;

/** A commit of the grounding benchmark as a question; lines are one-based and inclusive. */
interface Commit {
  readonly id: string;
  readonly repo: string;
  readonly parent: string;
  readonly subject: string;
  readonly nl: string;
  readonly files: readonly string[];
  readonly hunks: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

/** Rows of evidence, and how much of the answer each row is. */
export interface Rows {
  readonly values: Float32Array;
  readonly targets: Float32Array;
}

export interface Sample {
  readonly repo: string;
  readonly variant: (typeof VARIANTS)[number];
  readonly files: Rows;
  /** Changed files, also those that no list has found. */
  readonly wantedFiles: number;
  readonly chunks: Rows;
  /** Estimated tokens of each chunk, and the numbers of the changed places that it shows. */
  readonly tokens: Float32Array;
  readonly shows: readonly (readonly number[])[];
  readonly wantedPlaces: number;
}

/** The grounding benchmark's commits, by repository. */
export function readCommits(data: string): Map<string, Commit[]> {
  const folder = path.join(data, 'data', 'chat');
  const commits = new Map<string, Commit[]>();
  for (const file of readdirSync(folder).sort()) {
    const rows = jsonLines(path.join(folder, file)) as Commit[];
    if (rows[0]) commits.set(rows[0].repo, rows);
  }
  return commits;
}

/** Walks a repository's commits in time, the index following; each question is put to the shipped search. */
export async function samplesOf(
  repository: Repository,
  commits: readonly Commit[],
  logFile: string,
  parser: SyntaxParser,
): Promise<Sample[]> {
  const past = new Map<string, PastCommit>(
    (jsonLines(logFile) as [string, number, string, string[]][]).map(([hash, time, message, files]) => [
      hash,
      { time, message, uris: files.map(uriOf) },
    ]),
  );
  const index = new WorkspaceIndex();
  const present = new Map<string, string>();
  const times = repository.commitTimes(commits.map(({ parent }) => parent));
  const ordered = commits.toReversed().sort((a, b) => (times.get(a.parent) ?? 0) - (times.get(b.parent) ?? 0));
  const samples: Sample[] = [];
  for (const commit of ordered) {
    await follow(repository, commit.parent, index, present, parser);
    const ancestors = repository.ancestors(commit.parent, ANCESTORS).map((hash) => past.get(hash));
    const history = new HistoryIndex(ancestors.filter((found) => found !== undefined));
    for (const variant of VARIANTS) samples.push(sampleOf(index, history, commit, variant));
  }
  return samples;
}

function sampleOf(index: WorkspaceIndex, history: HistoryIndex, commit: Commit, variant: Sample['variant']): Sample {
  const question = parseQuestion(commit[variant]);
  const evidence = fileEvidence(index, history, question);
  const weighed = weighedFiles(evidence.lists, history, question);
  const ranked = rankFiles(evidence.lists, history, question);
  const wanted = new Set(commit.files.map(uriOf));
  const fileRow = (weighedFile: WeighedFile): number[] => [
    ...NEARNESS.map((name) => evidenceOf(weighedFile, name).value),
    ...PLACES.map((name) => evidenceOf(weighedFile, name).place),
    ...KINDS.map((name) => (weighedFile.kinds.includes(name) ? 1 : 0)),
  ];
  const places = Object.entries(commit.hunks).flatMap(([file, ranges]) =>
    ranges.map(([start, end]) => ({ uri: uriOf(file), start: start - 1, end: end - 1 })),
  );
  const chunks = chunkEvidence(index, ranked, evidence);
  const shows = chunks.map(({ file, chunk }) =>
    places.flatMap(({ uri, start, end }, at) =>
      uri === file.file.uri && chunk.startLine <= end && chunk.endLine >= start ? [at] : [],
    ),
  );
  return {
    repo: commit.repo,
    variant,
    files: {
      values: Float32Array.from(weighed.flatMap(fileRow)),
      targets: Float32Array.from(weighed, ({ file }) => (wanted.has(file.uri) ? 1 : 0)),
    },
    wantedFiles: commit.files.length,
    chunks: {
      values: Float32Array.from(
        chunks.flatMap(({ values }) => Object.keys(CHUNK_WEIGHTS).map((name) => values[name as keyof typeof values])),
      ),
      targets: Float32Array.from(shows, (shown) => Math.sqrt(shown.length)),
    },
    tokens: Float32Array.from(chunks, ({ chunk }) => 4 + TOKENS_PER_LINE * (chunk.endLine - chunk.startLine + 1)),
    shows,
    wantedPlaces: places.length,
  };
}

const TOKENS_PER_LINE = 9.5;

async function follow(
  repository: Repository,
  commit: string,
  index: WorkspaceIndex,
  present: Map<string, string>,
  parser: SyntaxParser,
): Promise<void> {
  const files = repository.files(commit);
  for (const file of [...present.keys()]) {
    if (files.has(file)) continue;
    present.delete(file);
    index.remove(uriOf(file));
  }
  const changed = [...files].filter(([file, blob]) => present.get(file) !== blob && isWanted(file));
  const texts = repository.texts(changed.map(([, blob]) => blob));
  for (const [at, [file, blob]] of changed.entries()) {
    present.set(file, blob);
    const text = texts[at] ?? '';
    if (text.length > LARGEST_TEXT || text.trim() === '') {
      index.remove(uriOf(file));
      continue;
    }
    const languageId = languageOf(file, text) ?? 'plaintext';
    const signals = fileSignals(file, text);
    const syntax = hasGrammar(languageId) ? await parser.parse(languageId, text) : undefined;
    const description = { uri: uriOf(file), path: file, folder: FOLDER, languageId, signals };
    index.put({ ...description, strength: contentStrength(signals) }, text, syntax);
  }
}

function isWanted(file: string): boolean {
  return !LEFT_OUT.test(file) && (DOCUMENT.test(file) || hasGrammar(languageOf(file, '') ?? ''));
}

function uriOf(file: string): string {
  return pathToUri(`/repository/${file}`);
}

function jsonLines(file: string): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}
