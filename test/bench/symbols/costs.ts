import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, Query } from 'web-tree-sitter';
import { builtEngineFiles, openFolder } from '../../../src/cli/open-folder';
import { grammarFilesIn, languageOf, workerParser } from '../../../src/engine/syntax';
import { type LoadedGrammar, LoadedGrammars } from '../../../src/engine/syntax/loaded-grammars';
import { nestingProblem } from '../../../src/engine/syntax/parse-limits';
import { queryTexts, topLevelDepth } from '../../../src/engine/syntax/queries';
import { readSource } from '../keyword/documents';
import type { SourceFile } from '../keyword/source-files';

/** `captures` is bare web-tree-sitter, `all` the whole indexing of the folder, the others bulk parsing alone. */
export type CostKind = 'captures' | 'all' | 'one-worker' | 'two-workers';

interface Order {
  readonly kind: CostKind;
  readonly root: string;
  readonly list: string;
}

export interface Cost {
  /** Of the whole process, all its threads and its start; seconds. */
  readonly cpu: number;
  readonly wallMs: number;
  readonly peakRssMb: number;
}

const FLAG = '--cost';
const IN_FLIGHT = 8;
const distribution = path.resolve('dist');

/** Measures one kind in a process of its own. */
export async function cost(order: Order): Promise<Cost> {
  const command = ['--max-old-space-size=8000', process.argv[1] as string, FLAG, JSON.stringify(order)];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const piece of child.stdout) output += String(piece);
  const last = output.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`The measuring of ${order.kind} failed.`);
  return JSON.parse(last) as Cost;
}

/** True when this process was started by `cost`; then the work is done and its cost is printed. */
export async function ranForCost(): Promise<boolean> {
  const at = process.argv.indexOf(FLAG);
  if (at < 0) return false;
  const { kind, root, list } = JSON.parse(process.argv[at + 1] as string) as Order;
  const begun = performance.now();
  if (kind === 'all') await indexFolder(root);
  else {
    const files = JSON.parse(readFileSync(list, 'utf8')) as readonly SourceFile[];
    if (kind === 'captures') await captures(files);
    else await bulk(files, kind === 'one-worker' ? 1 : 2);
  }
  const { user, system } = process.cpuUsage();
  const measured: Cost = {
    cpu: (user + system) / 1e6,
    wallMs: performance.now() - begun,
    peakRssMb: process.resourceUsage().maxRSS / 1e3,
  };
  console.log(JSON.stringify(measured));
  return true;
}

async function indexFolder(root: string): Promise<void> {
  const folder = await openFolder(root, await builtEngineFiles(distribution));
  await folder.context.whenReady();
  folder.dispose();
}

async function captures(files: readonly SourceFile[]): Promise<void> {
  const grammars = new LoadedGrammars(grammarFilesIn(path.join(distribution, 'grammars')));
  const queries = new Map<LoadedGrammar, LibraryQueries>();
  let parser: Parser | undefined;
  for (const file of files) {
    const text = readSource(file);
    const loaded = text === undefined ? undefined : await grammars.get(languageOf(file.path, text) ?? '');
    if (text === undefined || loaded === undefined || nestingProblem(loaded.grammar.languageId, text) !== undefined)
      continue;
    // The runtime is started by the first grammar.
    parser ??= new Parser();
    parser.setLanguage(loaded.language);
    const tree = parser.parse(text);
    if (tree === null) continue;
    const known = queries.get(loaded) ?? libraryQueries(loaded);
    queries.set(loaded, known);
    known.anyDepth?.captures(tree.rootNode);
    known.topLevel?.captures(tree.rootNode, { maxStartDepth: topLevelDepth });
    tree.delete();
  }
  parser?.delete();
  grammars.dispose();
}

interface LibraryQueries {
  readonly anyDepth: Query | undefined;
  readonly topLevel: Query | undefined;
}

/** The patterns that Cairn looks for, as queries of the library. */
function libraryQueries({ grammar, language }: LoadedGrammar): LibraryQueries {
  const { anyDepth, topLevel } = queryTexts[grammar.query];
  const compiled = (text: string | undefined) => (text === undefined ? undefined : new Query(language, text));
  return { anyDepth: compiled(anyDepth), topLevel: compiled(topLevel) };
}

async function bulk(files: readonly SourceFile[], workers: number): Promise<void> {
  const parser = workerParser({
    workerFile: path.join(distribution, 'syntax-worker.js'),
    grammarDirectory: path.join(distribution, 'grammars'),
    workers,
  });
  const waiting = files.values();
  const lane = async (): Promise<void> => {
    for (const file of waiting) {
      const text = readSource(file);
      if (text !== undefined) await parser.parse(languageOf(file.path, text) ?? '', text).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  parser.dispose();
}
