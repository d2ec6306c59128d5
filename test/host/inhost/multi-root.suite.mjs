import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

/** Two folders with the same paths in both; what is private in the one is free in the other. */
export async function setup({ defer }) {
  const folder = (name) => ({
    [`${name}/src/shared.ts`]: `export function shared(from${name}: string): void {\n  console.log(from${name});\n}\n`,
    [`${name}/src/main.ts`]: "import { shared } from './shared';\n",
    [`${name}/src/east.ts`]: 'const first = 1;\n',
    [`${name}/src/west.ts`]: 'const first = 1;\n',
    [`${name}/.cairnignore`]: `[private]\n/src/${name.toLowerCase()}.ts\n`,
  });
  const workspace = fileWorkspace({ ...folder('East'), ...folder('West') });
  defer(workspace.remove);
  const workspaceFile = path.join(workspace.path, 'both.code-workspace');
  writeFileSync(workspaceFile, JSON.stringify({ folders: [{ path: 'East' }, { path: 'West' }] }));
  const { settings, env } = await startSimulated({ defer });
  return { workspaceFile, settings, env };
}
