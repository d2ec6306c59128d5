import type { ContextSource, CursorQuery, Retrieval } from '../retrieval';

/**
 * What the context source has for a cursor; undefined when it fails or takes longer than `limitMs`. Rejects with an `AbortError` when
 * the signal fires.
 */
export async function contextWithin(
  source: Pick<ContextSource, 'context'>,
  query: CursorQuery,
  limitMs: number,
  signal: AbortSignal,
): Promise<Retrieval | undefined> {
  return within(limitMs, signal, (inner) => source.context(query, inner));
}

/** Made once: an error is slow to make where stack traces are long. */
const tooLate = new DOMException('The answer is not waited for any more.', 'AbortError');

/** The value of `run`, undefined when it rejects or takes longer than `limitMs`; its signal fires when it is ended early. */
export async function within<T>(
  limitMs: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  signal.throwIfAborted();
  const inner = new AbortController();
  return new Promise<T | undefined>((resolve, reject) => {
    const early = (settle: () => void): void => {
      end(settle);
      inner.abort(tooLate);
    };
    const abort = (): void => early(() => reject(signal.reason));
    const timer = setTimeout(() => early(() => resolve(undefined)), limitMs);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      settle();
    };
    signal.addEventListener('abort', abort, { once: true });
    run(inner.signal).then(
      (value) => end(() => resolve(value)),
      () => end(() => resolve(undefined)),
    );
  });
}
