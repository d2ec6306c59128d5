/** The promise's value, or an `AbortError` as soon as the signal fires; the work itself goes on. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    const ended = (): void => signal.removeEventListener('abort', aborted);
    promise.finally(ended).then(resolve, reject);
  });
}
