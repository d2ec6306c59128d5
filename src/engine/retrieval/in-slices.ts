import type { Host } from '../host';

/** Milliseconds of work between two turns of the event loop. */
const SLICE_MS = 4;

/** Takes steps in slices, so that others get their turn; undefined when `goesOn` says in between that it is of no use any more. */
export async function inSlices<T>(
  host: Host,
  steps: Generator<undefined, T>,
  goesOn: () => boolean,
): Promise<T | undefined> {
  for (;;) {
    const end = host.monotonic() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (host.monotonic() < end);
    await new Promise((resolve) => setImmediate(resolve));
    if (!goesOn()) return undefined;
  }
}
