import { parseTraceId } from '../../../src/engine/host';
import type { PromptPart } from '../../../src/engine/models';
import type { ProductOperation } from './operations';
import { Product, type ProductFaults, type Syntax } from './product';
import { canariesIn, type ProductFile, type ProductLeak, ProductWorld } from './world';

/** What came through, so that a product that says nothing is noticed. */
export interface LifeCounts {
  modelCalls: number;
  canariesSent: number;
  suggestions: number;
  cachedSuggestions: number;
  predictions: number;
  answers: number;
  traces: number;
  symbolHits: number;
  storedIndexes: number;
  settled: number;
}

export interface Life {
  readonly leaks: readonly ProductLeak[];
  readonly counts: LifeCounts;
  /** Origin kinds in what models received. */
  readonly origins: ReadonlySet<string>;
}

/** Lives through the operations; ends at the first leak that matters. */
export async function live(
  operations: readonly ProductOperation[],
  syntax: Syntax,
  faults: ProductFaults = {},
  matters: (leak: ProductLeak) => boolean = () => true,
): Promise<Life> {
  const run = new Run(syntax, faults, matters);
  await run.product.start();
  try {
    for (const operation of [...operations, { kind: 'settle' } as const]) {
      await run.apply(operation);
      if (run.leaks.length > 0) break;
    }
    await Promise.allSettled(run.pending);
  } finally {
    await run.product.stop();
  }
  return { leaks: run.leaks, counts: run.counts, origins: run.origins };
}

const never = new AbortController().signal;

class Run {
  readonly world = new ProductWorld();
  readonly product: Product;
  readonly leaks: ProductLeak[] = [];
  readonly pending = new Set<Promise<unknown>>();
  readonly origins = new Set<string>();
  readonly counts: LifeCounts = {
    modelCalls: 0,
    canariesSent: 0,
    suggestions: 0,
    cachedSuggestions: 0,
    predictions: 0,
    answers: 0,
    traces: 0,
    symbolHits: 0,
    storedIndexes: 0,
    settled: 0,
  };
  /** URIs mentioned in each question, and in all of them. */
  private readonly mentions = new Map<string, ReadonlySet<string>>();
  private readonly everMentioned = new Set<string>();
  private readonly cursors: { readonly file: ProductFile; readonly at: number; readonly embedded: boolean }[] = [];
  private questions = 0;

  constructor(
    syntax: Syntax,
    faults: ProductFaults,
    private readonly matters: (leak: ProductLeak) => boolean,
  ) {
    this.product = new Product(this.world, syntax, (parts) => this.received(parts), faults);
  }

  async apply(operation: ProductOperation): Promise<void> {
    const { world, product } = this;
    switch (operation.kind) {
      case 'create': {
        const { directory, ending, blocks, uses, generated } = operation;
        await product.written(world.create(directory, ending, blocks, uses, generated));
        return;
      }
      case 'edit': {
        const file = world.pick(operation.file);
        if (!file) return;
        const blocks = file.open?.blocks ?? file.blocks ?? [];
        const kept = file.generated ? blocks : blocks.slice(1);
        const edited = [...kept, world.block(file, operation.uses)];
        if (!file.open) {
          file.blocks = edited;
          await product.written(file);
          return;
        }
        file.open = { blocks: edited, version: file.open.version + 1 };
        product.synchronise(file);
        return;
      }
      case 'save': {
        const file = world.pick(operation.file);
        if (!file?.open) return;
        file.blocks = file.open.blocks;
        await product.written(file);
        return;
      }
      case 'rename': {
        const file = world.pick(operation.file);
        if (!file) return;
        await this.rested();
        const before = world.uriOf(file);
        product.closed(before);
        world.moveTo(file, operation.directory, operation.ending);
        await product.removed(before);
        await product.written(file);
        product.synchronise(file);
        return;
      }
      case 'remove': {
        const file = world.pick(operation.file);
        if (!file) return;
        const uri = world.uriOf(file);
        file.blocks = undefined;
        file.open = undefined;
        product.closed(uri);
        await product.removed(uri);
        return;
      }
      case 'open': {
        const file = world.pick(operation.file);
        if (file) this.open(file);
        return;
      }
      case 'close': {
        const file = world.pick(operation.file);
        if (!file) return;
        file.open = undefined;
        product.synchronise(file);
        return;
      }
      case 'add rule':
        world.addRule(operation.rule);
        return this.rulesChanged(operation.gap);
      case 'remove rule':
        world.removeRule(operation.rule);
        return this.rulesChanged(operation.gap);
      case 'exclude source': {
        const sent = [...this.sent];
        const file = sent[operation.source % Math.max(sent.length, 1)];
        if (file) world.exclude(file.path, { home: 'cairnignore', base: '', strength: operation.strength });
        return this.rulesChanged(false);
      }
      case 'compile':
        if (world.isSuspended) this.follow(product.compilePolicy());
        return;
      case 'complete': {
        const file = world.pick(operation.file);
        if (file) this.complete(file, operation.at, operation.embedded);
        return;
      }
      case 'ask':
        this.ask(operation);
        return;
      case 'new conversation':
        this.follow(product.chat.newConversation());
        return;
      case 'restart chat':
        await this.rested();
        product.restartChat();
        return;
      case 'erase':
        return this.erase();
      case 'pass':
        for (let turn = 0; turn < operation.turns; turn++) await new Promise((resolve) => setImmediate(resolve));
        return;
      case 'settle':
        return this.settle();
    }
  }

  /** Files whose text a model received. */
  private readonly sent = new Set<ProductFile>();

  private received(parts: readonly PromptPart[]): void {
    this.counts.modelCalls++;
    const current = parts.find((part) => part.slot === 'prefix')?.origin;
    const currentUri = current?.kind === 'file' ? current.uri : undefined;
    const question = parts.findLast((part) => part.slot === 'question')?.text ?? '';
    for (const part of parts) {
      this.origins.add(part.origin.kind);
      const mentioned = part.origin.kind === 'model' ? this.everMentioned : this.mentions.get(question);
      this.note(...this.world.leaksInPart(part, currentUri, mentioned ?? new Set()));
      if (part.origin.kind !== 'file') continue;
      this.counts.canariesSent += canariesIn(part.text).length;
      const file = this.world.fileAt(part.origin.uri);
      if (file) this.sent.add(file);
    }
  }

  private note(...leaks: readonly ProductLeak[]): void {
    this.leaks.push(...leaks.filter(this.matters));
  }

  private rulesChanged(gap: boolean): void {
    this.product.suspendPolicy();
    if (!gap) this.follow(this.product.compilePolicy());
  }

  private open(file: ProductFile): void {
    file.open ??= { blocks: file.blocks ?? [], version: 1 };
    this.product.synchronise(file);
  }

  private complete(file: ProductFile, at: number, embedded: boolean): void {
    const { product, world } = this;
    this.open(file);
    this.cursors.push({ file, at, embedded });
    product.modelKind = embedded ? 'embedded' : 'endpoint';
    const cursor = product.cursorIn(file, at);
    const request = product.pipeline.request(cursor, 'automatic', never).then((outcome) => {
      if (outcome.kind !== 'suggestion') return;
      const { suggestion } = outcome;
      this.counts.suggestions++;
      if (suggestion.cached) this.counts.cachedSuggestions++;
      const where = `${suggestion.cached ? 'cached ' : ''}suggestion of ${suggestion.model.id}`;
      this.note(...world.privateIn(where, suggestion.text, true));
      const { id, text, offset, measures } = suggestion;
      product.tracker.returned(id, { offset, text, eol: '\n', measures });
    });
    this.follow(request);
  }

  private ask({ about, mentions, places, model }: Extract<ProductOperation, { kind: 'ask' }>): void {
    const { world, product } = this;
    const files = about.flatMap((index) => world.pick(index) ?? []);
    const named = mentions.flatMap((index) => world.pick(index) ?? []);
    const words = files.flatMap((file) => world.symbolsOf(file).slice(0, 2));
    const text = [
      `Question ${++this.questions}: how does register work with ${words.join(' and ')}?`,
      ...named.map((file) => `@${file.path}`),
      ...places.flatMap((index) => world.pick(index)?.path ?? []).map((path) => `${path}:3`),
    ].join(' ');
    for (const canary of canariesIn(text)) world.typed.add(canary);
    this.mentions.set(text, new Set(named.map((file) => world.uriOf(file))));
    for (const file of named) this.everMentioned.add(world.uriOf(file));
    product.chatsWithModel = model;
    this.counts.answers++;
    this.follow(product.chat.ask(text));
  }

  private follow(work: Promise<unknown>): void {
    this.pending.add(work);
    void work.finally(() => this.pending.delete(work)).catch(() => {});
  }

  /** Resolves when nothing is under way any more. */
  private async rested(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  private async settle(): Promise<void> {
    const { world, product } = this;
    if (world.isSuspended) this.follow(product.compilePolicy());
    await this.rested();
    await product.whenIndexed();
    this.counts.settled++;
    await this.checkStored();
    await this.checkAnswers();
    this.checkPredictions();
    for (const { file, at, embedded } of this.cursors.slice(-4)) {
      if (file.open && file.blocks) this.complete(file, at, embedded);
      await this.rested();
    }
    this.cursors.splice(0, this.cursors.length - 4);
  }

  private async erase(): Promise<void> {
    await this.settle();
    const { product } = this;
    await product.erase();
    for (const trace of product.traces.splice(0)) {
      if (!(await product.context.explain(parseTraceId(trace)))) continue;
      this.note({ where: 'trace after erasing', canary: trace, path: '', strength: 'private' });
    }
    for (const [path, text] of await this.storedFiles())
      for (const canary of canariesIn(text))
        this.note({ where: 'stored after erasing', canary, path, strength: 'private' });
  }

  private async checkStoredIndex(): Promise<void> {
    const { workspace } = this.product;
    for (const { name } of await workspace.list('/indexes').catch(() => [])) {
      const bytes = Buffer.from(await workspace.readFile(`/indexes/${name}`));
      this.counts.storedIndexes++;
      this.note(...this.world.privateIn('stored index', bytes.toString('latin1'), true));
    }
  }

  private async checkStored(): Promise<void> {
    const { world } = this;
    await this.checkStoredIndex();
    for (const [path, text] of await this.storedFiles()) {
      if (!path.includes('/conversations/')) {
        for (const canary of canariesIn(text)) this.note({ where: 'metrics', canary, path, strength: 'free' });
        continue;
      }
      const { turns } = JSON.parse(text) as { turns: readonly { question: string }[] };
      for (const { question: _, ...turn } of turns)
        this.note(...world.privateIn('stored conversation', JSON.stringify(turn), true, world.typed));
    }
  }

  private async checkAnswers(): Promise<void> {
    const { world, product } = this;
    const status = JSON.stringify(await product.context.status());
    // A reason names its rule, which a person wrote.
    this.note(...world.privateIn('status', status, false, new Set(canariesIn(world.patterns()))));
    for (const want of ['symbol', 'file'] as const) {
      const hits = await product.context.symbols({ text: '', limit: 100_000, want });
      this.counts.symbolHits += hits.length;
      this.note(...world.privateIn(`${want} hits`, JSON.stringify(hits), false));
    }
    for (const trace of product.traces.slice(-200)) {
      const explanation = await product.context.explain(parseTraceId(trace));
      if (!explanation) continue;
      this.counts.traces++;
      // What a question is searched for was typed; what a cursor is searched for is text of its file.
      const typed = explanation.kind === 'retrieve' ? world.typed : new Set<string>();
      this.note(...world.privateIn('trace', JSON.stringify(explanation), true, typed));
    }
  }

  /** The embedded model cannot finish the name of anything that it may not learn from. */
  private checkPredictions(): void {
    const { world, product } = this;
    for (const file of world.files) {
      const learnable = world.strengthOf(file) === 'free';
      const canaries = world.canariesOf(file).filter((name) => world.mayBeLearnt(name) === learnable);
      for (const canary of canaries.slice(-3)) {
        const typed = canary.slice(0, -2);
        const uri = `${world.folder}/unsaved.ts`;
        for (const prefix of [`register('${typed}`, `export function ${typed}`, `  const ${typed}`, typed]) {
          const found = product.model.candidates({ uri, languageId: 'typescript', prefix, suffix: '' });
          if (!found.some(({ text }) => `${typed}${text}`.includes(canary))) continue;
          this.counts.predictions++;
          if (learnable) continue;
          this.note({ where: 'prediction', canary, path: file.path, strength: world.strengthOf(file) });
        }
      }
    }
  }

  private async storedFiles(): Promise<readonly (readonly [string, string])[]> {
    const { storage } = this.product;
    const found: [string, string][] = [];
    for (const directory of ['/storage/conversations', '/storage/metrics']) {
      const entries = await storage.list(directory).catch(() => []);
      for (const { name } of entries) {
        const path = `${directory}/${name}`;
        found.push([path, new TextDecoder().decode(await storage.readFile(path))]);
      }
    }
    return found;
  }
}
