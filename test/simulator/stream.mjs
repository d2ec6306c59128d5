/** Waits; rejects as soon as the client has gone. @param {number} ms @param {AbortSignal} gone @returns {Promise<void>} */
export function pause(ms, gone) {
  if (gone.aborted) return Promise.reject(gone.reason);
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    gone.addEventListener('abort', stopped, { once: true });
    function done() {
      gone.removeEventListener('abort', stopped);
      resolve();
    }
    function stopped() {
      clearTimeout(timer);
      reject(gone.reason);
    }
  });
}

/** Waits until the client has gone. @param {AbortSignal} gone @returns {Promise<never>} */
export function forever(gone) {
  return new Promise((_, reject) => {
    if (gone.aborted) reject(gone.reason);
    gone.addEventListener('abort', () => reject(gone.reason), { once: true });
  });
}

/** Writes and lets the bytes leave on their own. @param {import('node:http').ServerResponse} response @param {string | Uint8Array} bytes */
export function write(response, bytes) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      response.write(bytes, () => setImmediate(resolve));
    })
  );
}

/** One server-sent event. @param {unknown} event */
export const line = (event) => `data: ${JSON.stringify(event)}\n\n`;

/** @param {import('node:http').ServerResponse} response @param {string} type */
export function openStream(response, type = 'text/event-stream; charset=utf-8') {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
  response.flushHeaders();
}

/**
 * The plain stream: one event per write, then `[DONE]`, and the end by itself as most servers send it.
 * @param {{ response: import('node:http').ServerResponse, events: readonly unknown[], gone: AbortSignal, sent: () => void, chunkDelayMs: number, type?: string }} stream
 */
export async function sendEvents({ response, events, gone, sent, chunkDelayMs, type }) {
  openStream(response, type);
  for (const event of events) {
    if (gone.aborted) return;
    sent();
    await write(response, line(event));
    await pause(chunkDelayMs, gone);
  }
  await write(response, 'data: [DONE]\n\n');
  response.end();
}
