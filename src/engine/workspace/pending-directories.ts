import type { Host } from '../host';
import { parentUri, relativePath, uriToPath } from '../text';
import type { Policy } from './policy';

/** A directory that a walk comes to, and the workspace folder that it belongs to. */
export interface PendingDirectory {
  readonly directory: string;
  readonly folder: string;
  /** It holds a file near which the walk goes, or a directory that does. */
  readonly isNear: boolean;
}

/** The directories that a walk has still to come to, nearest first. */
export class PendingDirectories {
  /** The last comes next. */
  private readonly pending: PendingDirectory[];
  /** Come before all others, the first next; innermost first. */
  private nearby: PendingDirectory[] = [];
  /** What lies below those of `nearby` that were come to. */
  private belowNearby: PendingDirectory[] = [];
  private readonly visited = new Set<string>();
  private readonly known = new Set<string>();

  /** `folders` are canonical URIs. */
  constructor(
    private readonly host: Pick<Host, 'stat'>,
    private readonly folders: ReadonlySet<string>,
    private readonly policy: Policy,
  ) {
    this.pending = Array.from(folders, (folder) => ({ directory: folder, folder, isNear: false })).reverse();
  }

  /** The next one, which is not given again; files `near` that were not there before bring their directories to the front. */
  async next(near: Iterable<string>): Promise<PendingDirectory | undefined> {
    for (;;) {
      await this.addNearby(near);
      const place = this.nearby.shift() ?? this.nextOfOthers();
      if (!place) return undefined;
      if (this.visited.has(place.directory)) continue;
      this.visited.add(place.directory);
      return place;
    }
  }

  /** Directories found in one that was given, in their order. */
  addBelow({ folder, isNear }: PendingDirectory, directories: readonly string[]): void {
    const below = directories.map((directory) => ({ directory, folder, isNear: false }));
    if (isNear) this.belowNearby.push(...below);
    else this.pending.push(...below.reverse());
  }

  private nextOfOthers(): PendingDirectory | undefined {
    this.pending.push(...this.belowNearby.reverse());
    this.belowNearby = [];
    return this.pending.pop();
  }

  /** Innermost directories of all new files come first, then those around them. */
  private async addNearby(near: Iterable<string>): Promise<void> {
    const levels: PendingDirectory[][] = [];
    for (const file of near) {
      if (this.known.has(file)) continue;
      this.known.add(file);
      const folder = this.folderOf(file);
      if (folder === undefined) continue;
      const directories = directoriesAround(folder, file);
      if (!(await this.mayEnterAll(directories.slice(0, -1)))) continue;
      for (const [level, directory] of directories.entries()) {
        levels[level] ??= [];
        levels[level].push({ directory, folder, isNear: true });
      }
    }
    if (levels.length > 0) this.nearby = [...levels.flat(), ...this.nearby];
  }

  /** The innermost. */
  private folderOf(file: string): string | undefined {
    for (let at = parentUri(file); ; at = parentUri(at)) {
      if (this.folders.has(at)) return at;
      if (parentUri(at) === at) return undefined;
    }
  }

  private async mayEnterAll(directories: readonly string[]): Promise<boolean> {
    for (const directory of directories) {
      const { strength } = this.policy.judge(`${directory}/`);
      if (strength === 'private' || strength === 'unindexed') return false;
      const stat = await this.host.stat(uriToPath(directory)).catch(() => undefined);
      if (stat?.kind !== 'directory') return false;
    }
    return true;
  }
}

/** The directories that lead from a file to its folder, innermost first; the folder is the last. */
function directoriesAround(folder: string, file: string): string[] {
  const directories: string[] = [];
  for (let at = parentUri(file); relativePath(folder, at); at = parentUri(at)) directories.push(at);
  directories.push(folder);
  return directories;
}
