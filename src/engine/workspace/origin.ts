import type { Range } from '../text';

/**
 * Where a piece of text comes from. The union is closed: whoever judges origins handles every kind, and a new kind
 * fails to compile until it is judged. URIs are in canonical form (`canonicalUri`).
 */
export type Origin =
  | { readonly kind: 'template'; readonly name: string }
  | { readonly kind: 'user' }
  | FileOrigin
  | { readonly kind: 'edit'; readonly uri: string }
  | { readonly kind: 'diagnostics'; readonly uri: string; readonly related: readonly string[] }
  | { readonly kind: 'git'; readonly commit: string; readonly paths: readonly string[] }
  | { readonly kind: 'terminal' }
  | { readonly kind: 'clipboard' }
  | { readonly kind: 'rules'; readonly uri: string }
  | { readonly kind: 'tool'; readonly name: string; readonly sources: readonly Origin[] }
  | { readonly kind: 'model'; readonly sources: readonly Origin[] };

export interface FileOrigin {
  readonly kind: 'file';
  readonly uri: string;
  readonly range: Range;
  /** The editor's document version, or -1 for text read from disk. */
  readonly version: number;
}
