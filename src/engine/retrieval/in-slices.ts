import type { Host } from '../host';

/** Milliseconds of work between two turns of others. */
const SLICE_MS = 4;

/**
 * The pieces of work that pauses at each undefined, made in slices between each of which `turn` is waited for, so that others get theirs.
 * Throws when `goesOn` says in between that it is of no use any more.
 */
export async function* inSlices(
  host: Pick<Host, 'monotonic'>,
  pieces: Iterable<Uint8Array | undefined>,
  turn: () => Promise<void>,
  goesOn: () => boolean,
): AsyncGenerator<Uint8Array> {
  let end = host.monotonic() + SLICE_MS;
  for (const piece of pieces) {
    if (piece) yield piece;
    if (piece || host.monotonic() > end) {
      await turn();
      end = host.monotonic() + SLICE_MS;
    }
    if (!goesOn()) throw new Error('this is of no use any more');
  }
}
