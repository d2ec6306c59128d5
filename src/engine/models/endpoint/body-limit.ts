/** Bytes that one answer may have. */
export const answerLimit = 8 * 1024 * 1024;

/** What may follow an answer that was said to be complete, until its connection can serve the next request. */
const restMs = 1000;
const restBytes = 65_536;

/**
 * The response with a body that fails with a `RangeError` beyond `maxBytes`, so that no server can fill the memory. When the reader
 * has what it wants, the little that is left is read in the background, which keeps the connection; an abort still closes it.
 */
export function limitBody(response: Response, maxBytes: number): Response {
  if (!response.body) return response;
  const reader = response.body.getReader();
  let bytes = 0;
  const limited = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        bytes += value.byteLength;
        if (bytes <= maxBytes) return controller.enqueue(value);
        controller.error(new RangeError('the answer is too long'));
        await reader.cancel();
      },
      cancel: () => void readRest(reader),
    },
    { highWaterMark: 0 },
  );
  return new Response(limited, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

async function readRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(cancel, restMs);
  try {
    let left = restBytes;
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      left -= step.value.byteLength;
      if (left < 0) return cancel();
    }
  } catch {
    // Aborted, or broken off by the server: the connection is gone.
  } finally {
    clearTimeout(timer);
  }
}
