import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GrammarFiles, type GrammarWasm, runtimeWasm } from '../../../src/engine/syntax';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A grammar's file where npm installed it. */
export function installedFile(wasm: GrammarWasm): string {
  return join(root, 'node_modules', wasm.package, wasm.file);
}

/** Version of the installed package that a grammar comes from. */
export function installedVersion(wasm: GrammarWasm): string {
  return createRequire(import.meta.url)(join(root, 'node_modules', wasm.package, 'package.json')).version;
}

export const installedGrammars: GrammarFiles = { runtime: installedFile(runtimeWasm), grammarFile: installedFile };

/** Absolute path of a file of this repository. */
export function repositoryFile(path: string): string {
  return join(root, path);
}

/** Text of a file in test/fixtures/syntax. */
export function fixture(name: string): string {
  return readFileSync(repositoryFile(`test/fixtures/syntax/${name}`), 'utf8');
}

/** Names of the files in test/fixtures/syntax. */
export const fixtureNames: readonly string[] = readdirSync(repositoryFile('test/fixtures/syntax'), {
  withFileTypes: true,
})
  .filter((entry) => entry.isFile())
  .map(({ name }) => name);
