interface PlacedFile {
  readonly uri: string;
  /** In lower case. */
  readonly path: string;
}

/** Most keys have one value, which needs no list. Values are no arrays. */
type OneOrMore<V> = V | V[];

/** Finds files by the end of their path. */
export class PathTable {
  private readonly byBaseName = new Map<string, OneOrMore<PlacedFile>>();
  private readonly byStem = new Map<string, OneOrMore<string>>();
  private readonly byDirectory = new Map<string, OneOrMore<string>>();
  /** Directories by their own name. */
  private readonly directories = new Map<string, OneOrMore<string>>();

  add(uri: string, path: string): void {
    const directory = directoryOf(path);
    if (!this.byDirectory.has(directory)) addTo(this.directories, baseNameOf(directory), directory);
    addTo(this.byDirectory, directory, uri);
    const base = baseNameOf(path);
    addTo(this.byBaseName, base, { uri, path: path.toLowerCase() });
    addTo(this.byStem, stemOf(base), uri);
  }

  remove(uri: string, path: string): void {
    const base = baseNameOf(path);
    takeFrom(this.byBaseName, base, (file) => file.uri === uri);
    takeFrom(this.byStem, stemOf(base), (file) => file === uri);
    const directory = directoryOf(path);
    takeFrom(this.byDirectory, directory, (file) => file === uri);
    if (this.byDirectory.has(directory)) return;
    takeFrom(this.directories, baseNameOf(directory), (other) => other === directory);
  }

  /** Files directly in a directory, whatever the case. Sorted by URI. */
  inDirectory(path: string): string[] {
    return [...valuesAt(this.byDirectory, path.toLowerCase())].sort();
  }

  /** Files directly in the directories whose path ends with all of `path`, whatever the case. Sorted by URI. */
  inDirectoriesEndingWith(path: string): string[] {
    const wanted = path.toLowerCase();
    const found = valuesAt(this.directories, baseNameOf(wanted)).filter(
      (directory) => directory === wanted || directory.endsWith(`/${wanted}`),
    );
    return found.flatMap((directory) => this.inDirectory(directory)).sort();
  }

  /**
   * Files whose path ends with `path`, whatever the case; where none does, those for which the longest part of `path` fits, as
   * with a path from another machine. Sorted by URI.
   */
  endingWith(path: string): string[] {
    const segments = path
      .toLowerCase()
      .split(/[\\/]+/)
      .filter((segment) => segment !== '' && segment !== '.');
    const candidates = valuesAt(this.byBaseName, segments[segments.length - 1] ?? '');
    if (candidates.length === 0) return [];
    for (let from = 0; from < segments.length; from++) {
      const wanted = segments.slice(from).join('/');
      const found = candidates.filter((file) => file.path === wanted || file.path.endsWith(`/${wanted}`));
      if (found.length > 0) return found.map(({ uri }) => uri).sort();
    }
    return [];
  }

  /** Files whose base name up to its first dot is `stem`, whatever the case. Sorted by URI. */
  withStem(stem: string): string[] {
    return [...valuesAt(this.byStem, stem.toLowerCase())].sort();
  }
}

function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** Without a trailing slash; '' for the folder itself. */
function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))).toLowerCase();
}

function valuesAt<V>(map: Map<string, OneOrMore<V>>, key: string): readonly V[] {
  const known = map.get(key);
  if (known === undefined) return [];
  return Array.isArray(known) ? known : [known];
}

function addTo<V>(map: Map<string, OneOrMore<V>>, key: string, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, value);
  else if (Array.isArray(known)) known.push(value);
  else map.set(key, [known, value]);
}

function takeFrom<V>(map: Map<string, OneOrMore<V>>, key: string, isIt: (value: V) => boolean): void {
  const known = valuesAt(map, key);
  const left = known.filter((value) => !isIt(value));
  if (left.length === known.length) return;
  const [first] = left;
  if (first === undefined) map.delete(key);
  else map.set(key, left.length === 1 ? first : left);
}

function stemOf(base: string): string {
  const dot = base.indexOf('.', 1);
  return dot < 0 ? base : base.slice(0, dot);
}
