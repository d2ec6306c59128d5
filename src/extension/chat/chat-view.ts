import * as vscode from 'vscode';
import { ConversationStore, defaultChatBudget, FilePicker, type Turn } from '../../engine/chat';
import type { Host } from '../../engine/host';
import type { ModelClient, SecretScanner } from '../../engine/models';
import type { ContextSource } from '../../engine/retrieval';
import type { Policy } from '../../engine/workspace';
import { parseFromPanel } from '../../webview/chat/protocol';
import type { SourceOpener } from '../source-opener';
import { ChatController } from './chat-controller';
import { EditorSurface } from './editor-surface';
import { panelHtml } from './panel-html';

export interface ChatViewOptions {
  readonly extensionUri: vscode.Uri;
  /** Path of the directory that holds a directory of conversations for each workspace. */
  readonly directory: string;
  /** Names this workspace's directory in it. */
  readonly workspace: string;
  readonly state: vscode.Memento;
  readonly context: ContextSource;
  /** The model that chats; undefined without an endpoint. */
  readonly model: () => ModelClient | undefined;
  /** How people know that model, for instance `qwen3 at localhost:11434`; its id when absent. */
  readonly modelName?: () => string | undefined;
  readonly policy: () => Policy | undefined;
  /** Canonical URIs of files that come first in every answer. */
  readonly pins: () => readonly string[];
  readonly opener: SourceOpener;
  /** Told of each turn when it has its sources. */
  readonly grounded: (turn: Turn) => void;
  readonly scanner: SecretScanner;
  readonly host: Host;
  readonly log: Pick<vscode.LogOutputChannel, 'info' | 'warn'>;
}

const shownKey = 'cairn.conversation';

function idIn(state: vscode.Memento): string | undefined {
  const id: unknown = state.get(shownKey);
  return typeof id === 'string' ? id : undefined;
}

/** The chat panel in the activity bar. The conversation lives on while the panel is hidden. */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly viewId = 'cairn.chat';
  readonly #controller: ChatController;
  #view: vscode.WebviewView | undefined;

  constructor(private readonly options: ChatViewOptions) {
    const { context, model, policy, pins, scanner, host, log, state } = options;
    const chatModel = (): ModelClient | undefined => (model()?.description.canChat ? model() : undefined);
    this.#controller = new ChatController({
      answering: { context, model: chatModel, policy, pins, scanner, budget: defaultChatBudget },
      store: new ConversationStore(host, `${options.directory}/${options.workspace}`, (line) => log.warn(line)),
      picker: new FilePicker(context, () => host.monotonic()),
      surface: new EditorSurface(options.opener),
      host,
      shown: { get: () => idIn(state), set: (id) => void state.update(shownKey, id) },
      modelName: () => chatModel() && (options.modelName?.() ?? chatModel()?.description.id),
      post: (message) => void this.#view?.webview.postMessage(message),
      log: (line) => log.info(line),
      grounded: options.grounded,
    });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#controller.panelGone();
    const root = vscode.Uri.joinPath(this.options.extensionUri, 'dist', 'webview');
    const address = (file: string): string => view.webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
    view.webview.options = { enableScripts: true, localResourceRoots: [root] };
    view.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseFromPanel(value);
      if (message) void this.#controller.receive(message);
      else this.options.log.warn('Chat: the panel sent a message that is not understood.');
    });
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#controller.panelGone();
    });
    const files = { script: address('chat.js'), styles: [address('codicon.css'), address('chat.css')] };
    view.webview.html = panelHtml(files, view.webview.cspSource, this.options.host.randomId());
  }

  /** Shows the panel and asks; resolves when the answer has ended. */
  async ask(text: string): Promise<void> {
    await this.show();
    await this.#controller.ask(text);
  }

  /** Shows the panel with the cursor in the question. */
  async show(): Promise<void> {
    await vscode.commands.executeCommand(`${ChatView.viewId}.focus`);
    void this.#view?.webview.postMessage({ kind: 'focus' });
  }

  async newConversation(): Promise<void> {
    await this.#controller.newConversation();
    await this.show();
  }

  /** Asks which conversation of this workspace to go on with. */
  async openConversation(): Promise<void> {
    const conversations = await this.#controller.earlier();
    if (conversations.length === 0) {
      void vscode.window.showInformationMessage(
        'No conversation is stored in this workspace; ask a question to begin one.',
      );
      return;
    }
    const choices = conversations.map(({ id, title, turns, askedMs }) => ({
      id,
      label: title,
      description: `${turns} ${turns === 1 ? 'question' : 'questions'}, ${dateOf(askedMs)}`,
    }));
    const chosen = await vscode.window.showQuickPick(choices, {
      title: 'Open conversation',
      placeHolder: 'Conversations of this workspace, newest first',
      matchOnDescription: true,
    });
    if (!chosen) return;
    await this.#controller.open(chosen.id);
    await this.show();
  }

  stop(): Promise<void> {
    return this.#controller.stop();
  }

  /** To be called whenever the policy has changed. */
  policyChanged(): Promise<void> {
    return this.#controller.policyChanged();
  }

  /** To be called whenever the model that chats has changed. */
  modelChanged(): void {
    this.#controller.modelChanged();
  }

  /** Forgets every conversation of every workspace, also on disk. */
  async eraseAll(): Promise<void> {
    await this.#controller.eraseAll();
    await this.options.host.remove(this.options.directory);
  }

  dispose(): void {
    this.#controller.dispose();
  }
}

/** Day and minute, as the user's language writes them. */
function dateOf(ms: number): string {
  return new Date(ms).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}
