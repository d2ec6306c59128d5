/**
 * The one spelling of a URI that the engine compares and stores, whichever program wrote it. `file` URIs lose query, fragment,
 * `localhost`, dot segments, doubled and trailing slashes, get a lower-case drive letter and the same percent encoding
 * (everything but `A-Z a-z 0-9 - _ . ! ~ * ' ( )`). Paths of `untitled` and notebook cells are treated likewise and keep their
 * fragment. Any other URI is returned as it is. Idempotent; never throws.
 */
export function canonicalUri(uri: string): string {
  if (plainFile.test(uri)) return uri;
  const parts = splitUri(uri);
  if (!parts || !pathSchemes.has(parts.scheme)) return uri;
  if (parts.scheme === 'file') return `file://${authorityOf(parts.authority)}${encodedPath(decoded(parts.path), true)}`;
  const authority = parts.authority === undefined || parts.authority === '' ? '' : `//${authorityOf(parts.authority)}`;
  return `${parts.scheme}:${authority}${encodedPath(decoded(parts.path), parts.path.startsWith('/'))}${parts.fragment}`;
}

/** Canonical `file` URI of an absolute path, POSIX, Windows (`C:\x`, `C:/x`) or UNC (`\\server\share`). */
export function pathToUri(path: string): string {
  if (/^\\\\[^\\]/.test(path)) {
    const [server = '', ...rest] = path.slice(2).split(/[\\/]/);
    return `file://${authorityOf(server)}${encodedPath(rest.join('/'), true)}`;
  }
  const windows = /^[A-Za-z]:([\\/]|$)/.test(path);
  return `file://${encodedPath(windows ? path.replaceAll('\\', '/') : path, true)}`;
}

/** The machine's path behind a `file` URI; a drive letter or an authority gives a Windows path. Throws a `TypeError` for any other scheme. */
export function uriToPath(uri: string): string {
  if (plainFile.test(uri)) return uri.slice('file://'.length);
  const parts = splitUri(canonicalUri(uri));
  if (parts?.scheme !== 'file')
    throw new TypeError(`A path was asked for, but ${schemeOf(uri) || 'this'} is not a file URI.`);
  const path = decoded(parts.path);
  if (parts.authority) return `\\\\${parts.authority}${path.replaceAll('/', '\\')}`;
  if (/^\/[a-z]:(\/|$)/.test(path)) return path.slice(1).replaceAll('/', '\\').replace(/:$/, ':\\');
  return path;
}

/** Lower-case scheme without the colon; '' when there is none. */
export function schemeOf(uri: string): string {
  if (uri.startsWith('file:')) return 'file';
  return splitUri(uri)?.scheme ?? '';
}

/** Last segment of the path, decoded. */
export function baseName(uri: string): string {
  return pathSegments(uri).at(-1) ?? '';
}

/** Path of `uri` below `folder` with `/`, decoded; '' for the folder itself, undefined when it is not inside. Both canonical. */
export function relativePath(folder: string, uri: string): string | undefined {
  const below = folder.endsWith('/') ? folder : `${folder}/`;
  if (uri === folder || `${uri}/` === below) return '';
  return uri.startsWith(below) ? decoded(uri.slice(below.length)) : undefined;
}

/** URI of an entry of a directory. `directory` is canonical, `name` as the machine gives it. */
export function joinUri(directory: string, name: string): string {
  return `${directory.endsWith('/') ? directory.slice(0, -1) : directory}/${encodedSegment(name)}`;
}

/** Canonical URI of the directory that holds `uri` (canonical); the root is its own parent. */
export function parentUri(uri: string): string {
  const at = uri.lastIndexOf('/');
  const start = uri.indexOf('//') >= 0 ? uri.indexOf('/', uri.indexOf('//') + 2) : uri.indexOf('/');
  if (at < 0 || start < 0) return uri;
  return at === start ? uri.slice(0, start + 1) : uri.slice(0, at);
}

/** Decoded path segments, the authority first when there is one; query and fragment do not count. */
export function pathSegments(uri: string): readonly string[] {
  if (plainFile.test(uri)) return uri.slice('file:///'.length).split('/');
  const parts = splitUri(canonicalUri(uri));
  if (!parts) return [];
  const segments = decoded(parts.path)
    .split('/')
    .filter((segment) => segment !== '');
  return parts.authority ? [parts.authority, ...segments] : segments;
}

/** As most are: canonical as it stands, and spelled like the path. */
const plainFile = /^file:\/\/(?:\/(?!\.{1,2}(?:\/|$))[\w.!~*'()-]+)+$/;

const pathSchemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-notebook-cell']);

interface UriParts {
  readonly scheme: string;
  readonly authority: string | undefined;
  readonly path: string;
  /** With its `#`, or ''. */
  readonly fragment: string;
}

function splitUri(uri: string): UriParts | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?[^#]*)?(#[\s\S]*)?$/.exec(uri);
  if (!match) return undefined;
  return {
    scheme: (match[1] ?? '').toLowerCase(),
    authority: match[2],
    path: match[3] ?? '',
    fragment: match[4] ?? '',
  };
}

function authorityOf(authority: string | undefined): string {
  const lower = decoded(authority ?? '').toLowerCase();
  return lower === 'localhost'
    ? ''
    : encodedSegment(lower).replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2B', '+');
}

/** Sequences that are not UTF-8 stay as they are written, and are encoded as text. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (sequence) => {
    try {
      return decodeURIComponent(sequence);
    } catch {
      return sequence;
    }
  });
}

function encodedPath(path: string, absolute: boolean): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  if (kept[0] !== undefined && /^[A-Za-z]:$/.test(kept[0])) kept[0] = kept[0].toLowerCase();
  return (absolute ? '/' : '') + kept.map(encodedSegment).join('/');
}

function encodedSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}
