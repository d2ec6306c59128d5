import type { TransportFailure } from './transport';

/** How far one request has come; whoever sends it writes into this. */
export interface Sending {
  /** It was handed over to be sent. */
  begun?: boolean;
  /** The connection under it can be watched. */
  watched?: boolean;
  /** It is on its way to the server. */
  written?: boolean;
  /** A proxy answered with status 407, of which `fetch` makes an error without words. */
  wantsProxySignIn?: boolean;
}

/**
 * Whether the server may work at the request, which its owner then may bill. Where the connection cannot be watched, every request
 * that was begun counts.
 */
export function isOnItsWay({ begun, watched, written }: Sending): boolean {
  return watched ? written === true : begun === true;
}

/** Whether the server did no work: it refused the request, or was not reached. */
export function isUnserved(failure: TransportFailure | undefined): boolean {
  return failure?.kind === 'refused' || failure?.kind === 'unreachable';
}
