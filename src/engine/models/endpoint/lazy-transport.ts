import type { Transport, TransportOptions } from './transport';

/** A transport whose code, the openai package, is loaded by the first request. */
export function lazyTransport(options: TransportOptions): Transport {
  let loaded: Promise<Transport> | undefined;
  const load = (): Promise<Transport> => {
    loaded ??= import('../openai-endpoint').then(({ createTransport }) => createTransport(options));
    return loaded;
  };
  return {
    stream: async (call, signal) => (await load()).stream(call, signal),
    get: async (path, timeoutMs, signal) => (await load()).get(path, timeoutMs, signal),
  };
}
