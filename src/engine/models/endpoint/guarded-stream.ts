import { StreamGivenUp } from './endpoint-error';
import type { OpenedStream } from './transport';

/** Milliseconds and characters. */
export interface StreamLimits {
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly totalMs?: number;
  /** The stream ends once it has said this much, or has sent as many events. */
  readonly maxCharacters: number;
}

/** Content types of an answer that can be read; '' where the server names none, JSON where it did not stream. */
const readable: ReadonlySet<string> = new Set(['', 'text/event-stream', 'application/json']);

const ended = { done: true, value: undefined } as const;

/** Made once: an error is slow to make where stack traces are long, and this one would be made for each request. */
const given = new DOMException('The rest of the answer is not wanted.', 'AbortError');

/**
 * The texts of an opened stream under limits: ends with an `AbortError` as soon as the signal fires, with `StreamGivenUp` when the
 * server is silent for too long or does not speak the protocol, and normally at the limits of length and total time. The socket is
 * closed, unless the server said all it had to say.
 */
export async function* guardedTexts(
  open: (signal: AbortSignal) => Promise<OpenedStream>,
  textOf: (event: unknown) => string | undefined,
  limits: StreamLimits,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const socket = new AbortController();
  let complete = false;
  const begun = performance.now();
  const left = (ms: number): number => begun + ms - performance.now();
  const wait = <T>(promise: Promise<T>, ms: number, late: () => Error | undefined): Promise<T | undefined> =>
    settled(promise, ms, late, signal);
  const noFirstByte = (): Error => new StreamGivenUp('no-first-byte', limits.firstByteMs);
  try {
    const opened = await wait(open(socket.signal), limits.firstByteMs, noFirstByte);
    if (!opened) return;
    if (!readable.has(opened.contentType)) throw new StreamGivenUp('not-events', opened.contentType);
    const events = opened.events[Symbol.asyncIterator]();
    let count = 0;
    let characters = 0;
    let understood = false;
    while (characters < limits.maxCharacters && count < limits.maxCharacters) {
      const idle = count === 0 ? left(limits.firstByteMs) : limits.idleMs;
      const total = limits.totalMs === undefined ? Number.POSITIVE_INFINITY : left(limits.totalMs);
      const outOfTime = total < idle && characters > 0;
      const late = count === 0 ? noFirstByte : () => new StreamGivenUp('stalled', limits.idleMs);
      const step = await wait(events.next(), Math.min(idle, total), () => (outOfTime ? undefined : late()));
      complete = step?.done === true;
      if ((step ?? ended).done) break;
      count++;
      const text = textOf(step?.value);
      if (text === undefined) continue;
      understood = true;
      characters += text.length;
      if (text !== '') yield text;
      signal.throwIfAborted();
    }
    if (count > 0 && !understood) throw new StreamGivenUp('not-the-shape', '');
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    // Closing takes a while, and whoever has the text he wants is not to wait for it.
    if (signal.aborted) socket.abort(given);
    else if (!complete) setImmediate(() => socket.abort(given));
  }
}

/** The promise's value; rejects when the signal fires first. After `ms`, rejects with `late()`, or resolves with undefined if that is none. */
function settled<T>(
  promise: Promise<T>,
  ms: number,
  late: () => Error | undefined,
  signal: AbortSignal,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => finish(() => reject(signal.reason));
    const timer = setTimeout(
      () =>
        finish(() => {
          const error = late();
          if (error) reject(error);
          else resolve(undefined);
        }),
      Math.max(0, ms),
    );
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      end();
    };
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    promise.then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error)),
    );
  });
}
