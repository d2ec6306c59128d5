import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './terminal';

type Options = NonNullable<ParseArgsConfig['options']>;

interface ParsedArguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Arguments of a command; throws a `UsageError` that names the first one which does not fit. */
export function parseCommand(argv: readonly string[], options: Options): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values: values as ParsedArguments['values'], positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The arguments cannot be read.';
    throw new UsageError(`${(message.split(/\.\s|\n/)[0] ?? '').replace(/\.$/, '')}; cairn --help lists the options.`);
  }
}

/** A whole number from `least` to `most`; `fallback` when the option is absent. */
export function wholeNumber(
  { values }: ParsedArguments,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const value = values[name];
  if (value === undefined) return fallback;
  const number = Number(value);
  if (typeof value === 'string' && /^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${String(value)}".`);
}

export function textOption({ values }: ParsedArguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export const commonOptions = {
  root: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options;
