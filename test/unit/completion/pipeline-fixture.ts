import { afterEach } from 'vitest';
import {
  type CompletionOutcome,
  CompletionPipeline,
  type CompletionSettings,
  type CursorState,
  defaultCompletionSettings,
  type DiscardReason,
  type RequestFacts,
  type Suggestion,
} from '../../../src/engine/completion';
import type { TraceId } from '../../../src/engine/host';
import { endpointClient, noLimits, type ModelClient, type SecretScanner } from '../../../src/engine/models';
import type { ContextSource, Retrieval, StreamedText, SyntaxVerdict } from '../../../src/engine/retrieval';
import type { Policy } from '../../../src/engine/workspace';
import { EndpointSimulator, type SimulatorOptions } from '../../simulator/simulator.mjs';

export const uri = 'file:///w/src/main.ts';

/** A cursor at `│` in a document. */
export function cursorAt(document: string, more: Partial<CursorState> = {}): CursorState {
  const [prefix = '', suffix = ''] = document.split('│');
  return { uri, languageId: 'typescript', version: 1, prefix, suffix, recentEdits: [], ...more };
}

export function retrievalOf(trace: TraceId, more: Partial<Retrieval> = {}): Retrieval {
  return { trace, epoch: 1, files: [], snippets: [], dropped: [], timings: {}, ...more };
}

export interface Setup {
  readonly pipeline: CompletionPipeline;
  readonly simulator: EndpointSimulator;
  readonly requested: RequestFacts[];
  readonly discarded: [TraceId, DiscardReason][];
  /** What was heard of the model: the kind of each failure, and `answered`. */
  readonly health: string[];
  /** Called when the model has answered. */
  onAnswered: () => void;
  /** Milliseconds of quiet after dismissals, each time they were told. */
  readonly quiet: number[];
  policy: Policy | undefined;
  settings: Partial<CompletionSettings>;
  model: ModelClient | undefined;
  context: ContextSource['context'];
  judge: (text: string, goesOn?: boolean, streamed?: StreamedText) => SyntaxVerdict | Promise<SyntaxVerdict>;
  scanner: SecretScanner;
  /** Added to the clocks. */
  later: number;
  /** Resolves when a request with that reason has been discarded. */
  untilDiscarded(reason: DiscardReason): Promise<void>;
}

const running: { dispose(): void; close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const { dispose, close } of running.splice(0)) {
    dispose();
    await close();
  }
});

export const freePolicy: Policy = { epoch: 1, folders: ['file:///w'], judge: () => ({ strength: 'free' }) };
export const privatePolicy: Policy = { epoch: 2, folders: ['file:///w'], judge: () => ({ strength: 'private' }) };

let ids = 0;

export async function setUp(options: SimulatorOptions = {}, model = 'qwen2.5-coder'): Promise<Setup> {
  const simulator = await EndpointSimulator.start(options);
  const waiting: [DiscardReason, () => void][] = [];
  const monotonic = (): number => performance.now() + setup.later;
  const setup: Omit<Setup, 'pipeline'> = {
    simulator,
    requested: [],
    discarded: [],
    health: [],
    onAnswered: () => undefined,
    quiet: [],
    policy: freePolicy,
    settings: {},
    model: endpointClient({ baseUrl: simulator.url, model, fim: 'auto', limits: noLimits('simulator', monotonic) }),
    context: async (query) => retrievalOf(query.trace),
    judge: () => ({ place: 'code', errorDelta: 0 }),
    scanner: { scan: async () => [] },
    later: 0,
    untilDiscarded: (reason) =>
      setup.discarded.some((one) => one[1] === reason)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push([reason, resolve])),
  };
  const pipeline = new CompletionPipeline({
    context: {
      context: (query, signal) => setup.context(query, signal),
      judge: async (streamed) => setup.judge(streamed.text, streamed.goesOn, streamed),
    },
    model: () => setup.model,
    policy: () => setup.policy,
    scanner: { scan: (text) => setup.scanner.scan(text) },
    clock: {
      now: () => 1_000_000 + setup.later,
      monotonic,
      randomId: () => (++ids).toString(16).padStart(32, '0'),
    },
    settings: () => ({ ...defaultCompletionSettings, ...setup.settings }),
    observer: {
      requested: (facts) => setup.requested.push(facts),
      discarded: (id, reason) => {
        setup.discarded.push([id, reason]);
        for (const [wanted, resolve] of waiting) if (wanted === reason) resolve();
      },
    },
    health: {
      failed: (error) => setup.health.push(error.kind),
      answered: () => {
        setup.health.push('answered');
        setup.onAnswered();
      },
    },
    quiet: (ms) => setup.quiet.push(ms),
  });
  running.push({ dispose: () => pipeline.dispose(), close: () => simulator.close() });
  return Object.assign(setup, { pipeline });
}

export function ask(
  setup: Setup,
  cursor: CursorState,
  trigger: 'automatic' | 'invoked' = 'automatic',
  signal = new AbortController().signal,
): Promise<CompletionOutcome> {
  return setup.pipeline.request(cursor, trigger, signal);
}

export async function suggested(outcome: CompletionOutcome | Promise<CompletionOutcome>): Promise<Suggestion> {
  const settled = await outcome;
  if (settled.kind !== 'suggestion') throw new Error(`no suggestion but ${JSON.stringify(settled)}`);
  return settled.suggestion;
}

/** A promise with its handle. */
export function gateway(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

/** A model that answers at once, without a socket, and states its confidence as the embedded one does. */
export function instant(text: string, confidence = 0.9): ModelClient {
  return {
    description: { id: 'instant', endpointKind: 'embedded', promptTemplate: 'plain-1', canChat: false },
    async *complete() {
      yield { text, confidence };
    },
    chat: () => {
      throw new Error('it does not chat');
    },
  };
}
