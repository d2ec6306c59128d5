import type { WorkspaceIndex } from '../../index';
import { familyFilter, WorkspaceFiles } from '../imports';
import { CODE_WORDS } from './code-words';
import type { CursorPlace } from './cursor-search';
import { NumberPlaces } from './number-places';

/** Names that a directory's files use, each with the share of the files that do. */
export type FolderUse = readonly {
  /** The name's number in the index. */
  readonly identifier: number;
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
  private readonly uses = new FileUses();

  /** What the files beside the one at the cursor use, of a large directory by a sample. */
  around(index: WorkspaceIndex, at: CursorPlace): FolderUse {
    const directory = at.path.slice(0, Math.max(0, at.path.lastIndexOf('/')));
    const key = `${at.folder}\n${directory}\n${at.languageId}`;
    const known = this.known.get(key);
    if (known && index.revision - known.revision <= LAG) return known.use;
    const use = useIn(index, at, directory, this.uses);
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

function useIn(index: WorkspaceIndex, at: CursorPlace, directory: string, uses: FileUses): FolderUse {
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
  for (const [file, uri] of sample.entries()) {
    index.forEachIdentifierIn(uri, (identifier) => {
      if (index.symbols.isDefinedIdentifier(identifier)) uses.note(identifier, file);
    });
  }
  return uses
    .take(LEAST_FILES, NAMES)
    .filter(([identifier]) => !CODE_WORDS.has(index.nameOf(identifier)))
    .map(([identifier, count]) => ({ identifier, share: count / sample.length }));
}

/** Counts the files that use an identifier. Serves one directory after another, so that its memory is taken once. */
class FileUses {
  private readonly identifiers = new NumberPlaces(IDENTIFIERS);
  private counts = new Uint8Array(IDENTIFIERS);
  /** By the place of an identifier: one more than the last file that was noted. */
  private lastFiles = new Uint8Array(IDENTIFIERS);

  /** The uses of one file follow each other; files are numbered from 0 and are at most 254. */
  note(identifier: number, file: number): void {
    const place = this.identifiers.placeOf(identifier);
    if (place >= this.counts.length) {
      this.counts = twiceAsLong(this.counts);
      this.lastFiles = twiceAsLong(this.lastFiles);
    }
    if (this.lastFiles[place] === file + 1) return;
    this.lastFiles[place] = file + 1;
    this.counts[place] = (this.counts[place] as number) + 1;
  }

  /** The `most` identifiers that most files use, and at least `leastFiles` do, each with the count of these; begins anew. */
  take(leastFiles: number, most: number): [identifier: number, files: number][] {
    const { identifiers, counts, lastFiles } = this;
    const { size } = identifiers;
    const having = new Uint32Array(256);
    for (let place = 0; place < size; place++) {
      const count = counts[place] as number;
      having[count] = (having[count] as number) + 1;
    }
    let least = having.length;
    for (let left = most; left > 0 && least > leastFiles; ) left -= having[--least] as number;
    const found: [number, number][] = [];
    for (let place = 0; place < size; place++) {
      const count = counts[place] as number;
      if (count >= least) found.push([identifiers.numberAt(place), count]);
    }
    counts.fill(0, 0, size);
    lastFiles.fill(0, 0, size);
    identifiers.clear();
    return found.sort((a, b) => b[1] - a[1]).slice(0, most);
  }
}

function twiceAsLong(numbers: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
}
