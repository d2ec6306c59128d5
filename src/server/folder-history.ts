import type { Disposable, GitLog, Host } from '../engine/host';
import type { LocalContext } from '../engine/retrieval';
import { uriToPath } from '../engine/text';
import { historyOf } from '../engine/workspace';

/** A folder's checked out commit is looked at no more often than this. */
const leastPauseMs = 10_000;

/** Gives the engine the git history of trusted folders, and gives it again when another commit is checked out. Works in the background. */
export class FolderHistory implements Disposable {
  private folders: readonly string[] = [];
  private trusted = false;
  private readonly heads = new Map<string, string>();
  private lastLook = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;
  private readonly disposal = new AbortController();

  constructor(
    private readonly engine: Pick<LocalContext, 'setHistory'>,
    private readonly git: GitLog,
    private readonly host: Pick<Host, 'monotonic'>,
  ) {}

  /** Canonical URIs of the workspace folders. */
  setFolders(folders: readonly string[]): void {
    this.folders = folders;
    for (const known of [...this.heads.keys()]) if (!folders.includes(known)) this.heads.delete(known);
    this.lookAgain();
  }

  /** Before the user trusts the workspace, git is not started. */
  setTrusted(trusted: boolean): void {
    if (trusted === this.trusted) return;
    this.trusted = trusted;
    this.lookAgain();
  }

  /** Someone uses the engine: a new commit should be known soon. */
  look(): void {
    if (!this.trusted || this.looking || this.host.monotonic() - this.lastLook < leastPauseMs) return;
    this.lastLook = this.host.monotonic();
    this.looking = this.readAll(this.folders).finally(() => {
      this.looking = undefined;
    });
  }

  /** Resolves when the look that is under way has ended. */
  async whenLooked(): Promise<void> {
    while (this.looking) await this.looking;
  }

  dispose(): void {
    this.trusted = false;
    this.disposal.abort();
  }

  private lookAgain(): void {
    this.lastLook = Number.NEGATIVE_INFINITY;
    if (this.looking) void this.looking.finally(() => this.look());
    else this.look();
  }

  private async readAll(folders: readonly string[]): Promise<void> {
    const { signal } = this.disposal;
    for (const folder of folders) {
      const path = pathOf(folder);
      if (path === undefined) continue;
      const head = await this.git.head(path, signal);
      if (head === undefined || head === this.heads.get(folder)) continue;
      const commits = await this.git.commits(path, signal);
      if (signal.aborted || !this.trusted || !this.folders.includes(folder)) continue;
      this.heads.set(folder, head);
      this.engine.setHistory(folder, historyOf(folder, commits));
    }
  }
}

function pathOf(folder: string): string | undefined {
  try {
    return uriToPath(folder);
  } catch {
    return undefined;
  }
}
