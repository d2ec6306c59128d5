import type { Host } from './host';

declare const traceIdBrand: unique symbol;

/** One request's name in every process it passes through: editor, context server, model, metrics. */
export type TraceId = string & { readonly [traceIdBrand]: true };

export function newTraceId(host: Pick<Host, 'randomId'>): TraceId {
  return host.randomId() as TraceId;
}

/** A trace id that came over a process border; throws a `TypeError` when it is not one. */
export function parseTraceId(value: unknown): TraceId {
  if (typeof value !== 'string' || !/^[0-9a-f]{32}$/.test(value))
    throw new TypeError('a trace id is 32 hexadecimal digits');
  return value as TraceId;
}
