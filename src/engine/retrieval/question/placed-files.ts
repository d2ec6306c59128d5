import type { IndexedFile, WorkspaceIndex } from '../../index';
import type { FoundFile } from './file-evidence';
import { type NamedPlace, stackFrames } from './named-places';

/** A path that fits more files than this, such as `index.js`, names none of them. */
const MAX_MATCHES = 2;
/** Segments at the end of a path from elsewhere that a file must share, unless the whole path of one of them fits. */
const SHARED_SEGMENTS = 2;

/** The part of a path that no word of a language without spaces runs into. */
const PLAIN_END = /[\w.@~+$\\/()[\]-]+$/;

/**
 * The files that a path, as a text writes it, may mean; those whose whole path it ends with go before others. A library's
 * `net/http/server.go` is no `web/server.go`.
 */
export function filesAt(index: WorkspaceIndex, path: string): readonly IndexedFile[] {
  const files = filesEndingWith(index, path);
  const plain = PLAIN_END.exec(path)?.[0] ?? path;
  return files.length === 0 && plain !== path ? filesEndingWith(index, plain) : files;
}

function filesEndingWith(index: WorkspaceIndex, path: string): readonly IndexedFile[] {
  const uris = index.paths.endingWith(path);
  if (uris.length > MAX_MATCHES) return [];
  const written = segmentsOf(path);
  const files = uris.flatMap((uri) => index.file(uri) ?? []);
  const whole = files.filter((file) => sharedEnd(written, segmentsOf(file.path)) === segmentsOf(file.path).length);
  if (whole.length > 0) return whole;
  return files.filter((file) => sharedEnd(written, segmentsOf(file.path)) >= Math.min(written.length, SHARED_SEGMENTS));
}

/** Files that the frames of a stack trace are in, innermost first; each frame further out says less. */
export function framedFiles(index: WorkspaceIndex, places: readonly NamedPlace[]): FoundFile[] {
  const files = new Map(
    stackFrames(places).flatMap(({ path }) => filesAt(index, path).map((file) => [file.uri, file] as const)),
  );
  return Array.from(files.values(), (file, at) => ({ file, score: 1 / Math.sqrt(1 + at) }));
}

/** Segments at the end that two paths share. */
function sharedEnd(one: readonly string[], other: readonly string[]): number {
  let shared = 0;
  while (shared < one.length && shared < other.length && one.at(-1 - shared) === other.at(-1 - shared)) shared++;
  return shared;
}

function segmentsOf(path: string): string[] {
  return path
    .toLowerCase()
    .split(/[\\/]+/)
    .filter((segment) => segment !== '' && segment !== '.');
}
