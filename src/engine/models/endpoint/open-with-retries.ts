import { sleep } from './sleep';
import { failureOf, type OpenedStream, type TransportFailure } from './transport';

export interface RetryRules {
  /** Whether a refusal that may pass is waited for; a lost connection is always tried once more. */
  readonly patient: boolean;
  /** Milliseconds in which the stream must be open. */
  readonly withinMs: number;
}

/** Tries after the first one, for refusals that say nothing of when they end. */
const mostRetries = 2;
const firstWaitMs = 500;
const longestWaitMs = 8000;
/** Milliseconds between two looks at a server that is loading. */
const loadingWaitMs = 1000;

const passing: ReadonlySet<number> = new Set([408, 409, 429, 500, 502, 504]);

/**
 * Opens a stream, again where that helps: at once after a kept connection turned out to be closed; when patient, also after
 * refusals that pass, as the server asks or after a growing wait, and for as long as a server is loading.
 */
export async function openWithRetries(
  open: () => Promise<OpenedStream>,
  { patient, withinMs }: RetryRules,
  signal: AbortSignal,
): Promise<OpenedStream> {
  const begun = performance.now();
  let lost = false;
  for (let refusals = 0; ; ) {
    try {
      return await open();
    } catch (error) {
      const failure = failureOf(error);
      signal.throwIfAborted();
      if (!lost && isLostConnection(failure)) {
        lost = true;
        continue;
      }
      const wait = patient && failure?.kind === 'refused' ? waitAfter(failure, refusals++) : undefined;
      if (wait === undefined || performance.now() + wait - begun > withinMs) throw error;
      await sleep(wait, signal);
    }
  }
}

function isLostConnection(failure: TransportFailure | undefined): boolean {
  return (
    failure?.kind === 'unreachable' && failure.causes.some((code) => /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(code))
  );
}

/** Milliseconds to wait before the next try; undefined when another try is of no use. */
function waitAfter(
  { status, retryAfterMs }: Extract<TransportFailure, { kind: 'refused' }>,
  refusals: number,
): number | undefined {
  if (status === 503) return Math.max(retryAfterMs ?? 0, loadingWaitMs);
  if (!passing.has(status) || refusals >= mostRetries) return undefined;
  return retryAfterMs ?? Math.min(firstWaitMs * 2 ** refusals, longestWaitMs);
}
