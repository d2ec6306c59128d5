import { fileWorkspace } from '../workspaces.mjs';
import { filesOfRound } from './language-files.cjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace(filesOfRound(0));
  defer(workspace.remove);
  return { folder: workspace.path };
}
