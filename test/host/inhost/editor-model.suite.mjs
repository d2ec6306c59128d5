import path from 'node:path';
import { pack } from '../../tools/pack.mjs';
import { hostFolder } from '../../tools/paths.mjs';
import { temporaryFolder } from '../cleanup.mjs';
import { fileWorkspace } from '../workspaces.mjs';

/** A workspace that names a model of VS Code, which it may not, and an installed extension that offers one. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'src/main.ts': 'const first = 1;\n',
    '.vscode/settings.json': JSON.stringify({ 'cairn.editorModel.completion': 'cairn-test/filler' }),
  });
  defer(workspace.remove);
  const packed = temporaryFolder('model-provider');
  defer(packed.remove);
  const vsix = path.join(packed.path, 'model-provider.vsix');
  await pack(vsix, { folder: path.join(hostFolder, 'fixtures/model-provider') });
  return {
    folder: workspace.path,
    vsix: [vsix],
    settings: { 'chat.disableAIFeatures': false },
  };
}
