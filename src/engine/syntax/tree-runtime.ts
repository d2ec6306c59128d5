import { Parser } from 'web-tree-sitter';
import { compileInTurn } from './grammar-compile';

/** What the library puts into the options that it was started with; another array whenever its memory has grown. */
interface StartedModule {
  HEAPU8?: Uint8Array;
}

// The library keeps its WebAssembly module in a variable of its own module, and two starts at once would each set it; so
// the start is remembered here, at the same place, and once.
const runtime: { started?: Promise<void>; module?: StartedModule } = {};

/** Starts the tree-sitter runtime unless that was done. */
export function startRuntime(read: () => Promise<Uint8Array>, file: string): Promise<void> {
  runtime.started ??= initialise(read, file).catch((error: unknown) => {
    delete runtime.started;
    throw new Error(`The tree-sitter runtime does not load from ${file}: ${loadProblem(error)}`);
  });
  return runtime.started;
}

/** The runtime's memory as it is now; it must be started. A call into the runtime can replace it. */
export function runtimeMemory(): ArrayBufferLike {
  const memory = runtime.module?.HEAPU8;
  if (memory === undefined) throw new Error('The tree-sitter runtime has not been started.');
  return memory.buffer;
}

/** In words, what keeps a file of the runtime or of a grammar from being loaded. */
export function loadProblem(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? error.message
    : 'the file is missing or not a tree-sitter build';
}

/** The library leaves a rejection unhandled when it cannot read or compile its file, so both are tried before. */
async function initialise(read: () => Promise<Uint8Array>, file: string): Promise<void> {
  const wasmBinary = await read();
  if (!WebAssembly.validate(new Uint8Array(wasmBinary))) throw new Error('the file is damaged');
  const module: StartedModule & Record<string, unknown> = { wasmBinary, locateFile: () => file };
  await compileInTurn('optimising', () => Parser.init(module));
  // Compiled, the file's bytes are of no use.
  delete module['wasmBinary'];
  runtime.module = module;
}
