import * as vscode from 'vscode';
import type { CompletionPipeline } from '../../engine/completion';
import type { ChatView } from '../chat';
import type { ContextView, LastCompletion, Pins } from '../context-view';
import type { ContextServer } from '../context-server';
import type { EndpointUse } from '../endpoint-use';
import type { MetricsOwner } from '../metrics';
import type { ModelOwner } from '../model-owner';

interface Erasable {
  readonly chat: ChatView;
  readonly server: ContextServer;
  readonly metrics: MetricsOwner;
  readonly models: ModelOwner;
  readonly use: EndpointUse;
  readonly pipeline: CompletionPipeline;
  readonly contextView: ContextView;
  readonly lastCompletion: LastCompletion;
  readonly pins: Pins;
}

/** Asks, then removes everything that Cairn keeps; files and settings stay. */
export async function eraseAllData(data: Erasable): Promise<void> {
  const erase = 'Erase';
  const choice = await vscode.window.showWarningMessage(
    'Erase all of Cairn’s data?',
    {
      modal: true,
      detail:
        'Conversations, acceptance records, endpoint keys, today’s count of tokens and indexes are removed, for all workspaces, and the pins of this one. Your files and settings stay.',
    },
    erase,
  );
  if (choice !== erase) return;
  const { chat, server, metrics, models, use, pipeline, contextView, lastCompletion, pins } = data;
  pipeline.purge();
  lastCompletion.forget();
  contextView.forget();
  const results = await Promise.allSettled([
    chat.eraseAll(),
    metrics.erase(),
    models.eraseKeys(),
    use.erase(),
    pins.erase(),
    server.eraseIndexes(),
  ]);
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length === 0)
    void vscode.window.showInformationMessage('All of Cairn’s data is erased. The index is being built anew.');
  else void vscode.window.showErrorMessage(`Some data could not be erased: ${String(failed[0].reason)}`);
}
