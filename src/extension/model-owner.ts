import * as vscode from 'vscode';
import {
  type CheckRequest,
  EditorClient,
  endpointClient,
  type EndpointConfig,
  EndpointLimits,
  EndpointMemory,
  listModels,
  type ModelClient,
  type ModelList,
  validateBaseUrl,
} from '../engine/models';
import { editorModel } from './editor-models';
import type { EndpointUse } from './endpoint-use';
import { type EditorModelSettings, editorModelSettings, type EndpointSettings, endpointSettings } from './settings';
import { useLine } from './use-text';

const keyPrefix = 'cairn.endpoint.key:';

/** A key belongs to the origin that it was entered for; it is never sent to another one. */
const keyName = (url: string): string => `${keyPrefix}${new URL(url).origin}`;

/** `starting` until settings and key are read. `editor` names the models of the editor that stand in for the rest. */
export type ModelState = { readonly editor?: EditorModelSettings } & (
  | { readonly kind: 'starting' }
  | { readonly kind: 'embedded' }
  | { readonly kind: 'endpoint'; readonly model: string; readonly chatModel: string; readonly host: string }
  | { readonly kind: 'misconfigured'; readonly problem: string }
);

/** Owns which model serves: the embedded one until an endpoint is named in the user's settings. */
export class ModelOwner implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ModelState>();
  readonly #subscriptions: vscode.Disposable[] = [this.#changed];
  #completion: ModelClient | undefined;
  #chat: ModelClient | undefined;
  readonly #memory = new EndpointMemory();
  /** By host; kept for the window's life, so that a change of settings does not end a wait. */
  readonly #limits = new Map<string, EndpointLimits>();
  #generation = 0;
  /** As they were when they last changed: each key asks for some of them. */
  #settings = endpointSettings();

  readonly onDidChange = this.#changed.event;
  state: ModelState = { kind: 'starting' };

  constructor(
    private readonly embedded: ModelClient,
    private readonly secrets: vscode.SecretStorage,
    private readonly use: EndpointUse,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#subscriptions.push(
      secrets.onDidChange((event) => {
        if (event.key.startsWith(keyPrefix)) void this.refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('cairn.endpoint') || event.affectsConfiguration('cairn.editorModel'))
          void this.refresh();
      }),
    );
  }

  /** The model that completes; undefined before the settings are read and while the endpoint is misconfigured. */
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
    this.#settings = settings;
    if (!settings.url) return this.#become({ kind: 'embedded' }, this.embedded, undefined);
    const checked = validateBaseUrl(settings.url);
    if (checked.kind === 'bad')
      return this.#become({ kind: 'misconfigured', problem: checked.problem }, undefined, undefined);
    if (!settings.model) {
      const problem = 'An endpoint is set without a model: name one in the setting cairn.endpoint.model.';
      return this.#become({ kind: 'misconfigured', problem }, undefined, undefined);
    }
    const apiKey = await this.secrets.get(keyName(checked.url));
    if (generation !== this.#generation) return;
    const completion = endpointClient(this.#configOf(settings, settings.model, apiKey));
    const chat = settings.chatModel ? endpointClient(this.#configOf(settings, settings.chatModel, apiKey)) : completion;
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

  /** What was used of the endpoint today, where a limit or a price is set. */
  useToday(): string | undefined {
    if (this.state.kind !== 'endpoint') return undefined;
    const { limits, price } = this.#settings;
    return useLine(this.use.of(this.state.host).today(), limits.dailyTokens, price);
  }

  /** What a check of the endpoint needs, even of a misconfigured one; undefined while none is set. */
  async checkRequest(): Promise<Omit<CheckRequest, 'trace'> | undefined> {
    const settings = endpointSettings();
    if (!settings.url) return undefined;
    const checked = validateBaseUrl(settings.url);
    const apiKey = checked.kind === 'good' ? await this.secrets.get(keyName(checked.url)) : undefined;
    return { config: this.#configOf(settings, settings.model, apiKey), chatModel: settings.chatModel };
  }

  /** The models that an endpoint offers, asked with the key that is kept for it. */
  async listModels(url: string): Promise<ModelList> {
    const checked = validateBaseUrl(url);
    const apiKey = checked.kind === 'good' ? await this.secrets.get(keyName(checked.url)) : undefined;
    return listModels({ baseUrl: url, ...(apiKey ? { apiKey } : {}) });
  }

  /** Makes the next completion find out anew how the endpoint is asked. */
  forgetEndpoint(): void {
    const checked = validateBaseUrl(endpointSettings().url);
    if (checked.kind === 'good') this.#memory.forget(checked.url);
  }

  /** Keeps the key for the URL's origin; an empty key removes it. */
  async storeKey(url: string, key: string): Promise<void> {
    await (key ? this.secrets.store(keyName(url), key) : this.secrets.delete(keyName(url)));
    if (URL.canParse(url)) this.#limits.get(new URL(url).host)?.keyChanged();
  }

  async eraseKeys(): Promise<void> {
    const names = (await this.secrets.keys()).filter((name) => name.startsWith(keyPrefix));
    await Promise.all(names.map((name) => this.secrets.delete(name)));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  #become(base: ModelState, completion: ModelClient | undefined, chat: ModelClient | undefined): void {
    const editor = editorModelSettings();
    const state = editor.chat || editor.completion ? { ...base, editor } : base;
    this.state = state;
    this.#completion = editor.completion ? new EditorClient(editorModel(editor.completion)) : completion;
    this.#chat = editor.chat ? new EditorClient(editorModel(editor.chat)) : chat;
    this.log.info(state.kind === 'endpoint' ? `Model: ${state.model} at ${state.host}.` : `Model: ${state.kind}.`);
    this.#changed.fire(state);
  }

  #configOf(settings: EndpointSettings, model: string, apiKey: string | undefined): EndpointConfig {
    const checked = validateBaseUrl(settings.url);
    const limits = checked.kind === 'good' ? { limits: this.#limitsOf(new URL(checked.url).host) } : {};
    const key = apiKey ? { apiKey } : {};
    return { baseUrl: settings.url, model, ...settings.fill, memory: this.#memory, ...limits, ...key };
  }

  #limitsOf(host: string): EndpointLimits {
    const known = this.#limits.get(host);
    if (known) return known;
    const limits = new EndpointLimits(host, () => this.#settings.limits, this.use.of(host));
    this.#limits.set(host, limits);
    return limits;
  }
}
