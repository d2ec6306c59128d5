import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { loopbackFetch } from '../../../src/engine/models/endpoint/loopback-fetch';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const notAsked: typeof fetch = () => Promise.reject(new Error('the other one was asked'));

async function serve(answer: Answer): Promise<{ readonly url: string; readonly sockets: Socket[] }> {
  const server = createServer(answer);
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  running.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, sockets };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

describe('a fetch for a server on this machine', () => {
  it('sends what it is given and nothing else but what the protocol needs', async () => {
    const { url } = await serve(async (request, response) => {
      const { method, url: path, headers } = request;
      response.end(JSON.stringify({ method, path, headers, body: await bodyOf(request) }));
    });
    const init = { method: 'POST', body: 'grüße', headers: new Headers({ accept: 'a/b', 'content-type': 'c/d' }) };
    const response = await loopbackFetch(notAsked)(`${url}/x?y=1`, init);
    expect(await response.json()).toEqual({
      method: 'POST',
      path: '/v1/x?y=1',
      headers: {
        accept: 'a/b',
        'content-type': 'c/d',
        host: new URL(url).host,
        connection: 'keep-alive',
        'content-length': '7',
      },
      body: 'grüße',
    });
  });

  it.each([200, 204, 302, 304, 404, 500])('gives an answer of status %i as the platform does', async (status) => {
    const { url } = await serve((_, response) => {
      const headers = [
        ...['x-a', '1', 'x-a', '2', 'location', '/elsewhere'],
        ...(status === 204 || status === 304 ? [] : ['content-type', 'text/plain']),
      ];
      response.writeHead(status, headers).end(status === 204 || status === 304 ? '' : 'grüße');
    });
    const told = async (response: Response): Promise<unknown> => {
      const headers = Object.fromEntries(response.headers);
      delete headers['date'];
      return { status: response.status, text: response.statusText, headers, body: await response.text() };
    };
    const ours = await told(await loopbackFetch(notAsked)(url, {}));
    expect(ours).toEqual(await told(await fetch(url, { redirect: 'manual' })));
  });

  it('gives a body in its pieces, and fails where it breaks off', async () => {
    const { url, sockets } = await serve((_, response) => {
      response.write('first');
      setTimeout(() => response.write('second'), 20);
    });
    const response = await loopbackFetch(notAsked)(url, {});
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const read = async (): Promise<string> => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await read()).toBe('first');
    expect(await read()).toBe('second');
    sockets[0]?.destroy();
    await expect(reader.read()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('leaves any other server to the platform', async () => {
    const asked: unknown[] = [];
    const other: typeof fetch = async (input) => {
      asked.push(input);
      return new Response('');
    };
    const ours = loopbackFetch(other);
    await ours('https://localhost/v1', {});
    await ours('http://192.168.0.1/v1', {});
    await ours('http://localhost.example.com/v1', {});
    expect(asked).toEqual(['https://localhost/v1', 'http://192.168.0.1/v1', 'http://localhost.example.com/v1']);
  });

  it('says why no connection was made', async () => {
    const { url } = await serve(() => undefined);
    await new Promise((resolve) => running.pop()?.close(resolve));
    await expect(loopbackFetch(notAsked)(url, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('closes the connection of an answer that is not wanted, and has the next one open before it is asked for', async () => {
    const { url, sockets } = await serve((request, response) => {
      response.write(`${sockets.indexOf(request.socket)}`);
    });
    const ours = loopbackFetch(notAsked);
    const ask = async (): Promise<string> => {
      const abort = new AbortController();
      const response = await ours(url, { signal: abort.signal });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const { value } = await reader.read();
      abort.abort();
      await expect(reader.read()).rejects.toThrow();
      return Buffer.from(value ?? []).toString();
    };
    expect(await ask()).toBe('0');
    await expect.poll(() => sockets.length).toBe(2);
    expect(sockets[0]?.destroyed).toBe(true);
    expect(await ask()).toBe('1');
    await expect.poll(() => sockets.length).toBe(3);
  });

  it('makes a connection where the one that was held open is gone', async () => {
    const { url, sockets } = await serve((_, response) => void response.write('x'));
    const ours = loopbackFetch(notAsked);
    const abort = new AbortController();
    await ours(url, { signal: abort.signal });
    abort.abort();
    await expect.poll(() => sockets.length).toBe(2);
    const gone = once(sockets[1] as Socket, 'close');
    sockets[1]?.destroy();
    await gone;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await ours(url, {})).status).toBe(200);
  });

  it('is not asked at all by who has given up', async () => {
    const { url, sockets } = await serve(() => undefined);
    await expect(loopbackFetch(notAsked)(url, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    expect(sockets).toEqual([]);
  });
});
