/** Finds files by the end of their path. */
export class PathTable {
  private readonly byBaseName = new Map<string, Map<string, string>>();
  private readonly byStem = new Map<string, Set<string>>();

  add(uri: string, path: string): void {
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

function stemOf(base: string): string {
  const dot = base.indexOf('.', 1);
  return dot < 0 ? base : base.slice(0, dot);
}
