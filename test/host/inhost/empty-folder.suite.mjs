import { fileWorkspace } from '../workspaces.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({});
  defer(workspace.remove);
  return { folder: workspace.path };
}
