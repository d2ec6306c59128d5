import type { Host } from '../host';
import { joinUri, uriToPath } from '../text';
import type { Policy } from '../workspace';
import type { SymbolHit } from './contract';

const atStart = { line: 0, character: 0 };

/**
 * The file that a whole path below one of the folders names, when no list holds it because git ignores it or because it is no source;
 * undefined for any other file, and for one behind a symbolic link. `folders` are canonical URIs.
 */
export async function unindexedFile(
  host: Pick<Host, 'stat'>,
  folders: readonly string[],
  policy: Policy,
  path: string,
): Promise<SymbolHit | undefined> {
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined;
  for (const folder of folders) {
    const uri = await fileAt(host, folder, segments);
    if (uri === undefined || policy.judge(uri).strength !== 'unindexed') continue;
    return { uri, path, name: segments.at(-1) ?? path, kind: 'file', range: { start: atStart, end: atStart } };
  }
  return undefined;
}

async function fileAt(
  host: Pick<Host, 'stat'>,
  folder: string,
  segments: readonly string[],
): Promise<string | undefined> {
  let uri = folder;
  for (const [at, segment] of segments.entries()) {
    uri = joinUri(uri, segment);
    const wanted = at === segments.length - 1 ? 'file' : 'directory';
    const stat = await host.stat(uriToPath(uri)).catch(() => undefined);
    if (stat?.kind !== wanted) return undefined;
  }
  return uri;
}
