import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

const megabytes = 50;

/** A folder with everything that is no trouble in a person's eyes and much in a program's. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'src/main.ts': 'const first = 1;\n',
    'src/stock.ts': 'export function countStock(shelf: string): number {\n  return shelf.length;\n}\n',
    'src/empty.ts': '',
    'src/only-spaces.ts': '   \n\t\n',
    'src/broken.ts': 'export function broken( {{{ "never closed\n  if (\n}}}}} class {\n',
    'run.sh': 'echo start\n',
    'data.zzz': 'A file of a kind that no grammar knows.\n',
    'Über uns/größe und maß.ts': 'export function größeMessen(breite: number): number {\n  return breite;\n}\n',
    [`${'deep/'.repeat(100)}leaf.ts`]: 'export function deepLeaf(depth: number): number {\n  return depth;\n}\n',
    'line.ts': `export const long = '${'x'.repeat(900_000)}';\n`,
  });
  defer(workspace.remove);
  writeFileSync(workspace.file('binary.ts'), Buffer.from(Array.from({ length: 4096 }, (_, at) => at % 256)));
  const block = 'export const measured = 1;\n'.repeat(40_000);
  const blocks = Math.ceil((megabytes * 1_000_000) / block.length);
  writeFileSync(workspace.file('big.ts'), block.repeat(blocks));
  symlinkSync('nowhere.ts', workspace.file('broken-link.ts'));
  symlinkSync('..', workspace.file('src/up'));
  symlinkSync('itself.ts', workspace.file('itself.ts'));
  mkdirSync(path.join(workspace.path, 'nothing-here'));
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, settings, env };
}
