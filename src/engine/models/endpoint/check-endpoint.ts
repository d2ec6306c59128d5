import type { TraceId } from '../../host';
import { gate } from '../gate';
import { isModelError, type ModelClient } from '../model-client';
import type { PromptPart, Slot } from '../prompt';
import type { Sendable } from '../sendable';
import { validateBaseUrl } from './base-url';
import {
  addressLine,
  type CheckLine,
  type CheckTopic,
  chatLine,
  connectionLine,
  failedLine,
  type FillFacts,
  fillLine,
  keyLine,
  latencyLine,
  modelLine,
  probe,
  streamingLine,
} from './check-lines';
import type { EndpointConfig } from './config';
import { EndpointClient, type EndpointParts } from './endpoint-client';
import { isAbort, toModelError } from './endpoint-error';
import { EndpointMemory } from './endpoint-memory';
import { endpointParts } from './create-endpoint-client';
import { isLoopback } from './loopback';
import { modelsIn } from './server-kind';
import { failureOf } from './transport';

export interface CheckRequest {
  /** `model` may be empty; a memory in it is not used. */
  readonly config: EndpointConfig;
  readonly chatModel: string;
  readonly trace: TraceId;
}

/** Milliseconds for the first answer of the server. */
const reachMs = 10_000;

/**
 * Asks the endpoint step by step what it can do: whether it is reached, takes the key, knows the model, fills in the middle, streams, and
 * how fast. Later steps are left out when an earlier one shows that they cannot work. Sends only a few lines of its own, never the
 * user's text. Rejects with an `AbortError` only.
 */
export async function checkEndpoint(request: CheckRequest, signal: AbortSignal): Promise<readonly CheckLine[]> {
  const { config, chatModel } = request;
  const checked = validateBaseUrl(config.baseUrl);
  if (checked.kind === 'bad') return [failedLine('Address', checked.problem)];
  const parts = endpointParts({ ...config, memory: new EndpointMemory() });
  const lines = [addressLine(checked.url, isLoopback(checked.url))];
  const reached = await reach(parts, signal);
  lines.push(...reached.lines);
  if (!reached.goOn) return lines;
  lines.push(modelLine(config.model, reached.models));
  const client = new EndpointClient(config, parts);
  if (config.model !== '') lines.push(...(await completes(client, request, parts, signal)));
  const answering = chatModel || config.model;
  if (answering !== '')
    lines.push(await chats(new EndpointClient({ ...config, model: answering }, parts), answering, request, signal));
  return lines;
}

interface Reached {
  readonly lines: readonly CheckLine[];
  readonly models: readonly string[] | undefined;
  readonly goOn: boolean;
}

/** Asks for the list of models, which every server answers in some way. */
async function reach({ baseUrl, subject, transport }: EndpointParts, signal: AbortSignal): Promise<Reached> {
  const { host, hasKey } = subject;
  const begun = performance.now();
  const connected = (): CheckLine => connectionLine(host, baseUrl.startsWith('https:'), performance.now() - begun);
  try {
    const answer = await transport.get('/models', reachMs, signal);
    const models = modelsIn(answer).map(({ id }) => id);
    return { lines: [connected(), keyLine(hasKey)], models, goOn: true };
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(error);
    const status = failure?.kind === 'refused' ? failure.status : undefined;
    const { message } = toModelError(error, subject);
    if (status === 401 || status === 403)
      return { lines: [connected(), failedLine('Key', message)], models: undefined, goOn: false };
    // Many servers have no list.
    if (status !== undefined && [400, 404, 405, 501].includes(status))
      return { lines: [connected()], models: undefined, goOn: true };
    return { lines: [failedLine('Connection', message)], models: undefined, goOn: false };
  }
}

async function completes(
  client: EndpointClient,
  { config, trace }: CheckRequest,
  { memory, baseUrl }: EndpointParts,
  signal: AbortSignal,
): Promise<readonly CheckLine[]> {
  const prompt = await sealed(trace, [
    ['prefix', probe.prefix],
    ['suffix', probe.suffix],
  ]);
  const ask = () =>
    timed(async function* () {
      const request = { trace, prompt, maxTokens: probe.maxTokens, multiLine: true };
      for await (const { text } of client.complete(request, signal)) yield text;
    });
  return told('Fill in the middle', async () => {
    const first = await ask();
    const again = await ask();
    const { found } = memory.of(baseUrl);
    const facts: FillFacts = {
      asked: client.askedBy ?? 'chat',
      setting: config.fim,
      server: found === 'unknown' ? undefined : found,
      text: first.text,
      pieces: first.pieces,
    };
    const streaming = streamingLine(facts);
    return [
      fillLine(facts),
      ...(streaming ? [streaming] : []),
      latencyLine(first.pieces[0] ?? first.endedMs, again.pieces[0] ?? again.endedMs),
    ];
  });
}

async function chats(
  client: ModelClient,
  model: string,
  { trace }: CheckRequest,
  signal: AbortSignal,
): Promise<CheckLine> {
  const prompt = await sealed(trace, [['question', 'Answer with the one word: ready']]);
  const [line] = await told('Chat', async () => {
    const { pieces, endedMs, text } = await timed(() => client.chat({ trace, prompt, maxTokens: 200 }, signal));
    if (text.trim() === '')
      return [failedLine('Chat', 'The model answers nothing in chat: name another one in cairn.endpoint.chatModel.')];
    return [chatLine(model, pieces[0] ?? endedMs)];
  });
  return line ?? failedLine('Chat', 'The model was not asked.');
}

/** The lines, or the failure as one. */
async function told(topic: CheckTopic, look: () => Promise<readonly CheckLine[]>): Promise<readonly CheckLine[]> {
  try {
    return await look();
  } catch (error) {
    if (isAbort(error) || !isModelError(error)) throw error;
    return [failedLine(topic, error.message)];
  }
}

interface TimedText {
  readonly text: string;
  /** Milliseconds since the request. */
  readonly pieces: readonly number[];
  readonly endedMs: number;
}

async function timed(stream: () => AsyncIterable<string>): Promise<TimedText> {
  const begun = performance.now();
  const pieces: number[] = [];
  let text = '';
  for await (const piece of stream()) {
    pieces.push(performance.now() - begun);
    text += piece;
  }
  return { text, pieces, endedMs: performance.now() - begun };
}

/** Text of this file, through the gate like any other. */
function sealed(trace: TraceId, texts: readonly (readonly [Slot, string])[]): Promise<Sendable> {
  const { path, languageId } = probe;
  const parts = texts.map(
    ([slot, text]): PromptPart => ({ slot, text, path, languageId, origin: { kind: 'template', name: 'check' } }),
  );
  return gate(parts, { policy: undefined, scanner: { scan: async () => [] }, trace });
}
