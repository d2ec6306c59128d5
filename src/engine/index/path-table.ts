/** Finds files by the end of their path. */
export class PathTable {
  private readonly byBaseName = new Map<string, Map<string, string>>();
  private readonly byStem = new Map<string, Set<string>>();
  private readonly byDirectory = new Map<string, Set<string>>();
  /** Directories by their own name. */
  private readonly directories = new Map<string, Set<string>>();

  add(uri: string, path: string): void {
    const directory = directoryOf(path);
    if (!this.byDirectory.has(directory)) addTo(this.directories, baseNameOf(directory), directory);
    addTo(this.byDirectory, directory, uri);
    const base = baseNameOf(path);
    const known = this.byBaseName.get(base) ?? new Map<string, string>();
    known.set(uri, path.toLowerCase());
    this.byBaseName.set(base, known);
    const stems = this.byStem.get(stemOf(base)) ?? new Set<string>();
    stems.add(uri);
    this.byStem.set(stemOf(base), stems);
  }

  remove(uri: string, path: string): void {
    const base = baseNameOf(path);
    const known = this.byBaseName.get(base);
    known?.delete(uri);
    if (known?.size === 0) this.byBaseName.delete(base);
    const stems = this.byStem.get(stemOf(base));
    stems?.delete(uri);
    if (stems?.size === 0) this.byStem.delete(stemOf(base));
    const directory = directoryOf(path);
    takeFrom(this.byDirectory, directory, uri);
    if (!this.byDirectory.has(directory)) takeFrom(this.directories, baseNameOf(directory), directory);
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
      const found = [...candidates].filter(([, known]) => known === wanted || known.endsWith(`/${wanted}`));
      if (found.length > 0) return found.map(([uri]) => uri).sort();
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

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}

function takeFrom(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  known?.delete(value);
  if (known?.size === 0) sets.delete(key);
}

function stemOf(base: string): string {
  const dot = base.indexOf('.', 1);
  return dot < 0 ? base : base.slice(0, dot);
}
