/** A call that takes longer has waited for the disk, in milliseconds. */
const AT_ONCE_MS = 1;
/** After such a call others are handed to the thread pool for so many times as long. */
const PATIENCE = 10;
/** After so many milliseconds others get a turn of the event loop: what is read is worked on before the next call. */
const SLICE_MS = 0.25;

/**
 * Makes calls into the file system on the caller's thread, as long as they return at once. A disk that does not is asked through the
 * thread pool for a while, so that waiting for it takes a tenth of this thread's time at most.
 */
export class DirectCalls {
  private sliceEnd = 0;
  private pooledUntil = 0;

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** `direct` does its work before it returns, `pooled` hands it to the thread pool. */
  async do<T>(direct: () => Promise<T>, pooled: () => Promise<T>): Promise<T> {
    if (this.monotonic() < this.pooledUntil) return pooled();
    if (this.monotonic() > this.sliceEnd) {
      await new Promise((resolve) => setImmediate(resolve));
      this.sliceEnd = this.monotonic() + SLICE_MS;
    }
    const begun = this.monotonic();
    const result = direct();
    const ended = this.monotonic();
    if (ended - begun > AT_ONCE_MS) this.pooledUntil = ended + PATIENCE * (ended - begun);
    return result;
  }
}
