import path from 'node:path';
import { pack } from '../../tools/pack.mjs';
import { hostFolder } from '../../tools/paths.mjs';
import { temporaryFolder } from '../cleanup.mjs';
import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

const cells = JSON.stringify([
  { language: 'python', text: 'radius = 2' },
  { language: 'shellscript', text: 'echo not-python' },
  { language: 'python', text: 'area = 1' },
  { language: 'python', text: 'print(area)' },
]);

/** Two notebooks, one of them private, and an extension that opens them. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'free.cells': cells,
    'hidden.cells': cells,
    '.cairnignore': '[private]\n/hidden.cells\n',
  });
  defer(workspace.remove);
  const packed = temporaryFolder('cell-notebook');
  defer(packed.remove);
  const vsix = path.join(packed.path, 'cell-notebook.vsix');
  await pack(vsix, { folder: path.join(hostFolder, 'fixtures/cell-notebook') });
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, vsix: [vsix], settings, env };
}
