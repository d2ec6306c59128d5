import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { toolNode } from './node.mjs';
import { hostFolder, rootFolder } from './paths.mjs';
import { Problem } from './say.mjs';

/** Packs the extension in `folder` into `file` (a .vsix), as it is built now; says nothing unless it fails. */
export async function pack(file, { folder = rootFolder } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const vsce = path.join(hostFolder, 'node_modules/@vscode/vsce/vsce');
  const options = [
    '--no-dependencies',
    '--no-rewrite-relative-links',
    '--allow-missing-repository',
    '--skip-license',
    '--out',
    file,
  ];
  const run = promisify(execFile);
  await run(toolNode(), [vsce, 'package', ...options], { cwd: folder }).catch(({ stdout, stderr, message }) => {
    throw new Problem(`Packing the extension failed. ${stdout ?? ''}${stderr ?? message}`);
  });
}
