import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Options {
  /** Git directories of the repositories. */
  readonly clones: string;
  /** What the grounding benchmark prepared. */
  readonly data: string;
  /** Only repositories whose name holds this text. */
  readonly only: string;
  /** Where candidates and parsed files are kept between runs. */
  readonly cache: string;
}

const USAGE =
  'Use: BENCH_REPOS=CLONES BENCH_WORK=DATA npm run bench -- cursor-weights [--only NAME] [--cache FOLDER], with the folders of the grounding benchmark.';

/** Reads the command line and the environment; throws an `Error` with one sentence when something is missing. */
export function readOptions(args: readonly string[]): Options {
  const { BENCH_REPOS: clones = '', BENCH_WORK: data = '' } = process.env;
  let only = '';
  let cache = path.join(tmpdir(), 'cairn-cursor-weights');
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]];
    if (value === undefined) throw new Error(`${name} needs a value. ${USAGE}`);
    if (name === '--only') only = value;
    else if (name === '--cache') cache = path.resolve(value);
    else throw new Error(`There is no option ${name}. ${USAGE}`);
  }
  for (const folder of [clones, data])
    if (!existsSync(folder)) throw new Error(`There is no folder "${folder}". ${USAGE}`);
  return { clones, data, only, cache };
}
