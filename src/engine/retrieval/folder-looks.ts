import type { Disposable, Host } from '../host';

/** The folders are not looked through again within this many milliseconds, nor within so many times of what the last look took. */
const PAUSE_MS = 30_000;
const PAUSE_TIMES = 20;
/** The editor's watcher of files may begin after the first look; so many milliseconds later a second one finds what came in between. */
const SECOND_LOOK_MS = 4_000;
/**
 * A directory that has come is looked into again after so many milliseconds, the last of which repeat, and from the first on when
 * something new was found there. Of what was in it when it came the editor's watcher never tells: inotify has no recursive watches.
 */
const ARRIVAL_PAUSES_MS = [1_000, 4_000, 15_000, 60_000];

/** What a look into directories alone has found. */
export interface ArrivalLook {
  /** Files of which nobody had told. */
  readonly isNews: boolean;
  /** Those of the directories that are not there any more. */
  readonly gone: readonly string[];
}

interface LookParts {
  readonly host: Pick<Host, 'monotonic'>;
  /** Looks through all folders. */
  readonly lookThrough: (signal: AbortSignal) => Promise<void>;
  /** Looks through directories alone, and all below them. */
  readonly lookInto: (directories: readonly string[], signal: AbortSignal) => Promise<ArrivalLook>;
  /** Called when nothing is left to look at. */
  readonly ended: () => void;
}

/**
 * One look through the folders at a time. What is asked for meanwhile waits for the end of the look at hand, so that each comes to
 * its end however much changes.
 */
export class FolderLooks implements Disposable {
  private current: AbortController | undefined;
  private isWanted = false;
  /** Directories that have come and are to be looked into now. */
  private readonly toLookInto = new Set<string>();
  /** All directories that have come. */
  private readonly arrivals = new Set<string>();
  /** Looks into them since something new was found there. */
  private looksInVain = 0;
  private nextLookInto: ReturnType<typeof setTimeout> | undefined;
  private secondLook: ReturnType<typeof setTimeout> | undefined;
  /** Runs while somebody waits for the next look that is due. */
  private untilDue: ReturnType<typeof setTimeout> | undefined;
  private last = { endedAt: Number.NEGATIVE_INFINITY, took: 0 };

  constructor(private readonly parts: LookParts) {}

  get isLooking(): boolean {
    return this.current !== undefined;
  }

  /**
   * Calls back, to begin a look that nobody has a reason for, as soon as the last one is long enough ago; not at all when a look
   * through all folders begins before that.
   */
  whenDue(begin: () => void): void {
    const pause = Math.max(PAUSE_MS, PAUSE_TIMES * this.last.took);
    const wait = this.isLooking ? pause : this.last.endedAt + pause - this.parts.host.monotonic();
    if (wait <= 0) return begin();
    if (this.untilDue !== undefined) return;
    this.untilDue = setTimeout(() => {
      this.untilDue = undefined;
      this.whenDue(begin);
    }, wait);
    this.untilDue.unref();
  }

  /** Looks through all folders; a look at hand ends, for it goes by other rules. */
  begin(): void {
    this.current?.abort();
    this.isWanted = true;
    this.run();
  }

  /** Looks through all folders after the look at hand. */
  beginAfter(): void {
    this.isWanted = true;
    if (!this.isLooking) this.run();
  }

  /** Looks through a directory that has come, after the look at hand, and again later. */
  into(directory: string): void {
    this.toLookInto.add(directory);
    this.arrivals.add(directory);
    this.looksInVain = 0;
    if (!this.isLooking) this.run();
  }

  dispose(): void {
    clearTimeout(this.nextLookInto);
    clearTimeout(this.secondLook);
    clearTimeout(this.untilDue);
    this.current?.abort();
  }

  private run(): void {
    const look = new AbortController();
    this.current = look;
    void this.lookUntilDone(look.signal)
      .catch(() => undefined)
      .finally(() => {
        if (this.current !== look) return;
        this.current = undefined;
        this.parts.ended();
      });
  }

  private async lookUntilDone(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (this.isWanted || this.toLookInto.size > 0)) {
      const { host, lookThrough, lookInto } = this.parts;
      const directories = [...this.toLookInto];
      this.toLookInto.clear();
      if (this.isWanted) {
        this.isWanted = false;
        clearTimeout(this.untilDue);
        this.untilDue = undefined;
        const started = host.monotonic();
        await lookThrough(signal);
        const endedAt = host.monotonic();
        if (!signal.aborted) this.last = { endedAt, took: endedAt - started };
        this.secondLook ??= setTimeout(() => this.beginAfter(), SECOND_LOOK_MS);
        this.secondLook.unref();
        if (directories.length > 0 && !signal.aborted) this.lookIntoAgain(0);
      } else {
        const started = host.monotonic();
        const { isNews, gone } = await lookInto(directories, signal);
        for (const directory of gone) this.arrivals.delete(directory);
        if (isNews) this.looksInVain = 0;
        if (!signal.aborted) this.lookIntoAgain(host.monotonic() - started);
      }
    }
  }

  private lookIntoAgain(took: number): void {
    clearTimeout(this.nextLookInto);
    if (this.arrivals.size === 0) return;
    const pause = ARRIVAL_PAUSES_MS[Math.min(this.looksInVain++, ARRIVAL_PAUSES_MS.length - 1)] as number;
    const again = (): void => {
      for (const directory of this.arrivals) this.toLookInto.add(directory);
      if (!this.isLooking) this.run();
    };
    this.nextLookInto = setTimeout(again, Math.max(pause, PAUSE_TIMES * took));
    this.nextLookInto.unref();
  }
}
