import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../../tools/say.mjs';

const usage =
  'Use: npm run bench -- completion [--samples 100] [--repeats 5] [--edits 2000] [--starts 5] [--seed 1] [--only PHASE]… [--vsix FILE] [--profile FOLDER].';

export const phaseNames = ['changes', 'bytes', 'bare', 'aborts', 'typing', 'memory', 'starts'];

/** Reads the command line; a Problem when it makes no sense. */
export function readOptions(args) {
  const { values } = parse(args);
  const only = values.only ?? phaseNames;
  const unknown = only.find((name) => !phaseNames.includes(name));
  if (unknown !== undefined) throw new Problem(`There is no phase ${unknown}, only ${phaseNames.join(', ')}. ${usage}`);
  if (values.profile !== undefined) mkdirSync(values.profile, { recursive: true });
  return {
    samples: positive('--samples', values.samples ?? '100'),
    repeats: positive('--repeats', values.repeats ?? '5'),
    edits: positive('--edits', values.edits ?? '2000'),
    starts: positive('--starts', values.starts ?? '5'),
    seed: positive('--seed', values.seed ?? '1'),
    only,
    vsix: values.vsix === undefined ? undefined : path.resolve(values.vsix),
    profile: values.profile === undefined ? undefined : path.resolve(values.profile),
  };
}

function parse(args) {
  const text = { type: 'string' };
  const options = { samples: text, repeats: text, edits: text, starts: text, seed: text, vsix: text, profile: text };
  try {
    return parseArgs({ args, options: { ...options, only: { type: 'string', multiple: true } } });
  } catch (error) {
    throw new Problem(`${error.message} ${usage}`);
  }
}

function positive(name, value) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Problem(`${name} needs a whole number above zero. ${usage}`);
  return number;
}
