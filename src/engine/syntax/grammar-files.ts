import { join } from 'node:path';
import { type GrammarWasm, runtimeWasm, shippedName } from './grammars';

/** Where the compiled grammars and the tree-sitter runtime lie. */
export interface GrammarFiles {
  /** Absolute path of `tree-sitter.wasm`. */
  readonly runtime: string;
  /** Absolute path of a grammar's file. */
  readonly grammarFile: (wasm: GrammarWasm) => string;
}

/** The files as they are shipped: all in one directory, under their own names. */
export function grammarFilesIn(directory: string): GrammarFiles {
  return {
    runtime: join(directory, shippedName(runtimeWasm)),
    grammarFile: (wasm) => join(directory, shippedName(wasm)),
  };
}
