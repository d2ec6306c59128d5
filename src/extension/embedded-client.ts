import {
  type CompletionChunk,
  type CompletionRequest,
  EMBEDDED_MODEL,
  type ModelClient,
  type PromptPart,
  type Slot,
} from '../engine/models';
import type { ContextServer } from './context-server';

const textOf = (parts: readonly PromptPart[], slot: Slot): string =>
  parts
    .filter((part) => part.slot === slot)
    .map((part) => part.text)
    .join('');

/**
 * The embedded model's thin side: it lives in the context server, next to the files it learns from. While the server is away it has
 * nothing to say, which is no failure: `unanswered` hears why.
 */
export function embeddedClient(
  server: Pick<ContextServer, 'request'>,
  unanswered: (reason: unknown) => void,
): ModelClient {
  return {
    description: { id: EMBEDDED_MODEL, endpointKind: 'embedded', promptTemplate: 'plain-1', canChat: false },
    async *complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<CompletionChunk> {
      const { parts } = request.prompt;
      const current = parts.find((part) => part.slot === 'prefix' || part.slot === 'suffix');
      if (current?.origin.kind !== 'file') return;
      const cursor = {
        trace: request.trace,
        uri: current.origin.uri,
        languageId: current.languageId ?? '',
        prefix: textOf(parts, 'prefix'),
        suffix: textOf(parts, 'suffix'),
        ...(request.variety === undefined ? {} : { variety: request.variety }),
      };
      const prediction = await server.request('cairn/predict', cursor, signal).catch((reason: unknown) => {
        signal.throwIfAborted();
        unanswered(reason);
      });
      if (prediction) yield prediction;
    },
    chat(): AsyncIterable<string> {
      throw new TypeError('The embedded model does not chat; check canChat first.');
    },
  };
}
