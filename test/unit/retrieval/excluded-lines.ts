import type { MessageConnection } from 'vscode-languageserver/node';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import fc from 'fast-check';
import { type Host, parseTraceId } from '../../../src/engine/host';
import { EmbeddedModel } from '../../../src/engine/models';
import type { Explanation, Retrieval, Snippet } from '../../../src/engine/retrieval';
import type { Strength } from '../../../src/engine/workspace';
import { serve } from '../../../src/server/serve';
import { memoryHost } from '../support/memory-host';
import { Workbench } from './workbench';

const DIRECTORIES = 5;
const FILES = 7;
const SMALL = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };

/** Directories and files by their numbers; a rule excludes one of them. */
interface Rule {
  readonly directory: number;
  readonly file: number | undefined;
  readonly strength: Exclude<Strength, 'free'>;
}

/** One step of a random life. What is begun and not awaited goes on over the next steps. */
export type SliceOperation =
  | { readonly kind: 'rules'; readonly rules: readonly Rule[] }
  | { readonly kind: 'turns'; readonly turns: number }
  | { readonly kind: 'cursor'; readonly line: number; readonly waits: boolean }
  | { readonly kind: 'question'; readonly mention: number; readonly pin: number; readonly waits: boolean }
  | { readonly kind: 'names'; readonly want: 'file' | 'symbol' }
  | { readonly kind: 'look' }
  | { readonly kind: 'prediction'; readonly file: number }
  | { readonly kind: 'rest' };

const rule: fc.Arbitrary<Rule> = fc.record({
  directory: fc.nat(DIRECTORIES - 1),
  file: fc.option(fc.nat(FILES - 1), { nil: undefined, freq: 2 }),
  strength: fc.constantFrom('private', 'private', 'low-quality', 'unindexed'),
});
const waits = fc.boolean();
const anyFile = fc.nat(DIRECTORIES * FILES - 1);

export const sliceOperation: fc.Arbitrary<SliceOperation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('rules' as const), rules: fc.array(rule, { maxLength: 4 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('turns' as const), turns: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('cursor' as const), line: fc.nat(2), waits }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('question' as const), mention: anyFile, pin: anyFile, waits }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('names' as const), want: fc.constantFrom('file', 'symbol') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('prediction' as const), file: anyFile }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rest' as const) }) },
);

export interface LineLeak {
  readonly where: string;
  readonly what: string;
  readonly strength: Strength;
}

export interface SliceLife {
  readonly leaks: readonly LineLeak[];
  /** What came through, and how much of it while not all that is held followed the rules. */
  readonly counts: Record<'shown' | 'between' | 'names' | 'traces' | 'predictions' | 'setAside' | 'stored', number>;
}

/** Lives through the operations, with a clock that makes a slice of each file; ends at the first leak. */
export async function liveInSlices(operations: readonly SliceOperation[]): Promise<SliceLife> {
  const life = new Life();
  try {
    await life.begin();
    for (const operation of [...operations, { kind: 'rest' } as const]) {
      await life.apply(operation);
      if (life.leaks.length > 0) break;
    }
    await Promise.all(life.pending);
  } finally {
    life.end();
  }
  return life;
}

export const uriOf = (number: number): string => `file:///w/d${Math.floor(number / FILES)}/f${number % FILES}.ts`;
const numbers = Array.from({ length: DIRECTORIES * FILES }, (_, at) => at);
/** Canaries begin with what is all that is known of a file: its number. */
const canaries = /\b(symbol|parameter|body)_(\d+)[a-z]_/g;

/** Every line of it is its own, and every file is as much like the cursor's as any other. */
export function textOf(number: number): string {
  const name = (kind: string, part: string): string => `${kind}_${number}${part}_`;
  return [
    ...(number % FILES === 0 ? [`// @@broken@@ ${name('body', 'z')}`] : []),
    `export function ${name('symbol', 'a')}(${name('parameter', 'a')}: number) { return ledger(${name('body', 'a')}); }`,
    `export function ${name('symbol', 'b')}(${name('parameter', 'b')}: number) {`,
    `  const ${name('body', 'b')} = ledger(register, order);`,
    `  register('${name('body', 'c')}', ledger);`,
    '}',
    '',
  ].join('\n');
}

const turnOfLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Life implements SliceLife {
  readonly leaks: LineLeak[] = [];
  readonly counts = { shown: 0, between: 0, names: 0, traces: 0, predictions: 0, setAside: 0, stored: 0 };
  readonly pending = new Set<Promise<unknown>>();
  private readonly bench: Workbench;
  private readonly client: MessageConnection;
  private readonly traces: string[] = [];
  private rules: readonly Rule[] = [];

  constructor() {
    const texts = numbers.map((number) => [uriOf(number).slice('file://'.length), textOf(number)]);
    const host = memoryHost(Object.fromEntries(texts));
    this.bench = new Workbench(this.watched(host), SMALL, { store: { directory: '/indexes', savePauseMs: 0 } });
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    const { engine } = this.bench;
    serve(createConnection(toServer, toClient), engine, new EmbeddedModel(), [engine]);
    this.client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.client.listen();
  }

  async begin(): Promise<void> {
    this.setRules([]);
    this.bench.engine.setFolders(['file:///w']);
    this.bench.engine.start();
    await this.bench.engine.whenReady();
  }

  end(): void {
    this.client.dispose();
    this.bench.engine.dispose();
  }

  async apply(operation: SliceOperation): Promise<void> {
    const { bench } = this;
    switch (operation.kind) {
      case 'rules':
        return this.setRules(operation.rules);
      case 'turns':
        for (let turn = 0; turn < operation.turns; turn++) await turnOfLoop();
        return;
      case 'cursor': {
        const prefix = `function main(order: number) {\n  register(ledger);\n${'\n'.repeat(operation.line)}  sym`;
        const answer = bench.cursor('file:///w/main.ts', prefix, '\n  ledger(register, order);\n}\n', 4000);
        return this.check(answer, undefined, operation.waits);
      }
      case 'question': {
        const [mention, pin] = [uriOf(operation.mention), uriOf(operation.pin)];
        const text = `how does ledger register an order? d1/f2.ts:3 d3/f1.ts:4`;
        const answer = bench.ask(text, { mentions: [mention], pins: [pin], k: 40 });
        return this.check(answer, mention, operation.waits);
      }
      case 'names': {
        const hits = await bench.engine.symbols({ text: '', want: operation.want, limit: 1000 });
        this.counts.names += hits.length;
        for (const { uri, name } of hits) this.noteFile(`${operation.want} hits`, uri, name);
        return;
      }
      case 'look':
        return this.look();
      case 'prediction':
        return this.predict(operation.file);
      case 'rest':
        await bench.engine.whenReady();
        await turnOfLoop();
        await turnOfLoop();
        await bench.engine.whenStored();
    }
  }

  private setRules(rules: readonly Rule[]): void {
    this.rules = rules;
    const linesOf = (strength: Strength): string =>
      rules
        .filter((each) => each.strength === strength)
        .map(({ directory, file }) => (file === undefined ? `/d${directory}/` : `/d${directory}/f${file}.ts`))
        .join('\n');
    this.bench.setPolicy(`${linesOf('private')}\n[low-quality]\n${linesOf('low-quality')}\n`, linesOf('unindexed'));
  }

  /** What the rules of now say, told without the product's code. */
  private strengthOf(number: number): Strength {
    const [directory, file] = [Math.floor(number / FILES), number % FILES];
    const found = this.rules.filter(
      (each) => each.directory === directory && (each.file === undefined || each.file === file),
    );
    const order = ['private', 'unindexed', 'low-quality'] as const;
    return order.find((strength) => found.some((each) => each.strength === strength)) ?? 'free';
  }

  private async check(answer: Promise<Retrieval>, mention: string | undefined, isAwaited: boolean): Promise<void> {
    // Looked at by the rules of the moment at which it is given.
    const checked = answer.then(({ trace, files, snippets, dropped }) => {
      this.traces.push(trace);
      this.counts.shown += snippets.length;
      if (!this.bench.engine.followsPolicy) this.counts.between += snippets.length;
      for (const snippet of snippets) this.noteSnippet(snippet, mention);
      for (const { uri, path } of files) if (uri !== mention) this.noteFile('files', uri, path);
      for (const { uri, reason } of dropped) if (reason !== 'excluded') this.noteFile('dropped', uri, uri);
    });
    this.pending.add(checked);
    void checked.finally(() => this.pending.delete(checked)).catch(() => {});
    if (isAwaited) await checked;
  }

  private noteSnippet({ kind, text, origin }: Snippet, mention: string | undefined): void {
    const isMentioned = kind === 'mention' && origin.uri === mention;
    for (const [what, part, number] of text.matchAll(canaries)) {
      const strength = this.strengthOf(Number(number));
      if (strength === 'free' || (isMentioned && strength !== 'private')) continue;
      if (strength === 'low-quality' && kind === 'signature' && part !== 'body') continue;
      this.leaks.push({ where: `${kind} of an answer`, what, strength });
    }
  }

  private noteFile(where: string, uri: string, what: string): void {
    const number = numbers.find((each) => uriOf(each) === uri);
    const strength = number === undefined ? 'free' : this.strengthOf(number);
    if (strength === 'private' || strength === 'unindexed') this.leaks.push({ where, what, strength });
  }

  private async look(): Promise<void> {
    const { engine } = this.bench;
    const { setAside, leftOut } = await engine.status();
    this.counts.setAside += setAside.length;
    for (const { path } of [...setAside, ...leftOut]) this.noteFile('status', `file:///w/${path}`, path);
    for (const trace of this.traces.slice(-20)) {
      const explanation = await engine.explain(parseTraceId(trace));
      if (!explanation) continue;
      this.counts.traces++;
      this.notePrivate('trace', urisOf(explanation));
    }
  }

  private notePrivate(where: string, uris: readonly string[]): void {
    for (const number of numbers) {
      if (this.strengthOf(number) === 'private' && uris.includes(uriOf(number)))
        this.leaks.push({ where, what: uriOf(number), strength: 'private' });
    }
  }

  private async predict(number: number): Promise<void> {
    const typed = `  register('body_${number}`;
    const params = { trace: this.bench.trace(), uri: 'file:///w/new.ts', languageId: 'typescript', suffix: '' };
    const found = await this.client.sendRequest<{ readonly text: string } | null>('cairn/predict', {
      ...params,
      prefix: `${typed}`,
    });
    if (!found) return;
    this.counts.predictions++;
    for (const [what, , owner] of `${typed}${found.text}`.matchAll(canaries)) {
      const strength = this.strengthOf(Number(owner));
      if (strength !== 'free') this.leaks.push({ where: 'prediction', what, strength });
    }
  }

  /** Looks at each stored index at the moment at which it is written. */
  private watched(host: Host): Host {
    let clock = 0;
    return {
      ...host,
      // Each look at the clock ends a slice.
      monotonic: () => (clock += 20),
      writeFile: async (path, content) => {
        await host.writeFile(path, content);
        if (!path.startsWith('/indexes')) return;
        const stored = Buffer.from(await host.readFile(path)).toString('latin1');
        this.counts.stored++;
        for (const [what, , number] of stored.matchAll(canaries)) {
          const strength = this.strengthOf(Number(number));
          if (strength === 'private') this.leaks.push({ where: 'stored index', what, strength });
        }
      },
    };
  }
}

function urisOf({ files, kept, dropped }: Explanation): string[] {
  return [...files, ...dropped, ...kept.map(({ origin }) => origin)].map(({ uri }) => uri);
}
