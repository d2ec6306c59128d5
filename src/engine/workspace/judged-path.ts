import { pathSegments, schemeOf } from '../text';

/** The path that a URI is judged by. */
export interface JudgedPath {
  readonly segments: readonly string[];
  readonly isDirectory: boolean;
}

/**
 * A notebook cell is judged as its notebook, an unsaved document by the path it will be saved to or by its name. In a remote window
 * their URIs name the remote machine where a file's does not, so these two are also judged without it. None for every other scheme:
 * what a virtual document shows is not known from its URI.
 */
export function judgedPaths(uri: string): readonly JudgedPath[] {
  const scheme = schemeOf(uri);
  if (scheme !== 'file' && scheme !== 'untitled' && scheme !== 'vscode-notebook-cell') return [];
  const isDirectory = uri.endsWith('/');
  return [uri, ...(scheme === 'file' ? [] : [uri.replace(/^([^:/]+:)\/\/[^/?#]+/, '$1')])]
    .map((one) => ({ segments: pathSegments(one), isDirectory }))
    .filter(({ segments }) => segments.length > 0);
}
