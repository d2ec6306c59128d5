import type { IndexedFile, WorkspaceIndex } from '../../index';
import type { FoundFile } from './file-evidence';
import { type NamedPlace, stackFrames } from './named-places';

/** A path that fits more files than this, such as `index.js`, names none of them. */
const MAX_MATCHES = 2;
/** Segments at the end of a path from elsewhere that a file must share, unless the whole path of one of them fits. */
const SHARED_SEGMENTS = 2;

/** The files that a path, as a text writes it, may mean. A library's `net/http/server.go` is no `web/server.go`. */
export function filesAt(index: WorkspaceIndex, path: string): readonly IndexedFile[] {
  const uris = index.paths.endingWith(path);
  if (uris.length > MAX_MATCHES) return [];
  return uris.flatMap((uri) => {
    const file = index.file(uri);
    return file && fits(segmentsOf(path), segmentsOf(file.path)) ? [file] : [];
  });
}

/** Files that the frames of a stack trace are in, innermost first; each frame further out says less. */
export function framedFiles(index: WorkspaceIndex, places: readonly NamedPlace[]): FoundFile[] {
  const files = new Map(
    stackFrames(places).flatMap(({ path }) => filesAt(index, path).map((file) => [file.uri, file] as const)),
  );
  return Array.from(files.values(), (file, at) => ({ file, score: 1 / Math.sqrt(1 + at) }));
}

function fits(written: readonly string[], own: readonly string[]): boolean {
  const shorter = Math.min(written.length, own.length);
  let shared = 0;
  while (shared < shorter && written[written.length - 1 - shared] === own[own.length - 1 - shared]) shared++;
  return shared >= Math.min(shorter, SHARED_SEGMENTS);
}

function segmentsOf(path: string): string[] {
  return path
    .toLowerCase()
    .split(/[\\/]+/)
    .filter((segment) => segment !== '' && segment !== '.');
}
