interface PlacedFile {
  readonly uri: string;
  /** In lower case. */
  readonly path: string;
}

/** Finds files by the end of their path. */
export class PathTable {
  private readonly byBaseName = new Map<string, PlacedFile[]>();
  private readonly byStem = new Map<string, string[]>();
  private readonly byDirectory = new Map<string, string[]>();
  /** Directories by their own name. */
  private readonly directories = new Map<string, string[]>();

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
    return [...(this.byDirectory.get(path.toLowerCase()) ?? [])].sort();
  }

  /** Files directly in the directories whose path ends with all of `path`, whatever the case. Sorted by URI. */
  inDirectoriesEndingWith(path: string): string[] {
    const wanted = path.toLowerCase();
    const found = [...(this.directories.get(baseNameOf(wanted)) ?? [])].filter(
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
    const candidates = this.byBaseName.get(segments[segments.length - 1] ?? '');
    if (!candidates) return [];
    for (let from = 0; from < segments.length; from++) {
      const wanted = segments.slice(from).join('/');
      const found = candidates.filter((file) => file.path === wanted || file.path.endsWith(`/${wanted}`));
      if (found.length > 0) return found.map(({ uri }) => uri).sort();
    }
    return [];
  }

  /** Files whose base name up to its first dot is `stem`, whatever the case. Sorted by URI. */
  withStem(stem: string): string[] {
    return [...(this.byStem.get(stem.toLowerCase()) ?? [])].sort();
  }
}

function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** Without a trailing slash; '' for the folder itself. */
function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))).toLowerCase();
}

function addTo<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

function takeFrom<V>(lists: Map<string, V[]>, key: string, isIt: (value: V) => boolean): void {
  const known = lists.get(key);
  const at = known?.findIndex(isIt) ?? -1;
  if (!known || at < 0) return;
  if (known.length === 1) lists.delete(key);
  else known.splice(at, 1);
}

function stemOf(base: string): string {
  const dot = base.indexOf('.', 1);
  return dot < 0 ? base : base.slice(0, dot);
}
