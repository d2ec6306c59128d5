import { hostname } from 'node:os';
import * as vscode from 'vscode';
import type { ModelHealth } from '../engine/completion';
import { isLoopback, type ModelDescription, type ModelError } from '../engine/models';
import { endpointSettings } from './settings';
import type { Status } from './status';

/** The same kind of failure is told once in this time. Milliseconds. */
const quietMs = 10 * 60 * 1000;

/** What helps against a kind of failure, where it is not another endpoint. */
const actions: Readonly<Partial<Record<ModelError['kind'], 'Set Key' | 'Change Limits'>>> = {
  unauthorised: 'Set Key',
  'over-budget': 'Change Limits',
};

const commands = {
  'Check Endpoint': ['cairn.checkEndpoint'],
  'Set Endpoint': ['cairn.setEndpoint'],
  'Set Key': ['cairn.setKey'],
  'Change Limits': ['workbench.action.openSettings', 'cairn.endpoint.dailyTokens'],
} as const;

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
    const set = actions[error.kind] ?? 'Set Endpoint';
    const choice = await vscode.window.showWarningMessage(withMachine(error), 'Check Endpoint', set);
    if (!choice) return;
    const [command, ...values] = commands[choice];
    await vscode.commands.executeCommand(command, ...values);
  }
}

/** In a remote window, a loopback address is not the machine that its user thinks of. */
function withMachine({ kind, message }: ModelError): string {
  if (kind !== 'unreachable' || !vscode.env.remoteName || !isLoopback(endpointSettings().url)) return message;
  return `${message} It was asked from ${hostname()}, where this window works: "Check Endpoint" says how to reach yours.`;
}
