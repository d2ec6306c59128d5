import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'src/main.ts': "import { area } from './shapes';\n",
    'src/shapes.ts': 'export function area(radius: number): number {\n  return Math.PI * radius ** 2;\n}\n',
  });
  defer(workspace.remove);
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, settings, env };
}
