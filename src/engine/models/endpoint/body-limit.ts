/** Bytes that one answer may have. */
export const answerLimit = 8 * 1024 * 1024;

/** The response with a body that fails with a `RangeError` beyond `maxBytes`, so that no server can fill the memory. */
export function limitBody(response: Response, maxBytes: number): Response {
  if (!response.body) return response;
  let bytes = 0;
  const limited = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) controller.error(new RangeError('the answer is too long'));
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(limited, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}
