import { pathSegments, schemeOf } from '../text';

/** The path that a URI is judged by. */
export interface JudgedPath {
  readonly segments: readonly string[];
  readonly isDirectory: boolean;
}

/**
 * A notebook cell is judged as its notebook, an unsaved document by the path it will be saved to or by its name. Undefined for every
 * other scheme: what a virtual document shows is not known from its URI.
 */
export function judgedPath(uri: string): JudgedPath | undefined {
  const scheme = schemeOf(uri);
  if (scheme !== 'file' && scheme !== 'untitled' && scheme !== 'vscode-notebook-cell') return undefined;
  const segments = pathSegments(uri);
  return segments.length === 0 ? undefined : { segments, isDirectory: uri.endsWith('/') };
}
