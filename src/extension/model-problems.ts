import { hostname } from 'node:os';
import * as vscode from 'vscode';
import type { ModelHealth } from '../engine/completion';
import { isLoopback, type ModelDescription, type ModelError } from '../engine/models';
import { remoteMachine } from './remote-machine';
import { type Remedy, remediesOf } from './remedies';
import { endpointSettings } from './settings';
import type { Status } from './status';

/** The same kind of failure is told once in this time. Milliseconds. */
const quietMs = 10 * 60 * 1000;

const commands: Readonly<Record<Remedy, readonly [command: string, ...values: string[]]>> = {
  'Check Endpoint': ['cairn.checkEndpoint'],
  'Set Endpoint': ['cairn.setEndpoint'],
  'Set Key': ['cairn.setKey'],
  'Change Limits': ['workbench.action.openSettings', 'cairn.endpoint.dailyTokens'],
  'Choose Model': ['cairn.useEditorModel'],
};

/**
 * Tells of failures of the model that completes: the status bar at once and until it answers, a notification once for each kind, then
 * quiet.
 */
export class ModelProblems implements ModelHealth {
  readonly #told = new Map<ModelError['kind'], number>();

  constructor(
    private readonly status: Status,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  failed(error: ModelError, { endpointKind }: ModelDescription): void {
    this.status.problem(error.message);
    this.log.warn(`Model: ${error.kind}. ${error.message}`);
    const last = this.#told.get(error.kind);
    if (last !== undefined && Date.now() - last < quietMs) return;
    this.#told.set(error.kind, Date.now());
    void this.#notify(error, remediesOf(error.kind, endpointKind));
  }

  answered(): void {
    this.status.problem(undefined);
  }

  /** Another model, address or key serves from now on: what goes wrong with it is news. */
  modelChanged(): void {
    this.#told.clear();
  }

  async #notify(error: ModelError, remedies: readonly Remedy[]): Promise<void> {
    const choice = await vscode.window.showWarningMessage(withMachine(error), ...remedies);
    if (!choice) return;
    const [command, ...values] = commands[choice];
    await vscode.commands.executeCommand(command, ...values);
  }
}

/** In a remote window, a loopback address is not the machine that its user thinks of. */
function withMachine({ kind, message }: ModelError): string {
  if (kind !== 'unreachable' || !remoteMachine(vscode.env.remoteName) || !isLoopback(endpointSettings().url))
    return message;
  return `${message} It was asked from ${hostname()}, where this window works: "Check Endpoint" says how to reach yours.`;
}
