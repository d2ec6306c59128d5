import { existsSync } from 'node:fs';
import path from 'node:path';

export interface Options {
  readonly roots: readonly string[];
  readonly lines: number;
  readonly seed: number;
  readonly strategies: readonly ('lines' | 'ngram')[];
  readonly fit: boolean;
  /** Put the closers behind the cursor that an editor would have typed. */
  readonly autoClose: boolean;
}

const USAGE =
  'Use: npm run bench -- embedded [--root FOLDER]… [--lines 200] [--seed 1] [--strategy lines|ngram|both] [--auto-close] [--fit].';
const DEFAULT_ROOTS = ['test/host/node_modules/express', 'test/host/node_modules/rxjs'];
const FALLBACK_ROOT = 'node_modules/openai/src';

/** Reads the command line; throws an `Error` with one sentence when it makes no sense. */
export function readOptions(args: readonly string[]): Options {
  const roots: string[] = [];
  let lines = 200;
  let seed = 1;
  let strategy = 'both';
  let fit = false;
  let autoClose = false;
  for (let i = 0; i < args.length; i++) {
    const name = args[i];
    if (name === '--fit' || name === '--auto-close') {
      if (name === '--fit') fit = true;
      else autoClose = true;
      continue;
    }
    const value = args[++i];
    if (value === undefined) throw new Error(`${name} needs a value. ${USAGE}`);
    if (name === '--root') roots.push(path.resolve(value));
    else if (name === '--lines') lines = positive(name, value);
    else if (name === '--seed') seed = positive(name, value);
    else if (name === '--strategy') strategy = value;
    else throw new Error(`There is no option ${name}. ${USAGE}`);
  }
  if (!['lines', 'ngram', 'both'].includes(strategy)) throw new Error(`There is no strategy ${strategy}. ${USAGE}`);
  const chosen = roots.length > 0 ? roots : defaultRoots();
  const missing = chosen.find((root) => !existsSync(root));
  if (missing !== undefined) throw new Error(`There is no folder ${missing}. ${USAGE}`);
  const strategies = strategy === 'both' ? (['lines', 'ngram'] as const) : [strategy as 'lines' | 'ngram'];
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
