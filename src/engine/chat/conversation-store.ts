import { type Host, HostError } from '../host';
import type { Policy } from '../workspace';
import { type Conversation, conversationTitle } from './conversation';
import { isConversationId, parseConversation, serializeConversation } from './conversation-json';
import { purgeConversation } from './purge';

export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly savedMs: number;
  readonly turns: number;
}

const suffix = '.json';
const maxBytes = 32 * 1024 * 1024;

/** Owns a directory with one file per conversation. Operations run one after the other, in the order they were asked for. */
export class ConversationStore {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: Pick<Host, 'readFile' | 'writeFile' | 'stat' | 'list' | 'remove'>,
    /** Path of the directory, joined to file names with `/`. */
    private readonly directory: string,
    /** Takes one line without any content of a conversation. */
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves once the whole conversation is on disk. */
  save(conversation: Conversation): Promise<void> {
    const content = serializeConversation(conversation);
    return this.#queue(() => this.host.writeFile(this.#path(conversation.id), content));
  }

  /** Newest first. */
  list(): Promise<readonly ConversationSummary[]> {
    return this.#queue(async () => {
      const summaries: ConversationSummary[] = [];
      for (const { id, savedMs } of await this.#files()) {
        const conversation = await this.#read(id);
        if (!conversation) continue;
        summaries.push({ id, savedMs, title: conversationTitle(conversation), turns: conversation.turns.length });
      }
      return summaries;
    });
  }

  /** Undefined when it is missing or unreadable. */
  load(id: string): Promise<Conversation | undefined> {
    return this.#queue(async () => (isConversationId(id) ? this.#read(id) : undefined));
  }

  /** The conversation saved last that can be read. */
  latest(): Promise<Conversation | undefined> {
    return this.#queue(async () => {
      for (const { id } of await this.#files()) {
        const conversation = await this.#read(id);
        if (conversation) return conversation;
      }
      return undefined;
    });
  }

  /** Removes what the policy excludes now from every stored conversation; says how many changed. */
  purge(policy: Policy): Promise<number> {
    return this.#queue(async () => {
      let changed = 0;
      for (const { id } of await this.#files()) {
        const conversation = await this.#read(id);
        if (!conversation) continue;
        const purged = purgeConversation(conversation, policy);
        if (purged === conversation) continue;
        await this.host.writeFile(this.#path(id), serializeConversation(purged));
        changed++;
      }
      return changed;
    });
  }

  /** Removes every conversation, also those set aside. */
  deleteAll(): Promise<void> {
    return this.#queue(() => this.host.remove(this.directory));
  }

  #queue<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#last.then(operation, operation);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #path(id: string): string {
    return `${this.directory}/${id}${suffix}`;
  }

  async #files(): Promise<readonly { readonly id: string; readonly savedMs: number }[]> {
    const found: { id: string; savedMs: number }[] = [];
    for (const entry of await this.#entries()) {
      const id = entry.name.slice(0, -suffix.length);
      if (entry.kind !== 'file' || !entry.name.endsWith(suffix) || !isConversationId(id)) continue;
      const stat = await this.host.stat(this.#path(id));
      if (stat) found.push({ id, savedMs: stat.modifiedMs });
    }
    return found.sort((a, b) => b.savedMs - a.savedMs || (a.id < b.id ? -1 : 1));
  }

  async #entries() {
    try {
      return await this.host.list(this.directory);
    } catch (error) {
      if (error instanceof HostError && error.kind === 'missing') return [];
      throw error;
    }
  }

  async #read(id: string): Promise<Conversation | undefined> {
    const path = this.#path(id);
    let bytes: Uint8Array;
    try {
      bytes = await this.host.readFile(path, maxBytes);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (error.kind !== 'missing') this.log(`Conversation ${id} cannot be read (${error.kind}) and is left as it is.`);
      return undefined;
    }
    const parsed = parseConversation(new TextDecoder().decode(bytes));
    if (parsed.kind === 'conversation' && parsed.conversation.id === id) return parsed.conversation;
    if (parsed.kind === 'newer') {
      this.log(`Conversation ${id} was written by a newer Cairn and is left as it is.`);
      return undefined;
    }
    await this.host.writeFile(`${path}.broken`, bytes);
    await this.host.remove(path);
    this.log(`Conversation ${id} was damaged and is kept as ${id}${suffix}.broken.`);
    return undefined;
  }
}
