import { afterEach } from 'vitest';
import type { TraceId } from '../../../src/engine/host';
import type { EndpointConfig, ModelClient, PromptPart, Sendable } from '../../../src/engine/models';
import { endpointClient, gate, type ModelError } from '../../../src/engine/models';
import type { Policy } from '../../../src/engine/workspace';
import { EndpointSimulator, type SimulatorOptions } from '../../simulator/simulator.mjs';

export const trace = '0123456789abcdef0123456789abcdef' as TraceId;

export const openPolicy: Policy = { epoch: 1, folders: ['file:///w'], judge: () => ({ strength: 'free' }) };

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function filePart(slot: PromptPart['slot'], path: string, text: string, languageId = 'typescript'): PromptPart {
  return { slot, text, path, languageId, origin: { kind: 'file', uri: `file:///w/${path}`, range, version: 1 } };
}

export function sendable(parts: readonly PromptPart[]): Promise<Sendable> {
  return gate(parts, {
    policy: openPolicy,
    scanner: { scan: async () => [] },
    trace,
    currentUri: 'file:///w/src/main.ts',
  });
}

export const atCursor = (prefix: string, suffix = ''): Promise<Sendable> =>
  sendable([filePart('prefix', 'src/main.ts', prefix), filePart('suffix', 'src/main.ts', suffix)]);

/** Waits that a busy machine does not reach. */
export const patient = {
  completionFirstByteMs: 60_000,
  completionIdleMs: 60_000,
  completionTotalMs: 120_000,
  chatFirstByteMs: 60_000,
  chatIdleMs: 60_000,
  lookMs: 60_000,
};

const running: EndpointSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

export async function simulate(options: SimulatorOptions = {}): Promise<EndpointSimulator> {
  const simulator = await EndpointSimulator.start(options);
  running.push(simulator);
  return simulator;
}

export async function client(simulator: { url: string }, config: Partial<EndpointConfig> = {}): Promise<ModelClient> {
  const timeouts = { ...patient, ...config.timeouts };
  return endpointClient({ baseUrl: simulator.url, model: 'qwen2.5-coder', fim: 'auto', ...config, timeouts });
}

export interface CompleteOptions {
  readonly prompt?: Sendable;
  readonly maxTokens?: number;
  readonly multiLine?: boolean;
  readonly variety?: number;
  readonly signal?: AbortSignal;
}

export async function complete(model: ModelClient, options: CompleteOptions = {}): Promise<string> {
  const { maxTokens = 64, multiLine = true, variety, signal = new AbortController().signal } = options;
  const varied = variety === undefined ? {} : { variety };
  const prompt = options.prompt ?? (await atCursor('const x = ', ';'));
  let text = '';
  for await (const chunk of model.complete({ trace, prompt, maxTokens, multiLine, ...varied }, signal))
    text += chunk.text;
  return text;
}

export async function chat(model: ModelClient, prompt: Sendable, maxTokens = 64): Promise<string> {
  let text = '';
  for await (const piece of model.chat({ trace, prompt, maxTokens }, new AbortController().signal)) text += piece;
  return text;
}

/** The error that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<ModelError> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: ModelError) => error,
  );
}
