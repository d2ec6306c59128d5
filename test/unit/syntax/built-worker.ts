import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { repositoryFile } from './installed-grammars';

/** What a parser in worker threads is started with. */
export interface BuiltWorker {
  readonly workerFile: string;
  readonly grammarDirectory: string;
}

/** Bundles a script for Node of which the source says where it lies. */
export async function buildScript(entry: string, outfile: string, plugins: Plugin[] = []): Promise<void> {
  await build({
    entryPoints: [repositoryFile(entry)],
    outfile,
    plugins,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'silent',
  });
}

/** Bundles the worker that parses into a directory and copies the grammars beside it, as a build ships them. */
export async function buildWorker(directory: string, plugins: Plugin[] = []): Promise<BuiltWorker> {
  const workerFile = join(directory, 'syntax-worker.js');
  const grammarDirectory = join(directory, 'grammars');
  await buildScript('src/engine/syntax/syntax-worker.ts', workerFile, plugins);
  const { copyGrammars } = await import(pathToFileURL(repositoryFile('esbuild.grammars.mjs')).href);
  await copyGrammars(grammarDirectory);
  return { workerFile, grammarDirectory };
}
