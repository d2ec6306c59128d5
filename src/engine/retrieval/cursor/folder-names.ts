import type { WorkspaceIndex } from '../../index';
import { familyFilter, WorkspaceFiles } from '../imports';
import type { CursorPlace } from './cursor-search';

/** Name → share of a directory's files that use it. */
export type FolderUse = ReadonlyMap<string, number>;

const FILES = 30;
const NAMES = 400;
/** A name that fewer files use says nothing of the directory. */
const LEAST_FILES = 2;
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
  const common = [...index.countIdentifiers(sample)].filter(
    ([identifier, count]) => count >= LEAST_FILES && index.symbols.isDefinedIdentifier(identifier),
  );
  common.sort((a, b) => b[1] - a[1]);
  return new Map(
    common.slice(0, NAMES).map(([identifier, count]) => [index.nameOf(identifier), count / sample.length]),
  );
}
