import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'src/main.ts': 'const first = 1;\n' });
  defer(workspace.remove);
  const { settings, env } = await startSimulated({ defer }, { models: ['qwen2.5-coder'] });
  return { folder: workspace.path, settings, env };
}
