import type { MessageConnection } from 'vscode-languageserver/node';
import { composePolicySnapshot, noExclusionSettings } from '../../src/engine/workspace';

/** Makes a context server that was just started index a folder, which nothing but the built-in rules excludes from. `folder` is a URI. */
export async function beginIndexing(connection: MessageConnection, folder: string): Promise<void> {
  const { snapshot } = composePolicySnapshot({
    folders: [folder],
    settings: noExclusionSettings,
    ignoreFiles: [],
    epoch: 1,
  });
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { workspace: { workspaceFolders: true } },
    workspaceFolders: [{ uri: folder, name: 'workspace' }],
    initializationOptions: { policy: snapshot },
  });
  await connection.sendNotification('initialized', {});
}
