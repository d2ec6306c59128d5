import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureCorpus } from '../corpus/ensure-corpus';
import { listSources, type SourceFile } from './source-files';

export interface Setup {
  readonly root: string;
  /** Another folder to compare with. */
  readonly large: string | undefined;
  readonly files: readonly SourceFile[];
  readonly megabytes: number;
  /** JSON of the files. */
  readonly list: string;
  /** A folder that is removed in the end. */
  readonly scratch: string;
  readonly rounds: number;
}

/**
 * Reads `--root FOLDER`, `--large FOLDER` and `--rounds N`, composes the corpus when there is no root, and cleans up after `work`.
 */
export async function withSetup(bench: string, work: (setup: Setup) => Promise<void>): Promise<void> {
  try {
    const { root, ...options } = await readOptions(bench, process.argv.slice(2));
    await withSources(root, options, work);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}

/** Lists the sources below a folder and says what they are. */
export async function withSources(
  root: string,
  { rounds, large }: Pick<Setup, 'rounds' | 'large'>,
  work: (setup: Setup) => Promise<void>,
): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'cairn-bench-index-'));
  try {
    const files = await listSources(root);
    if (files.length === 0) throw new Error(`There are no source files below ${root}.`);
    const list = path.join(scratch, 'files.json');
    writeFileSync(list, JSON.stringify(files));
    const megabytes = files.reduce((sum, file) => sum + file.bytes, 0) / 1e6;
    console.log(`${root}: ${files.length} files, ${megabytes.toFixed(1)} MB, median ${medianKb(files).toFixed(1)} KB`);
    await work({ root, large, files, megabytes, list, scratch, rounds });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function readOptions(
  bench: string,
  args: readonly string[],
): Promise<{ root: string; large: string | undefined; rounds: number }> {
  const usage = `Use: npm run bench -- ${bench} [--root FOLDER] [--rounds 3].`;
  let root: string | undefined;
  let large: string | undefined;
  let rounds = 3;
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]];
    if (value === undefined) throw new Error(`${name} needs a value. ${usage}`);
    if (name === '--root') root = path.resolve(value);
    else if (name === '--large') large = path.resolve(value);
    else if (name === '--rounds') rounds = Math.max(1, Math.trunc(Number(value)) || 1);
    else throw new Error(`There is no option ${name}. ${usage}`);
  }
  for (const folder of [root, large]) {
    if (folder !== undefined && !existsSync(folder)) throw new Error(`There is no folder ${folder}. ${usage}`);
  }
  return { root: root ?? (await ensureCorpus()), large, rounds };
}

function medianKb(files: readonly SourceFile[]): number {
  const sizes = files.map((file) => file.bytes).sort((a, b) => a - b);
  return (sizes[sizes.length >> 1] ?? 0) / 1e3;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    console.log(
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    );
  }
}

/** The last line of a benchmark. */
export function printFigures(bench: string, figures: Readonly<Record<string, number>>): void {
  const rounded = Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(4))]);
  console.log(JSON.stringify({ bench, figures: Object.fromEntries(rounded) }));
}
