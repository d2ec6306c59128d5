import * as vscode from 'vscode';
import type { ContextServer } from '../context-server';

const pausedContext = 'cairn.indexingPaused';

/** Leaves the index as it is, but for open documents, until it is resumed or the window is closed. */
export async function pauseIndexing(server: ContextServer): Promise<void> {
  server.setPaused(true);
  await vscode.commands.executeCommand('setContext', pausedContext, true);
}

export async function resumeIndexing(server: ContextServer): Promise<void> {
  server.setPaused(false);
  await vscode.commands.executeCommand('setContext', pausedContext, false);
}

/** Drops the index with what is stored of it and builds it anew, showing how far it is. */
export async function rebuildIndex(server: ContextServer): Promise<void> {
  await resumeIndexing(server);
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: 'Cairn: rebuilding the index' },
      async (progress) => {
        const told = server.onProgress(({ filesDone, files }) => {
          progress.report({ message: `${filesDone.toLocaleString('en')} of ${files.toLocaleString('en')} files` });
        });
        try {
          await server.request('cairn/rebuild', null);
          await searchable(server);
        } finally {
          told.dispose();
        }
      },
    );
  } catch {
    void vscode.window.showErrorMessage(
      'The index cannot be rebuilt while the context server is away. Try again in a moment.',
    );
  }
}

/** Resolves when every file can be found by its words. */
async function searchable(server: ContextServer): Promise<void> {
  const isDone = ({ phase, files, filesDone }: Awaited<ReturnType<typeof statusOf>>): boolean =>
    phase === 'ready' || phase === 'no-folder' || phase === 'paused' || (files > 0 && filesDone >= files);
  for (let status = await statusOf(server); !isDone(status); status = await statusOf(server)) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function statusOf(server: ContextServer) {
  return server.request('cairn/status', null);
}
