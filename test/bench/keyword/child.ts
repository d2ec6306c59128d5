import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readSource } from './documents';
import type { EngineName, KeywordEngine } from './engine';
import { createEngine, loadEngine } from './open-engine';
import type { Query } from './queries';
import type { SourceFile } from './source-files';

/** What one process is to do; the same program is started again for it, so that memory and CPU are its own. */
export interface Task {
  readonly engine: EngineName;
  readonly kind: 'build' | 'load' | 'query';
  /** JSON of the source files. */
  readonly list: string;
  /** Where the index is saved. */
  readonly index: string;
  readonly queries?: readonly Query[];
}

export interface Measured {
  /** Of the whole process, its start included; seconds. */
  readonly cpu: number;
  /** Of the task alone; seconds. */
  readonly taskCpu: number;
  readonly wallMs: number;
  readonly rssMb: number;
  readonly peakRssMb: number;
  readonly diskMb: number;
  /** CPU milliseconds and wall milliseconds of each query. */
  readonly queries: readonly { readonly cpuMs: number; readonly wallMs: number; readonly found: number }[];
}

const FLAG = '--task';
/** Queries that are made before the measured ones. */
export const WARM_UP = 40;

/** Runs a task in a process of its own. */
export async function measure(task: Task): Promise<Measured> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=8000', process.argv[1] as string, FLAG, JSON.stringify(task)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  for await (const piece of child.stdout) output += String(piece);
  const last = output.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`The ${task.kind} of ${task.engine} failed.`);
  return JSON.parse(last) as Measured;
}

/** True when this process was started by `measure`; then the task is done and its figures are printed. */
export async function ranAsChild(): Promise<boolean> {
  const at = process.argv.indexOf(FLAG);
  if (at < 0) return false;
  console.log(JSON.stringify(await run(JSON.parse(process.argv[at + 1] as string) as Task)));
  return true;
}

async function run(task: Task): Promise<Measured> {
  const before = process.cpuUsage();
  const started = performance.now();
  let engine: KeywordEngine;
  let diskMb = 0;
  if (task.kind === 'build') {
    engine = await createEngine(task.engine, task.index);
    const files = JSON.parse(readFileSync(task.list, 'utf8')) as readonly SourceFile[];
    files.forEach((file, ordinal) => {
      const text = readSource(file);
      if (text !== undefined) engine.add(ordinal, file.path, text);
    });
    diskMb = (await engine.save(task.index)) / 1e6;
  } else engine = await loadEngine(task.engine, task.index);
  const wallMs = performance.now() - started;
  const spent = process.cpuUsage(before);
  const total = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  const queries = (task.queries ?? []).map((query) => timed(engine, query)).slice(WARM_UP);
  for (let at = 0; at < 3; at++) globalThis.gc?.();
  return {
    cpu: (total.user + total.system) / 1e6,
    taskCpu: (spent.user + spent.system) / 1e6,
    wallMs,
    rssMb: process.memoryUsage.rss() / 1e6,
    peakRssMb: maxRSS / 1e3,
    diskMb,
    queries,
  };
}

function timed(engine: KeywordEngine, { terms, on }: Query) {
  const before = process.cpuUsage();
  const started = performance.now();
  const found = on === 'files' ? engine.searchFiles(terms) : engine.searchChunks(terms);
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, wallMs, found };
}
