import path from 'node:path';
import { pack } from '../../tools/pack.mjs';
import { hostFolder } from '../../tools/paths.mjs';
import { temporaryFolder } from '../cleanup.mjs';
import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

/** An extension that holds the search for ignore files back, and a workspace whose ignore file makes one file private. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'src/main.ts': 'const first = 1;\n',
    'src/hidden.ts': 'export function hiddenCanary(canary: string): string { return canary; }\n',
    'src/shapes.ts': 'export function area(radius: number): number { return radius; }\n',
    '.cairnignore': '[private]\n/src/hidden.ts\n',
  });
  defer(workspace.remove);
  const packed = temporaryFolder('held-search');
  defer(packed.remove);
  const vsix = path.join(packed.path, 'held-search.vsix');
  await pack(vsix, { folder: path.join(hostFolder, 'fixtures/held-search') });
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, vsix: [vsix], settings, env };
}
