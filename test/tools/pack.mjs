import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { runToEnd } from './child.mjs';
import { toolNode } from './node.mjs';
import { hostFolder, rootFolder } from './paths.mjs';
import { Problem } from './say.mjs';

/** Packs the extension in `folder` into `file` (a .vsix), as it is built now. */
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
  const code = await runToEnd(toolNode(), [vsce, 'package', ...options], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new Problem(`Packing the extension failed (exit code ${code}); its message is above.`);
}
