import type { TransportFailure } from './transport';

type Unreachable = Extract<TransportFailure, { kind: 'unreachable' }>;

/** Why a connection was not made. */
export interface ConnectionFacts {
  /** Codes of the errors beneath. */
  readonly causes: readonly string[];
  /** To whom it was tried: an address and its port, or a name that is not known. */
  readonly peer?: Peer | undefined;
  /** A proxy's answer, where it did not connect to the server. */
  readonly proxyStatus?: number | undefined;
}

export interface Peer {
  readonly name: string;
  readonly port: number | undefined;
}

/** By codes of the errors beneath, the most telling first: what is wrong at HOST, and what to do. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /^CERT_HAS_EXPIRED$/,
    "The certificate of HOST has expired: renew it on the server, or set this machine's clock if that is wrong.",
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    "The certificate of HOST is not valid yet: set this machine's clock if that is wrong, or give the server another certificate.",
  ],
  [/^CERT_REVOKED$/, 'The certificate of HOST is revoked: give the server a new one, or use another endpoint.'],
  [
    /^ERR_TLS_CERT_ALTNAME/,
    "The certificate of HOST is for another name: write that name in the endpoint's base URL, or give the server a certificate for this one.",
  ],
  [
    /^ERR_SSL_.*ALERT.*CERTIFICATE/,
    'HOST asks for a certificate of this machine, which Cairn cannot send: let the server take a key instead, or use another endpoint.',
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/,
    "The certificate of HOST is not trusted here: add its authority to the system's certificates.",
  ],
  [
    /^ERR_SSL_.*(?:PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|HANDSHAKE_FAILURE|NO_SHARED_CIPHER)/,
    'HOST offers no encryption that is safe enough here: let the server speak TLS 1.2 or newer.',
  ],
  [/^ERR_SSL_|^EPROTO$/, "HOST does not answer by https: write http:// in the endpoint's base URL, or check the port."],
  [/ENOTFOUND|EAI_AGAIN/, "No machine is known as HOST: correct the endpoint's base URL, or check the network."],
  [
    /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    "HOST takes no connection in time: check the network and any VPN or firewall on the way, or correct the endpoint's base URL.",
  ],
  [
    /^(?:EHOST|ENET)(?:UNREACH|DOWN)$/,
    "No way leads from here to HOST: check the network and the VPN, or correct the endpoint's base URL.",
  ],
  [
    /UND_ERR_SOCKET|ECONNRESET|ECONNABORTED|EPIPE|HPE_|HTTPParserError/,
    'HOST closed the connection without an HTTP answer: check the port, and whether it wants https:// instead of http://.',
  ],
];

const nothingAnswers = "Nothing answers at HOST: start the server there, or correct the endpoint's base URL.";

/** Why no answer came from the host, a name or an address with its port, and the one sentence that says so. */
export function unreachable({ causes, proxyStatus, peer }: ConnectionFacts, host: string): Unreachable {
  const told = (message: string, toldAs: Unreachable['toldAs'] = 'unreachable'): Unreachable => ({
    kind: 'unreachable',
    causes,
    toldAs,
    message: message.replaceAll('HOST', () => host),
  });
  if (proxyStatus === 407)
    return told("A proxy before HOST asks for a sign-in: set it in the editor's http.proxy settings.", 'unauthorised');
  if (proxyStatus !== undefined)
    return told(
      `A proxy before HOST does not connect to it (status ${proxyStatus}): let the proxy reach it, or name it in the editor's setting http.noProxy.`,
    );
  if (peer && isAnother(peer, host))
    return told(
      `The proxy ${peer.name}${peer.port === undefined ? '' : `:${peer.port}`} before HOST does not answer: start it, or correct the editor's setting http.proxy and the environment variables for proxies.`,
    );
  return told(sentences.find(([pattern]) => causes.some((code) => pattern.test(code)))?.[1] ?? nothingAnswers);
}

/** Whether the connection was tried to somewhere else than the host, which only a proxy is. */
function isAnother({ name, port }: Peer, host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname, port: own } = new URL(`http://${host}`);
  if (port !== undefined) return own === '' ? port !== 80 && port !== 443 : port !== Number(own);
  return name !== hostname.replace(/^\[|\]$/g, '');
}
