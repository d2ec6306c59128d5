import * as vscode from 'vscode';
import type { Policy } from '../../engine/workspace';
import { Pins } from './pins';

/** A checkout deletes and makes files in one go; what is missing after this is gone. Milliseconds. */
const settleMs = 1000;

/** The pins of this workspace, kept in step with its files. */
export function workspacePins(
  state: vscode.Memento,
  policy: () => Policy | undefined,
): { readonly pins: Pins; readonly watching: vscode.Disposable } {
  const pins = new Pins({
    state,
    policy,
    inWorkspace: (uri) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) !== undefined,
    exists: async (uri) => {
      try {
        await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
        return true;
      } catch (error) {
        return !(error instanceof vscode.FileSystemError && error.code === 'FileNotFound');
      }
    },
  });
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    if (pins.list().length === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => void pins.filesChanged(), settleMs);
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*', true, true, false);
  const watching = vscode.Disposable.from(
    pins,
    watcher,
    watcher.onDidDelete(later),
    vscode.workspace.onDidChangeWorkspaceFolders(later),
    vscode.workspace.onDidRenameFiles(async ({ files }) => {
      for (const { oldUri, newUri } of files) await pins.renamed(oldUri.toString(), newUri.toString());
    }),
    { dispose: () => clearTimeout(timer) },
  );
  later();
  return { pins, watching };
}
