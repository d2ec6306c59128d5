import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Strategy } from '../../../src/engine/models/embedded';

export interface Options {
  readonly roots: readonly string[];
  readonly lines: number;
  readonly seed: number;
  readonly strategies: readonly Strategy[];
  /** Repositories whose commits the weights are fitted to; empty unless the weights are to be fitted. */
  readonly fit: readonly string[];
  /** Put the closers behind the cursor that an editor would have typed. */
  readonly autoClose: boolean;
}

const STRATEGIES: readonly Strategy[] = ['lines', 'ngram', 'mixed'];
const USAGE =
  'Use: npm run bench -- embedded [--root FOLDER]… [--lines 200] [--seed 1] [--strategy lines|ngram|mixed|all] [--auto-close] [--fit REPOSITORY]….';
const DEFAULT_ROOTS = ['test/host/node_modules/express', 'test/host/node_modules/rxjs'];
const FALLBACK_ROOT = 'node_modules/openai/src';

/** Reads the command line; throws an `Error` with one sentence when it makes no sense. */
export function readOptions(args: readonly string[]): Options {
  const roots: string[] = [];
  let lines = 200;
  let seed = 1;
  let strategy = 'all';
  const fit: string[] = [];
  let autoClose = false;
  for (let i = 0; i < args.length; i++) {
    const name = args[i];
    if (name === '--auto-close') {
      autoClose = true;
      continue;
    }
    const value = args[++i];
    if (value === undefined) throw new Error(`${name} needs a value. ${USAGE}`);
    if (name === '--fit') fit.push(path.resolve(value));
    else if (name === '--root') roots.push(path.resolve(value));
    else if (name === '--lines') lines = positive(name, value);
    else if (name === '--seed') seed = positive(name, value);
    else if (name === '--strategy') strategy = value;
    else throw new Error(`There is no option ${name}. ${USAGE}`);
  }
  const strategies = STRATEGIES.filter((each) => strategy === 'all' || strategy === each);
  if (strategies.length === 0) throw new Error(`There is no strategy ${strategy}. ${USAGE}`);
  const chosen = roots.length > 0 ? roots : defaultRoots();
  const missing = [...chosen, ...fit].find((folder) => !existsSync(folder));
  if (missing !== undefined) throw new Error(`There is no folder ${missing}. ${USAGE}`);
  if (fit.length === 1) throw new Error(`--fit needs two repositories or more. ${USAGE}`);
  return { roots: chosen, lines, seed, strategies, fit, autoClose };
}

function defaultRoots(): string[] {
  const present = DEFAULT_ROOTS.map((root) => path.resolve(root)).filter((root) => existsSync(root));
  return present.length > 0 ? present : [path.resolve(FALLBACK_ROOT)];
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} needs a whole number above zero. ${USAGE}`);
  return number;
}
