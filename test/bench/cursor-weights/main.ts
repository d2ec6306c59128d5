import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { EVIDENCE_WEIGHTS, WEIGHTS } from '../../../src/engine/retrieval/cursor/cursor-weights';
import { EVIDENCE } from '../../../src/engine/retrieval/cursor/evidence';
import { grammarFilesIn, inlineParser } from '../../../src/engine/syntax';
import { type Sample, samplesOf } from './dump';
import { fit } from './fit';
import { type Options, readOptions } from './options';
import { readPositions } from './positions';
import { report } from './report';
import { cachedParser, Repository } from './repository';

/**
 * Fits the weights of `cursor-weights.ts`: for each position of the grounding benchmark the shipped search gives its candidates with
 * their evidence; weights are fitted on all repositories, and on all but one to see what they do on a repository they never saw.
 * Candidates are kept in the cache: empty it after a change to the search.
 */
async function main(): Promise<void> {
  const samples = await collect(readOptions(process.argv.slice(2)));
  const repos = [...new Set(samples.map(({ repo }) => repo))];
  report('shipped weights', samples, () => WEIGHTS);
  const fitted = fit(samples, WEIGHTS);
  for (const [at, kind] of EVIDENCE.entries())
    console.log(`  ${kind.padEnd(22)}${(fitted[at] as number).toFixed(2).padStart(8)}, was ${EVIDENCE_WEIGHTS[kind]}`);
  const figures = report('fitted on all', samples, () => fitted);
  if (repos.length > 1) {
    const without = new Map(
      repos.map((left) => [
        left,
        fit(
          samples.filter(({ repo }) => repo !== left),
          WEIGHTS,
        ),
      ]),
    );
    const unseen = report('fitted on the others', samples, (repo) => without.get(repo) as Float64Array);
    for (const [name, value] of Object.entries(unseen)) figures[`unseen_${name}`] = value;
  }
  const rounded = Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))]);
  console.log(JSON.stringify({ bench: 'cursor-weights', figures: Object.fromEntries(rounded) }));
}

async function collect({ clones, data, only, cache }: Options): Promise<Sample[]> {
  mkdirSync(cache, { recursive: true });
  const parser = cachedParser(inlineParser(grammarFilesIn(path.resolve('dist/grammars'))), path.join(cache, 'parsed'));
  const samples: Sample[] = [];
  for (const [repo, positions] of readPositions(data)) {
    if (!repo.includes(only)) continue;
    const file = path.join(cache, `${repo.replace('/', '+')}.bin`);
    const isKept = existsSync(file);
    const found = isKept
      ? (deserialize(readFileSync(file)) as Sample[])
      : await samplesOf(Repository.find(clones, repo), positions, parser);
    if (!isKept) writeFileSync(file, serialize(found));
    const covered = found.filter(({ wanted }) => wanted.includes(1)).length / found.length;
    console.log(`${repo}: ${found.length} cursors, wanted among the candidates in ${(100 * covered).toFixed(0)} %`);
    for (const sample of found) samples.push(sample);
  }
  parser.dispose();
  return samples;
}

await main();
