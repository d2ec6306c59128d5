import type { Host } from '../host';
import { canonicalUri, joinUri, parentUri, pathToUri, schemeOf, uriToPath } from '../text';
import type { Policy } from './policy';
import { isStricter } from './strength';

/**
 * Knows which files are reached through links. Such a file is judged twice, by the path that names it and by the place where it
 * really is, and the stricter answer holds. The walk follows no link; this is for paths that come from elsewhere.
 */
export class RealPlaces {
  /** Of files whose path goes through a link: the real place, as a canonical URI. */
  private readonly places = new Map<string, string>();
  private folders: readonly string[] = [];
  private realFolders: Promise<readonly string[]> = Promise.resolve([]);

  constructor(private readonly host: Pick<Host, 'realPath'>) {}

  /** Looks where a file is now, below the workspace `folders`; both are canonical. Never rejects. */
  async look(uri: string, folders: readonly string[]): Promise<void> {
    const named = fileUri(uri);
    if (named === undefined) return;
    if (folders !== this.folders) {
      this.folders = folders;
      this.realFolders = Promise.all(folders.map((folder) => this.realUri(folder)));
    }
    const [place, realFolders] = await Promise.all([this.realUri(named), this.realFolders]);
    // A workspace that is itself reached through a link keeps the path that it was opened by.
    const seen = belowFolder(place, folders, realFolders);
    if (seen !== named) this.places.set(uri, seen);
    // A document outlives its link: where its text came from stays known until a file is there again.
    else if (this.places.has(uri) && (await this.isThere(named))) this.places.delete(uri);
  }

  /** Whether the last look at a file found a link in its path. */
  isLinked(uri: string): boolean {
    return this.places.has(uri);
  }

  /** The same policy, which also judges by the real place of every file that was looked at. */
  over(policy: Policy): Policy {
    return {
      epoch: policy.epoch,
      folders: policy.folders,
      judge: (uri) => {
        const named = policy.judge(uri);
        const place = this.places.size === 0 ? undefined : (this.places.get(uri) ?? this.places.get(canonicalUri(uri)));
        if (place === undefined) return named;
        const real = policy.judge(place);
        return isStricter(real.strength, named.strength) ? real : named;
      },
    };
  }

  private async isThere(uri: string): Promise<boolean> {
    return (await this.host.realPath(uriToPath(uri)).catch(() => undefined)) !== undefined;
  }

  /** Of a file that is not there yet, where it would be. */
  private async realUri(uri: string): Promise<string> {
    const missing: string[] = [];
    for (let at = uri; ; at = parentUri(at)) {
      const real = await this.host.realPath(uriToPath(at)).catch(() => undefined);
      if (real !== undefined) return missing.reduceRight(joinDecoded, pathToUri(real));
      if (parentUri(at) === at) return uri;
      missing.push(at.slice(at.lastIndexOf('/') + 1));
    }
  }
}

function joinDecoded(directory: string, encodedName: string): string {
  return joinUri(directory, decodeURIComponent(encodedName));
}

/** The file that a document is or will be saved to, or whose cell it is, on this machine. */
function fileUri(uri: string): string | undefined {
  if (schemeOf(uri) === 'file') return uri;
  const path = /^(?:untitled|vscode-notebook-cell):(?:\/\/[^/?#]+)?(?=\/)/.exec(uri);
  return path ? canonicalUri(`file:${uri.slice(path[0].length)}`) : undefined;
}

function belowFolder(place: string, folders: readonly string[], realFolders: readonly string[]): string {
  let best: { readonly real: string; readonly folder: string } | undefined;
  for (const [at, real] of realFolders.entries()) {
    const isInside = place === real || place.startsWith(real.endsWith('/') ? real : `${real}/`);
    if (isInside && real.length >= (best?.real.length ?? 0)) best = { real, folder: folders[at] ?? real };
  }
  return best ? best.folder + place.slice(best.real.length) : place;
}
