import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'readme.md': '# Offsets\n' });
  defer(workspace.remove);
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, settings: { ...settings, 'editor.insertSpaces': true }, env };
}
