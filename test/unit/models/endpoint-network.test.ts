import { once } from 'node:events';
import * as http from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import * as tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModelError } from '../../../src/engine/models';
import { type Certificate, certificate } from './certificates';
import { client, complete, failure, simulate } from './endpoint-fixture';

/** Of the Node that the tools run under; older ones have none of it, and its types do not either. */
const node = {
  setAuthorities: (tls as unknown as { setDefaultCACertificates(pems: readonly string[]): void })
    .setDefaultCACertificates,
  authorities: (tls as unknown as { getCACertificates(): string[] }).getCACertificates,
  setProxy: (http as unknown as { setGlobalProxyFromEnv(env: Record<string, string>): () => void })
    .setGlobalProxyFromEnv,
};

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listening(server: Server): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port at which nothing listens. */
async function deadPort(): Promise<number> {
  const port = await listening(createServer());
  const server = open.pop();
  await new Promise((resolve) => server?.close(resolve));
  return port;
}

/** What a completion is told, HOST for the endpoint's address. */
async function told(url: string): Promise<readonly [ModelError['kind'], string]> {
  const { kind, message } = await failure(complete(await client({ url }, { fim: 'suffix' })));
  return [kind, message.replaceAll(new URL(url).host, 'HOST')];
}

describe.skipIf(!node.setAuthorities)('certificates', () => {
  const authority = certificate({ name: 'Test Authority', authority: true });
  const addresses = [[127, 0, 0, 1]];
  let before: string[];

  beforeAll(() => {
    before = node.authorities();
    node.setAuthorities([authority.pem]);
  });
  afterAll(() => node.setAuthorities(before));

  const serving = async ({ pem, key }: Certificate): Promise<string> => {
    const cert = { cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }) };
    const server = createTlsServer(cert, (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .end('data: {"choices":[{"text":"42"}]}\n\ndata: [DONE]\n\n', () => server.closeAllConnections()),
    );
    server.on('tlsClientError', () => undefined);
    return `https://127.0.0.1:${await listening(server)}/v1`;
  };

  it('that are good let the endpoint answer', async () => {
    const url = await serving(certificate({ name: 'good', issuer: authority, addresses }));
    expect(await complete(await client({ url }, { fim: 'suffix' }))).toBe('42');
  });

  it.each([
    [
      'signed by itself',
      certificate({ name: 'self', addresses }),
      "The certificate of HOST is not trusted here: add its authority to the system's certificates.",
    ],
    [
      'of an unknown authority',
      certificate({ name: 'stray', issuer: certificate({ name: 'Stray Authority', authority: true }), addresses }),
      "The certificate of HOST is not trusted here: add its authority to the system's certificates.",
    ],
    [
      'expired',
      certificate({ name: 'old', issuer: authority, addresses, to: '20020101' }),
      "The certificate of HOST has expired: renew it on the server, or set this machine's clock if that is wrong.",
    ],
    [
      'not yet valid',
      certificate({ name: 'new', issuer: authority, addresses, from: '29980101' }),
      "The certificate of HOST is not valid yet: set this machine's clock if that is wrong, or give the server another certificate.",
    ],
    [
      'for another name',
      certificate({ name: 'other', issuer: authority, addresses: [[10, 1, 2, 3]] }),
      "The certificate of HOST is for another name: write that name in the endpoint's base URL, or give the server a certificate for this one.",
    ],
  ])('%s: told by their own cause', async (_, made, sentence) => {
    expect(await told(await serving(made))).toEqual(['unreachable', sentence]);
  });
});

describe.skipIf(!node.setProxy)('a proxy', () => {
  let restore = (): void => undefined;
  afterEach(() => restore());

  const through = (port: number): void => {
    const url = `http://127.0.0.1:${port}`;
    restore = node.setProxy({ http_proxy: url, https_proxy: url });
  };
  /** Answers each request for a tunnel with this status, or connects it to a port. */
  const proxy = async (answer: { readonly status: number } | { readonly to: number }): Promise<void> => {
    const server = http.createServer((_, response) => response.writeHead(500).end());
    server.on('connect', (_request, socket) => {
      socket.on('error', () => undefined);
      if ('status' in answer) return void socket.end(`HTTP/1.1 ${answer.status} No\r\ncontent-length: 0\r\n\r\n`);
      const server = connect(answer.to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        server.pipe(socket).pipe(server);
      });
      server.on('error', () => undefined);
    });
    through(await listening(server));
  };

  it('that works lets the endpoint answer', async () => {
    const simulator = await simulate({ answer: () => '42' });
    await proxy({ to: simulator.port });
    expect(await complete(await client({ url: 'http://model.example/v1' }, { fim: 'suffix' }))).toBe('42');
    await simulator.close().catch(() => undefined);
  });

  it.each(['http', 'https'])('that does not run, before an endpoint by %s', async (scheme) => {
    const port = await deadPort();
    through(port);
    expect(await told(`${scheme}://model.example/v1`)).toEqual([
      'unreachable',
      `The proxy 127.0.0.1:${port} before HOST does not answer: start it, or correct the editor's setting http.proxy and the environment variables for proxies.`,
    ]);
  });

  it.each([
    [407, 'unauthorised', "A proxy before HOST asks for a sign-in: set it in the editor's http.proxy settings."],
    [
      403,
      'unreachable',
      "A proxy before HOST does not connect to it (status 403): let the proxy reach it, or name it in the editor's setting http.noProxy.",
    ],
  ] as const)('that answers with status %i', async (status, kind, sentence) => {
    await proxy({ status });
    expect(await told('https://model.example/v1')).toEqual([kind, sentence]);
  });
});

describe('a network that fails', () => {
  const failing = async (error: Error): Promise<string> => {
    const fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('fetch failed', { cause: error }));
    const endpoint = await client({ url: 'http://model.example:8080/v1' }, { fim: 'suffix', fetch });
    return (await failure(complete(endpoint))).message;
  };
  const coded = (code: string, more: Record<string, unknown> = {}) =>
    Object.assign(new Error(`connect ${code}`), { code, ...more });

  it.each([
    ['ETIMEDOUT', /^model\.example:8080 takes no connection in time: check the network and any VPN or firewall/],
    ['UND_ERR_CONNECT_TIMEOUT', /^model\.example:8080 takes no connection in time/],
    ['EHOSTUNREACH', /^No way leads from here to model\.example:8080: check the network and the VPN/],
    ['ENETUNREACH', /^No way leads from here to model\.example:8080/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /^model\.example:8080 asks for a certificate of this machine/],
    ['CERT_REVOKED', /^The certificate of model\.example:8080 is revoked/],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', /^model\.example:8080 offers no encryption that is safe enough/],
  ])('%s', async (code, sentence) => {
    expect(await failing(coded(code))).toMatch(sentence);
  });

  it('names who is not found: the endpoint, or the proxy before it', async () => {
    expect(await failing(coded('ENOTFOUND', { hostname: 'model.example' }))).toMatch(
      /^No machine is known as model\.example:8080/,
    );
    expect(await failing(coded('ENOTFOUND', { hostname: 'proxy.example' }))).toMatch(
      /^The proxy proxy\.example before model\.example:8080 does not answer/,
    );
  });

  it('blames the endpoint itself where that refuses the connection', async () => {
    expect(await failing(coded('ECONNREFUSED', { address: '10.0.0.7', port: 8080 }))).toMatch(
      /^Nothing answers at model\.example:8080: start the server there/,
    );
  });
});
