import * as vscode from 'vscode';
import type { Host } from '../engine/host';
import type { ModelOwner } from './model-owner';

export interface EndpointCheck {
  /** Asks the endpoint, with a progress notification; false when that was cancelled. */
  readonly prepare: () => Promise<boolean>;
  /** The last check as Markdown. */
  readonly content: () => Promise<string>;
}

/** The report of `Cairn: Check Endpoint`. */
export function endpointCheck(models: ModelOwner, host: Host): EndpointCheck {
  let report = '';
  const run = async (signal: AbortSignal): Promise<string> => {
    const { checkedEndpoint } = await import('./checked-endpoint');
    return checkedEndpoint(models, host, signal);
  };
  return {
    prepare: async () => {
      const made = await withProgress('Cairn checks the endpoint', run);
      if (made === undefined) return false;
      report = made;
      return true;
    },
    content: async () => report,
  };
}

/** What the work gives; undefined when the user cancelled it. */
function withProgress<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      try {
        return await run(abort.signal);
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        throw error;
      }
    }),
  );
}
