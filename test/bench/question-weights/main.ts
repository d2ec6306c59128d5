import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { CHUNK_WEIGHTS } from '../../../src/engine/retrieval/question/question-weights';
import { grammarFilesIn, inlineParser } from '../../../src/engine/syntax';
import { type Options, readOptions } from '../cursor-weights/options';
import { cachedParser, Repository } from '../cursor-weights/repository';
import { fit } from './fit';
import { chunkFigures, type Figures, fileFigures, report } from './report';
import {
  CHUNK_COLUMNS,
  FILE_COLUMNS,
  readCommits,
  type Rows,
  type Sample,
  samplesOf,
  SHIPPED_FILE_WEIGHTS,
} from './samples';

/** A chunk is worth its odds for each token that it costs, so this is taken from the fitted weight of the logarithm of its lines. */
const COST_OF_LINES = 1;

/**
 * Fits the weights of `question-weights.ts`: each commit of the grounding benchmark is put to the shipped search; weights are fitted
 * on all repositories, and on all but one to see what they do on a repository they never saw. The evidence of chunks rests
 * on the shipped weights of files: after a change of those empty the cache and fit again.
 */
async function main(): Promise<void> {
  const samples = await collect(readOptions(process.argv.slice(2)));
  const figures = {
    ...fitPart('files', samples, FILE_COLUMNS, SHIPPED_FILE_WEIGHTS, ({ files }) => files, fileFigures),
    ...fitPart('chunks', samples, CHUNK_COLUMNS, CHUNK_WEIGHTS, ({ chunks }) => chunks, chunkFigures),
  };
  const rounded = Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))]);
  console.log(JSON.stringify({ bench: 'question-weights', figures: Object.fromEntries(rounded) }));
}

function fitPart(
  part: string,
  samples: readonly Sample[],
  columns: readonly string[],
  shipped: Readonly<Record<string, number>>,
  rowsOf: (sample: Sample) => Rows,
  figuresOf: (sample: Sample, weights: ArrayLike<number>) => Figures,
): Record<string, number> {
  const before = columns.map((column) => shipped[column] ?? 0);
  const figures = report(`${part}: shipped`, samples, (sample) => figuresOf(sample, before));
  const fitted = fitTo(samples, columns, rowsOf);
  report(`${part}: fitted on all`, samples, (sample) => figuresOf(sample, fitted));
  const repos = [...new Set(samples.map(({ repo }) => repo))];
  if (repos.length > 1) {
    const without = new Map(
      repos.map((repo) => [
        repo,
        fitTo(
          samples.filter((sample) => sample.repo !== repo),
          columns,
          rowsOf,
        ),
      ]),
    );
    const unseen = report(`${part}: fitted on the others`, samples, (sample) =>
      figuresOf(sample, without.get(sample.repo) ?? fitted),
    );
    for (const [name, value] of Object.entries(unseen)) figures[`unseen_${name}`] = value;
  }
  for (const [at, column] of columns.entries())
    console.log(`  ${column.padEnd(16)}${(fitted[at] as number).toFixed(2).padStart(8)}, was ${shipped[column]}`);
  return figures;
}

function fitTo(samples: readonly Sample[], columns: readonly string[], rowsOf: (sample: Sample) => Rows): Float64Array {
  const weights = fit(samples.map(rowsOf), columns.length);
  const lines = columns.indexOf('lines');
  if (lines >= 0) weights[lines] = (weights[lines] as number) - COST_OF_LINES;
  return weights;
}

async function collect({ clones, data, only, cache }: Options): Promise<Sample[]> {
  mkdirSync(cache, { recursive: true });
  const parser = cachedParser(inlineParser(grammarFilesIn(path.resolve('dist/grammars'))), path.join(cache, 'parsed'));
  const samples: Sample[] = [];
  for (const [repo, commits] of readCommits(data)) {
    if (!repo.includes(only)) continue;
    const name = repo.replace('/', '+');
    const file = path.join(cache, `${name}.questions.bin`);
    const found = existsSync(file)
      ? (deserialize(readFileSync(file)) as Sample[])
      : await samplesOf(Repository.find(clones, repo), commits, path.join(data, 'cache', `${name}.log.jsonl`), parser);
    if (!existsSync(file)) writeFileSync(file, serialize(found));
    console.log(`${repo}: ${found.length} questions`);
    for (const sample of found) samples.push(sample);
  }
  parser.dispose();
  return samples;
}

/** Node would end while it compiles a grammar and waits for nothing else. */
const awake = setInterval(() => undefined, 1_000);
await main();
clearInterval(awake);
