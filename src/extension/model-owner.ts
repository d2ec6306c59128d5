import * as vscode from 'vscode';
import { type EndpointConfig, loadEndpointClient, type ModelClient, validateBaseUrl } from '../engine/models';
import { type EndpointSettings, endpointSettings } from './settings';

const keyPrefix = 'cairn.endpoint.key:';

/** A key belongs to the origin that it was entered for; it is never sent to another one. */
const keyName = (url: string): string => `${keyPrefix}${new URL(url).origin}`;

export type ModelState =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'endpoint'; readonly model: string; readonly chatModel: string; readonly host: string }
  | { readonly kind: 'misconfigured'; readonly problem: string };

/** Owns which model serves: the embedded one until an endpoint is named in the user's settings. */
export class ModelOwner implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ModelState>();
  readonly #subscriptions: vscode.Disposable[] = [this.#changed];
  #completion: ModelClient | undefined;
  #chat: ModelClient | undefined;
  #generation = 0;

  readonly onDidChange = this.#changed.event;
  state: ModelState = { kind: 'embedded' };

  constructor(
    private readonly embedded: ModelClient,
    private readonly secrets: vscode.SecretStorage,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#completion = embedded;
    this.#subscriptions.push(
      secrets.onDidChange((event) => {
        if (event.key.startsWith(keyPrefix)) void this.refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('cairn.endpoint')) void this.refresh();
      }),
    );
  }

  /** The model that completes; undefined while the endpoint is misconfigured. */
  forCompletion(): ModelClient | undefined {
    return this.#completion;
  }

  /** The model that chats; undefined without an endpoint. */
  forChat(): ModelClient | undefined {
    return this.#chat;
  }

  async refresh(): Promise<void> {
    const generation = ++this.#generation;
    const settings = endpointSettings();
    if (!settings.url) return this.#become({ kind: 'embedded' }, this.embedded, undefined);
    const checked = validateBaseUrl(settings.url);
    if (checked.kind === 'bad')
      return this.#become({ kind: 'misconfigured', problem: checked.problem }, undefined, undefined);
    if (!settings.model) {
      const problem = 'An endpoint is set without a model: name one in the setting cairn.endpoint.model.';
      return this.#become({ kind: 'misconfigured', problem }, undefined, undefined);
    }
    const apiKey = await this.secrets.get(keyName(checked.url));
    const completion = await loadEndpointClient(configOf(settings, settings.model, apiKey));
    const chat = settings.chatModel
      ? await loadEndpointClient(configOf(settings, settings.chatModel, apiKey))
      : completion;
    if (generation !== this.#generation) return;
    this.#become(
      {
        kind: 'endpoint',
        model: settings.model,
        chatModel: settings.chatModel || settings.model,
        host: new URL(checked.url).host,
      },
      completion,
      chat,
    );
  }

  /** Keeps the key for the URL's origin; an empty key removes it. */
  async storeKey(url: string, key: string): Promise<void> {
    await (key ? this.secrets.store(keyName(url), key) : this.secrets.delete(keyName(url)));
  }

  async eraseKeys(): Promise<void> {
    const names = (await this.secrets.keys()).filter((name) => name.startsWith(keyPrefix));
    await Promise.all(names.map((name) => this.secrets.delete(name)));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  #become(state: ModelState, completion: ModelClient | undefined, chat: ModelClient | undefined): void {
    this.state = state;
    this.#completion = completion;
    this.#chat = chat;
    this.log.info(state.kind === 'endpoint' ? `Model: ${state.model} at ${state.host}.` : `Model: ${state.kind}.`);
    this.#changed.fire(state);
  }
}

function configOf(settings: EndpointSettings, model: string, apiKey: string | undefined): EndpointConfig {
  return { baseUrl: settings.url, model, fim: settings.fim, ...(apiKey ? { apiKey } : {}) };
}
