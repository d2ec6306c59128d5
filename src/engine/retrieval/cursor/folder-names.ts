import type { WorkspaceIndex } from '../../index';
import { familyFilter, WorkspaceFiles } from '../imports';
import { CODE_WORDS } from './code-words';
import type { CursorPlace } from './cursor-search';
import { NumberPlaces } from './number-places';

/** Names that a directory's files use, each with the share of the files that do. */
export type FolderUse = readonly {
  /** The name's number in the index. */
  readonly identifier: number;
  readonly name: string;
  readonly share: number;
}[];

const FILES = 30;
const NAMES = 400;
/** A name that fewer files use says nothing of the directory. */
const LEAST_FILES = 2;
/** As many different names as a directory's files commonly have. */
const IDENTIFIERS = 4096;
const DIRECTORIES = 40;
/** Changes of the index after which a directory is looked at anew. */
const LAG = 100;

/** What the files of a directory commonly use. Looked up once for many keys, so it may lag behind. */
export class FolderNames {
  private readonly known = new Map<string, { readonly revision: number; readonly use: FolderUse }>();

  /** What the files beside the one at the cursor use, of a large directory by a sample. */
  around(index: WorkspaceIndex, at: CursorPlace): FolderUse {
    const directory = at.path.slice(0, Math.max(0, at.path.lastIndexOf('/')));
    const key = `${at.folder}\n${directory}\n${at.languageId}`;
    const known = this.known.get(key);
    if (known && index.revision - known.revision <= LAG) return known.use;
    const use = useIn(index, at, directory);
    this.known.delete(key);
    this.known.set(key, { revision: index.revision, use });
    const oldest = this.known.size > DIRECTORIES ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
    return use;
  }

  clear(): void {
    this.known.clear();
  }
}

function useIn(index: WorkspaceIndex, at: CursorPlace, directory: string): FolderUse {
  const isFamily = familyFilter(at.languageId);
  const all = new WorkspaceFiles(index).inDirectory(at.folder, directory).filter((uri) => {
    const file = index.file(uri);
    return file?.strength === 'free' && uri !== at.uri && isFamily(file.languageId);
  });
  const step = Math.max(1, all.length / FILES);
  const sample = Array.from(
    { length: Math.min(all.length, FILES) },
    (_, place) => all[Math.floor(place * step)] as string,
  );
  return commonIn(index, sample)
    .sort((a, b) => b[1] - a[1])
    .slice(0, NAMES)
    .map(([identifier, count]) => ({ identifier, name: index.nameOf(identifier), share: count / sample.length }))
    .filter(({ name }) => !CODE_WORDS.has(name));
}

/** Identifiers that have a definition and are used by several of the files, each with the count of these. */
function commonIn(index: WorkspaceIndex, uris: readonly string[]): [identifier: number, count: number][] {
  const identifiers = new NumberPlaces(IDENTIFIERS);
  const counts: number[] = [];
  const lastFile: number[] = [];
  for (const [file, uri] of uris.entries()) {
    for (const list of index.identifierLists(uri)) {
      for (const identifier of list) {
        if (!index.symbols.isDefinedIdentifier(identifier)) continue;
        const place = identifiers.placeOf(identifier);
        if (lastFile[place] === file) continue;
        lastFile[place] = file;
        counts[place] = (counts[place] ?? 0) + 1;
      }
    }
  }
  return counts.flatMap((count, place) => (count < LEAST_FILES ? [] : [[identifiers.numberAt(place), count]]));
}
