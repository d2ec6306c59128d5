import { packageWorkspace } from '../workspaces.mjs';

const spaces = "  var spaces = app.get('json spaces');\n";

/** Express without the second place where it reads its `json spaces`. */
export async function setup({ defer }) {
  const workspace = packageWorkspace('express');
  defer(workspace.remove);
  const text = workspace.read('lib/response.js');
  const second = text.lastIndexOf(spaces);
  workspace.write('lib/response.js', text.slice(0, second) + text.slice(second + spaces.length));
  return { folder: workspace.path };
}
