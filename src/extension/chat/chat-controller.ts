import {
  type AnswerAction,
  type AnswerEvent,
  type AnswerPorts,
  addTurn,
  answer,
  applyEvent,
  type Conversation,
  type ConversationStore,
  type ConversationSummary,
  type FilePicker,
  formatMention,
  newConversation,
  newTurn,
  purgeConversation,
  replaceTurn,
  type Source,
  type Turn,
} from '../../engine/chat';
import { type Host, newTraceId } from '../../engine/host';
import type { FromPanel, ToPanel } from '../../webview/chat/protocol';
import { turnView } from './turn-view';

/** What the chat does in the editor. */
export interface ChatSurface {
  openSource(source: Source): Promise<void>;
  openLink(href: string): Promise<void>;
  copy(text: string): Promise<void>;
  insert(text: string): Promise<void>;
  act(action: Exclude<AnswerAction, 'retry'>): Promise<void>;
  /** Canonical URIs of the files in the editor's tabs, the active one first. */
  openFiles(): readonly string[];
}

export interface ChatControllerPorts {
  readonly answering: AnswerPorts;
  readonly store: ConversationStore;
  readonly picker: FilePicker;
  readonly surface: ChatSurface;
  readonly host: Pick<Host, 'now' | 'randomId'>;
  /** Keeps over a reload which conversation this window shows. */
  readonly shown: { get(): string | undefined; set(id: string): void };
  /** How the panel names the model that answers; undefined when none that chats is set. */
  readonly modelName: () => string | undefined;
  readonly post: (message: ToPanel) => void;
  /** Takes one line without any content of a conversation. */
  readonly log: (line: string) => void;
  /** Told of each turn when it has its sources. */
  readonly grounded?: (turn: Turn) => void;
}

const filesOffered = 12;

/** Owns the conversation on screen and the answer being written; the panel may come and go meanwhile. */
export class ChatController {
  readonly #loaded: Promise<void>;
  #conversation: Conversation;
  #running: { readonly turnId: string; readonly abort: AbortController; readonly ended: Promise<void> } | undefined;
  #panelReady = false;

  constructor(private readonly ports: ChatControllerPorts) {
    this.#conversation = this.#fresh();
    this.#loaded = this.#load();
  }

  /** The panel went away; nothing is posted until it says that it is ready. */
  panelGone(): void {
    this.#panelReady = false;
  }

  /** Resolves when the answer has ended. An answer still being written is stopped first. */
  async ask(text: string): Promise<void> {
    const question = text.trim();
    if (!question) return;
    await this.#loaded;
    while (this.#running) await this.stop();
    const { host } = this.ports;
    const turn = newTurn(host.randomId(), newTraceId(host), question, host.now());
    const earlier = this.#conversation;
    this.#conversation = addTurn(earlier, turn);
    this.#post({ kind: 'turn', turn: turnView(turn) });
    const abort = new AbortController();
    const ended = this.#answer(turn, earlier, abort.signal);
    this.#running = { turnId: turn.id, abort, ended };
    await ended;
  }

  /** Resolves once the answer being written, if any, has ended. */
  async stop(): Promise<void> {
    const running = this.#running;
    running?.abort.abort();
    await running?.ended;
  }

  async newConversation(): Promise<void> {
    await this.#loaded;
    await this.stop();
    this.#show(this.#fresh());
  }

  /** The conversations of this workspace, newest first. */
  async earlier(): Promise<readonly ConversationSummary[]> {
    await this.#loaded;
    return (await this.#quietly('list', this.ports.store.list())) ?? [];
  }

  /** Shows a stored conversation; one that cannot be read leaves what is shown. */
  async open(id: string): Promise<void> {
    await this.#loaded;
    if (id === this.#conversation.id) return;
    const stored = await this.#quietly('load', this.ports.store.load(id));
    if (!stored) return;
    await this.stop();
    this.#show(stored);
  }

  /** Applies the newest policy backwards: to the conversation on screen, an answer being written, and everything stored. */
  async policyChanged(): Promise<void> {
    await this.#loaded;
    const policy = this.ports.answering.policy();
    this.ports.picker.forget();
    if (!policy) return;
    const purged = purgeConversation(this.#conversation, policy);
    if (purged !== this.#conversation) {
      const running = this.#running;
      if (running && this.#turn(running.turnId) !== purged.turns.find((turn) => turn.id === running.turnId)) {
        running.abort.abort();
      }
      this.#conversation = purged;
      this.#postState();
      await this.#save();
    }
    const changed = await this.#quietly('purge', this.ports.store.purge(policy));
    if (changed) this.ports.log(`Chat: ${changed} stored conversations lost sources that are excluded now.`);
  }

  modelChanged(): void {
    this.#post({ kind: 'model', model: this.ports.modelName() });
  }

  /** Forgets every conversation, also on disk. */
  async eraseAll(): Promise<void> {
    await this.newConversation();
    await this.ports.store.deleteAll();
  }

  /** A message that the panel's parser accepted. */
  async receive(message: FromPanel): Promise<void> {
    const { surface } = this.ports;
    switch (message.kind) {
      case 'ready':
        await this.#loaded;
        this.#panelReady = true;
        return this.#postState();
      case 'ask':
        return this.ask(message.text);
      case 'stop':
        return this.stop();
      case 'open-source': {
        const source = this.#turn(message.turnId)?.sources.find((candidate) => candidate.number === message.number);
        return source ? surface.openSource(source) : undefined;
      }
      case 'open-link':
        return surface.openLink(message.href);
      case 'copy':
        return surface.copy(message.text);
      case 'insert':
        return surface.insert(message.text);
      case 'find-files':
        return this.#findFiles(message.request, message.text);
      case 'act':
        return message.action === 'retry' ? this.#retry(message.turnId) : surface.act(message.action);
    }
  }

  dispose(): void {
    this.#running?.abort.abort();
    this.#panelReady = false;
  }

  async #answer(turn: Turn, earlier: Conversation, signal: AbortSignal): Promise<void> {
    const { answering, log } = this.ports;
    for await (const event of answer({ trace: turn.trace, text: turn.question }, earlier, answering, signal)) {
      // After a purge nothing that the excluded file led to may be added.
      if (signal.aborted && event.kind === 'delta') continue;
      this.#apply(turn.id, event);
      if (event.kind === 'sources') await this.#save();
      if (event.kind === 'failed') log(`Chat ${turn.trace} failed; offered: ${event.action}.`);
    }
    if (this.#running?.turnId === turn.id) this.#running = undefined;
    await this.#save();
  }

  #apply(turnId: string, event: AnswerEvent): void {
    const before = this.#turn(turnId);
    if (!before) return;
    const after = applyEvent(before, event);
    this.#conversation = replaceTurn(this.#conversation, after);
    if (event.kind === 'sources') this.ports.grounded?.(after);
    if (event.kind === 'delta') this.#post({ kind: 'delta', turnId, at: before.answer.length, text: event.text });
    else this.#post({ kind: 'turn', turn: turnView(after) });
  }

  async #retry(turnId: string): Promise<void> {
    const turn = this.#turn(turnId);
    if (!turn || turn.outcome.kind === 'running') return;
    if (turn === this.#conversation.turns.at(-1)) {
      this.#conversation = { ...this.#conversation, turns: this.#conversation.turns.slice(0, -1) };
      this.#postState();
    }
    await this.ask(turn.question);
  }

  async #findFiles(request: number, text: string): Promise<void> {
    const { picker, surface } = this.ports;
    const found = await this.#quietly('file list', picker.suggest(text, filesOffered, surface.openFiles()));
    const files = (found ?? []).map(({ path }) => ({ path, mention: formatMention(path) }));
    this.#post({ kind: 'files', request, files });
  }

  async #load(): Promise<void> {
    const { store, shown } = this.ports;
    const id = shown.get();
    const known = id === undefined ? undefined : await this.#quietly('load', store.load(id));
    this.#show(known ?? this.#conversation);
  }

  async #save(): Promise<void> {
    if (this.#conversation.turns.length > 0) await this.#quietly('save', this.ports.store.save(this.#conversation));
  }

  /** Undefined and one line in the log when it fails: the conversation goes on without its file. */
  async #quietly<T>(what: string, work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      this.ports.log(`Chat: ${what} failed (${error instanceof Error ? error.name : typeof error}).`);
      return undefined;
    }
  }

  #show(conversation: Conversation): void {
    const policy = this.ports.answering.policy();
    this.#conversation = policy ? purgeConversation(conversation, policy) : conversation;
    this.ports.shown.set(conversation.id);
    this.#postState();
  }

  #fresh(): Conversation {
    return newConversation(this.ports.host.randomId(), this.ports.host.now());
  }

  #turn(id: string): Turn | undefined {
    return this.#conversation.turns.find((turn) => turn.id === id);
  }

  #postState(): void {
    this.#post({ kind: 'state', turns: this.#conversation.turns.map(turnView), model: this.ports.modelName() });
  }

  #post(message: ToPanel): void {
    if (this.#panelReady) this.ports.post(message);
  }
}
