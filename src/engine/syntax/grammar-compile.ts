import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { getEnvironmentData, setEnvironmentData, threadId } from 'node:worker_threads';

/** Which of V8's compilers a grammar's code may use: the baseline one only, or also the optimising one once it is busy. */
export type GrammarCompiler = 'baseline' | 'optimising';

// One flag implies the others on the command line only, so each is named.
const baselineOnly = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--no-wasm-lazy-compilation'];
const asBefore = ['--no-liftoff-only', '--wasm-tier-up', '--wasm-dynamic-tiering', '--wasm-lazy-compilation'];

const turnKey = 'cairn.grammar-compile.turn';
const pollMs = 2;
/** Longer than any compilation takes; only for a thread that was ended while it had the turn, and that nobody gave back. */
const longestTurnMs = 60_000;
const nobody = 0;
const holder = (thread: number): number => thread + 1;

/**
 * Runs one WebAssembly compilation, no two at a time in this process, whichever thread they are in: V8 reads its flags when
 * a module is compiled and keeps them for the whole process, so they are set for that time only.
 *
 * The optimising compiler takes up to ten seconds or all memory for the lexers of some grammars, and every later compilation
 * waits for it. Their code stays with the baseline compiler, which is ready at once and parses up to a third slower.
 */
export async function compileInTurn<T>(compiler: GrammarCompiler, compile: () => Promise<T>): Promise<T> {
  const turn = compileTurn();
  const deadline = performance.now() + longestTurnMs;
  while (Atomics.compareExchange(turn, 0, nobody, holder(threadId)) !== nobody && performance.now() < deadline)
    await delay(pollMs);
  // A compilation alone does not keep the process alive.
  const alive = setInterval(() => undefined, 1_000);
  try {
    setFlags(compiler === 'baseline' ? baselineOnly : asBefore);
    return await compile();
  } finally {
    clearInterval(alive);
    setFlags(asBefore);
    giveTurnBack(threadId);
  }
}

/** For whoever ends a worker: gives back the turn that the thread may have had. */
export function giveTurnBack(thread: number): void {
  Atomics.compareExchange(compileTurn(), 0, holder(thread), nobody);
}

/** Shared with every worker that is started after the first call; call it before one is started. */
export function compileTurn(): Int32Array {
  const known: unknown = getEnvironmentData(turnKey);
  if (known instanceof SharedArrayBuffer) return new Int32Array(known);
  const made = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  setEnvironmentData(turnKey, made);
  return new Int32Array(made);
}

function setFlags(flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}
