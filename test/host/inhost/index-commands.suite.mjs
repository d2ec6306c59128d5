import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'src/main.ts': 'const first = 1;\n',
    'src/shapes.ts': 'export function area(radius: number): number { return radius; }\n',
    'tools/run.py': 'def start(engine):\n    return engine\n',
  });
  defer(workspace.remove);
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, settings, env };
}
