import * as vscode from 'vscode';
import { type CompletionSettings, type CursorState, defaultCompletionSettings } from '../engine/completion';
import { SHOW_THRESHOLD } from '../engine/models';
import { mayAskAhead } from './may-ask-ahead';
import type { ModelState } from './model-owner';
import {
  type AskAhead,
  askAhead,
  completionLanguages,
  completionOn,
  completionOnDemand,
  completionPlaces,
} from './settings';
import type { Snooze } from './snooze';

/** What the user's settings say for a document. */
type Configured = Pick<CompletionSettings, 'enabled' | 'languages' | 'onDemand' | 'inComments' | 'inStrings'> & {
  readonly ahead: AskAhead;
};

/** Documents whose settings are kept. */
const kept = 20;

/** The user's settings as the pipeline takes them. Each key asks for them and the editor takes a while to put them together, so they are kept until they change. */
export class DocumentSettings implements vscode.Disposable {
  readonly #known = new Map<string, Configured>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(private readonly snooze: Snooze) {
    const forget = (): void => this.#known.clear();
    this.#subscriptions = [
      vscode.workspace.onDidChangeConfiguration(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
    ];
  }

  /** For the document of a cursor. */
  at({ uri, languageId }: CursorState, model: ModelState): CompletionSettings {
    const { ahead, ...configured } = this.#configured(uri, languageId);
    const snoozedUntil = this.snooze.until(uri);
    return {
      ...defaultCompletionSettings,
      ...configured,
      ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
      askAhead: mayAskAhead(ahead, model),
      threshold: SHOW_THRESHOLD,
    };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #configured(uri: string, languageId: string): Configured {
    const key = `${languageId} ${uri}`;
    const known = this.#known.get(key);
    if (known) return known;
    const configured = configuredFor({ uri: vscode.Uri.parse(uri), languageId });
    if (this.#known.size >= kept) this.#known.clear();
    this.#known.set(key, configured);
    return configured;
  }
}

function configuredFor(scope: vscode.ConfigurationScope): Configured {
  return {
    enabled: completionOn(scope),
    languages: completionLanguages(scope),
    onDemand: completionOnDemand(scope),
    ...completionPlaces(scope),
    ahead: askAhead(),
  };
}
