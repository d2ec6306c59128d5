import { fileWorkspace } from '../workspaces.mjs';

/** The user's map of languages has one entry that is no boolean. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'main.ts': 'const first = 1;\n', 'notes.md': '# Notes\n' });
  defer(workspace.remove);
  return { folder: workspace.path, settings: { 'cairn.completion.languages': { python: 'sometimes', go: false } } };
}
