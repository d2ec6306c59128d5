import type { FileStat, TraceId } from '../../../src/engine/host';
import { HostError, parseTraceId } from '../../../src/engine/host';
import type { MetricsEvent, RequestFacts, Schedule, StoreHost, SuggestionEvent } from '../../../src/engine/metrics';
import { SuggestionTracker, type TrackerOptions } from '../../../src/engine/metrics';

export const WINDOW = 'abcdef0123456789';

export function traceId(n: number): TraceId {
  return parseTraceId(n.toString(16).padStart(32, '0'));
}

/** A clock that only moves when told, and runs what is due on its way. */
export class FakeTime {
  #now = 1_000_000;
  #next = 0;
  readonly #due = new Map<number, { at: number; run: () => void }>();

  #ids = 0;

  readonly clock = {
    now: () => 1_760_000_000_000 + this.#now,
    monotonic: () => this.#now,
    randomId: () => {
      this.#ids += 1;
      return this.#ids.toString(16).padStart(32, 'f');
    },
  };

  readonly schedule: Schedule = (delayMs, run) => {
    const id = this.#next;
    this.#next += 1;
    this.#due.set(id, { at: this.#now + delayMs, run });
    return { dispose: () => void this.#due.delete(id) };
  };

  get waiting(): number {
    return this.#due.size;
  }

  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#due].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [id, { at, run }] = due;
      this.#due.delete(id);
      this.#now = at;
      run();
    }
    this.#now = until;
  }
}

export function facts(n: number, uri = 'file:///w/a.ts'): RequestFacts {
  return {
    id: traceId(n),
    uri,
    languageId: 'typescript',
    trigger: 'automatic',
    model: { id: 'embedded', endpointKind: 'embedded', promptTemplate: 'lines@1', canChat: false },
    contextStrategy: 'bm25f',
    policyEpoch: 3,
  };
}

/** A document in an editor, as far as the tracker hears of it. */
export class Scene {
  readonly time = new FakeTime();
  readonly events: MetricsEvent[] = [];
  readonly visible: boolean[] = [];
  readonly tracker: SuggestionTracker;
  text = '';
  cursor = 0;

  constructor(
    readonly uri = 'file:///w/a.ts',
    options: Partial<TrackerOptions> = {},
  ) {
    this.tracker = new SuggestionTracker({
      clock: this.time.clock,
      schedule: this.time.schedule,
      window: WINDOW,
      cairnVersion: '0.1.0',
      salt: 'salt',
      emit: (event) => this.events.push(event),
      textOf: (uri, start, end) => (uri === this.uri ? this.text.slice(start, end) : undefined),
      onVisible: (visible) => this.visible.push(visible),
      strict: true,
      ...options,
    });
    this.tracker.activeDocumentChanged(uri);
  }

  open(text: string): this {
    this.text = text;
    this.cursor = text.length;
    this.tracker.selectionChanged(this.uri, this.cursor);
    return this;
  }

  request(n: number): this {
    this.tracker.requested(facts(n, this.uri));
    return this;
  }

  offer(n: number, text: string, eol: '\n' | '\r\n' = '\n'): TraceId {
    this.request(n);
    return this.tracker.returned(traceId(n), { offset: this.cursor, text, eol });
  }

  /** Replaces a span and puts the cursor behind the inserted text, or `back` units before its end. */
  edit(offset: number, deleted: number, inserted: string, reason?: 'undo' | 'redo', back = 0): this {
    this.text = this.text.slice(0, offset) + inserted + this.text.slice(offset + deleted);
    this.tracker.documentChanged({
      uri: this.uri,
      languageId: 'typescript',
      changes: [{ offset, deleted, inserted }],
      ...(reason === undefined ? {} : { reason }),
    });
    this.move(offset + inserted.length - back);
    return this;
  }

  type(text: string): this {
    for (const character of text) {
      this.edit(this.cursor, 0, character);
      this.time.pass(80);
    }
    return this;
  }

  insert(text: string): this {
    return this.edit(this.cursor, 0, text);
  }

  move(offset: number): this {
    this.cursor = offset;
    this.tracker.selectionChanged(this.uri, offset);
    return this;
  }

  tab(id: TraceId, rest: string): this {
    this.insert(rest);
    this.time.pass(1);
    this.tracker.commandAccepted(id);
    return this;
  }

  pass(ms: number): this {
    this.time.pass(ms);
    return this;
  }

  get suggestions(): readonly SuggestionEvent[] {
    return this.events.filter((event) => event.kind === 'suggestion');
  }

  get typed(): number {
    return this.events.reduce((sum, event) => sum + (event.kind === 'typing' ? event.characters : 0), 0);
  }
}

/** A file system in memory for the store. `failNext` writes only so many bytes of the next append and then fails. */
export class MemoryFiles implements StoreHost {
  readonly files = new Map<string, Uint8Array>();
  failNext: number | undefined;
  time = Date.parse('2026-03-04T10:00:00Z');

  async readFile(path: string): Promise<Uint8Array> {
    const content = this.files.get(path);
    if (content === undefined) throw new HostError('missing', path, 'no such file');
    return content;
  }

  async list(directory: string) {
    const names = [...this.files.keys()].filter((path) => path.startsWith(`${directory}/`));
    if (names.length === 0) throw new HostError('missing', directory, 'no such directory');
    return names.map((path) => ({ name: path.slice(directory.length + 1), kind: 'file' as const }));
  }

  async appendFile(path: string, content: string): Promise<void> {
    const bytes = new TextEncoder().encode(content);
    const part = this.failNext === undefined ? bytes : bytes.subarray(0, this.failNext);
    const old = this.files.get(path) ?? new Uint8Array();
    this.files.set(path, new Uint8Array([...old, ...part]));
    if (this.failNext === undefined) return;
    this.failNext = undefined;
    throw new HostError('other', path, 'no space left');
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const content = this.files.get(path);
    return content && { kind: 'file', size: content.length, modifiedMs: 0 };
  }

  async writeFile(path: string, content: unknown): Promise<void> {
    if (typeof content !== 'string') throw new TypeError('the store writes text');
    this.files.set(path, new TextEncoder().encode(content));
  }

  async remove(path: string): Promise<void> {
    for (const name of this.files.keys()) if (name === path || name.startsWith(`${path}/`)) this.files.delete(name);
  }

  now(): number {
    return this.time;
  }
}

/** How each suggestion of the scene ended, one sentence each. */
export function outcome(scene: Scene): readonly string[] {
  return scene.suggestions.map(
    (event) =>
      `${event.outcome} by ${event.cause}, read ${event.readMs !== null}, ${event.charactersAccepted} characters`,
  );
}
