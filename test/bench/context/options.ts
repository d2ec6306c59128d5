import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureCorpus } from '../corpus/ensure-corpus';

export interface Options {
  readonly root: string;
  readonly positions: number;
  readonly questions: number;
  readonly repeats: number;
  readonly seed: number;
}

const USAGE =
  'Use: npm run bench -- context [--root FOLDER] [--positions 200] [--questions 100] [--repeats 5] [--seed 1].';

/** Reads the command line, composes the corpus when no folder is named; throws an `Error` with one sentence when it makes no sense. */
export async function readOptions(args: readonly string[]): Promise<Options> {
  let root: string | undefined;
  const numbers = { positions: 200, questions: 100, repeats: 5, seed: 1 };
  for (let i = 0; i < args.length; i += 2) {
    const [name = '', value] = args.slice(i, i + 2);
    const key = name.slice(2) as keyof typeof numbers;
    if (name !== '--root' && (!name.startsWith('--') || !Object.hasOwn(numbers, key)))
      throw new Error(`There is no option ${name}. ${USAGE}`);
    if (value === undefined) throw new Error(`${name} needs a value. ${USAGE}`);
    if (name === '--root') root = value;
    else numbers[key] = positive(name, value);
  }
  if (root !== undefined && !existsSync(root)) throw new Error(`There is no folder ${root}. ${USAGE}`);
  return { root: path.resolve(root ?? (await ensureCorpus())), ...numbers };
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} needs a whole number above zero. ${USAGE}`);
  return number;
}
