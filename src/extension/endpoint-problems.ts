import * as vscode from 'vscode';
import type { ModelHealth } from '../engine/completion';
import type { ModelDescription, ModelError } from '../engine/models';
import type { Status } from './status';

/** The same kind of failure is told once in this time. Milliseconds. */
const quietMs = 10 * 60 * 1000;

/** Tells of endpoint failures: the status bar at once and until the endpoint answers, a notification once for each kind, then quiet. */
export class EndpointProblems implements ModelHealth {
  readonly #told = new Map<ModelError['kind'], number>();

  constructor(
    private readonly status: Status,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  failed(error: ModelError): void {
    this.status.problem(error.message);
    this.log.warn(`Endpoint: ${error.kind}. ${error.message}`);
    const last = this.#told.get(error.kind);
    if (last !== undefined && Date.now() - last < quietMs) return;
    this.#told.set(error.kind, Date.now());
    void this.#notify(error);
  }

  answered({ endpointKind }: ModelDescription): void {
    if (endpointKind !== 'embedded') this.status.problem(undefined);
  }

  async #notify(error: ModelError): Promise<void> {
    const action = error.kind === 'unauthorised' ? 'Set Key' : 'Set Endpoint';
    const choice = await vscode.window.showWarningMessage(error.message, action, 'Show Log');
    if (choice === 'Show Log') this.log.show();
    else if (choice) await vscode.commands.executeCommand(choice === 'Set Key' ? 'cairn.setKey' : 'cairn.setEndpoint');
  }
}
