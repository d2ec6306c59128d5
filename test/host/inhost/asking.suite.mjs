import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'src/main.ts': 'const first = 1;\n',
    'src/other.ts': 'const second = 2;\n',
    'src/lines.ts': 'const third = 3;\n\n\n\n',
  });
  defer(workspace.remove);
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, settings, env };
}
