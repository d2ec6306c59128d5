import { setFlagsFromString } from 'node:v8';

const baselineOnly = ['--no-wasm-lazy-compilation', '--liftoff-only'];
const asBefore = ['--wasm-lazy-compilation', '--no-liftoff-only'];

/**
 * Runs WebAssembly compilations one after the other such that their code stays with V8's baseline compiler. The optimising
 * compiler takes seconds for the lexers of some grammars, and every later compilation in the process waits for it; baseline
 * code parses about a tenth slower. V8 reads its flags when a module is compiled, so they are set for that time only; what
 * else is compiled meanwhile in this process gets baseline code too.
 */
export class BaselineCompile {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(compile: () => Promise<T>): Promise<T> {
    const next = this.last.then(async () => {
      for (const flag of baselineOnly) setFlagsFromString(flag);
      try {
        return await compile();
      } finally {
        for (const flag of asBefore) setFlagsFromString(flag);
      }
    });
    this.last = next.catch(() => undefined);
    return next;
  }
}
