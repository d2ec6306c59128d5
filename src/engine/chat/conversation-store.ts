import { type Host, HostError } from '../host';
import { canonicalUri } from '../text';
import type { Policy } from '../workspace';
import { type Conversation, conversationTitle } from './conversation';
import { isConversationId, parseConversation, serializeConversation } from './conversation-json';
import { purgeConversation } from './purge';

export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  /** When the last question was asked; milliseconds since the epoch. */
  readonly askedMs: number;
  readonly turns: number;
}

const suffix = '.json';
const damaged = '.json.broken';
const maxBytes = 32 * 1024 * 1024;

/** Owns a directory with one file per conversation. Operations run one after the other, in the order they were asked for. */
export class ConversationStore {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: Pick<Host, 'readFile' | 'writeFile' | 'list' | 'remove'>,
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

  /** The one with the newest question first; empty ones are left out. */
  list(): Promise<readonly ConversationSummary[]> {
    return this.#queue(async () => {
      const summaries: ConversationSummary[] = [];
      for (const id of await this.#ids(suffix)) {
        const conversation = await this.#read(id);
        const last = conversation?.turns.at(-1);
        if (!conversation || !last) continue;
        const title = conversationTitle(conversation);
        summaries.push({ id, askedMs: last.askedMs, title, turns: conversation.turns.length });
      }
      return summaries.sort((a, b) => b.askedMs - a.askedMs || (a.id < b.id ? -1 : 1));
    });
  }

  /** Undefined when it is missing or unreadable. */
  load(id: string): Promise<Conversation | undefined> {
    return this.#queue(async () => (isConversationId(id) ? this.#read(id) : undefined));
  }

  /**
   * Removes what the policy excludes now from every stored conversation; says how many changed. A damaged one that names a file
   * which is not free, or lacks the sources of an answer, is removed whole: nobody can tell what in it came from where.
   */
  purge(policy: Policy): Promise<number> {
    return this.#queue(async () => {
      let changed = 0;
      for (const id of await this.#ids(suffix)) {
        const conversation = await this.#read(id);
        if (!conversation) continue;
        const purged = purgeConversation(conversation, policy);
        if (purged === conversation) continue;
        await this.host.writeFile(this.#path(id), serializeConversation(purged));
        changed++;
      }
      for (const id of await this.#ids(damaged)) {
        const path = `${this.directory}/${id}${damaged}`;
        const text = new TextDecoder().decode(await this.host.readFile(path, maxBytes));
        if (isTraceable(text) && urisIn(text).every((uri) => policy.judge(uri).strength === 'free')) continue;
        await this.host.remove(path);
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

  /** Ids of the files with this ending. */
  async #ids(ending: string): Promise<readonly string[]> {
    const files = (await this.#entries()).filter(({ name, kind }) => kind === 'file' && name.endsWith(ending));
    return files.map(({ name }) => name.slice(0, -ending.length)).filter(isConversationId);
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
    await this.host.writeFile(`${this.directory}/${id}${damaged}`, bytes);
    await this.host.remove(path);
    this.log(`Conversation ${id} was damaged and is kept as ${id}${damaged}.`);
    return undefined;
  }
}

/** Whether every answer in damaged JSON still has its sources, which are written behind it. */
function isTraceable(text: string): boolean {
  const count = (key: string): number => text.split(`"${key}":`).length;
  return count('answer') === count('outcome');
}

/** What looks like the URI of a file in JSON that cannot be parsed. */
function urisIn(text: string): readonly string[] {
  return [...text.matchAll(/"((?:file|untitled|vscode-notebook-cell):[^"\\]*)/g)].map(([, uri = '']) =>
    canonicalUri(uri),
  );
}
