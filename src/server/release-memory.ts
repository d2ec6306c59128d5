import type { Disposable } from '../engine/host';
import type { LocalContext } from '../engine/retrieval';

/** Files after which what their indexing has left is collected. */
const MANY_FILES = 500;
const PAUSE_MS = 2_000;

/**
 * Has the engine give back what it does not need at rest and collects garbage, once after the start and whenever much was indexed, when all is
 * tidied and stored and nothing has come or was asked for a while: V8 waits for allocations that a server at rest does not make, and whoever
 * asks meanwhile waits for the whole collection. `collect` is absent in a process that was started without it.
 */
export function releaseAfterWork(
  engine: Pick<LocalContext, 'onProgress' | 'whenReady' | 'isAtRest' | 'whenStored' | 'release'> & {
    readonly background: Pick<LocalContext['background'], 'answersBegun'>;
  },
  collect: (() => unknown) | undefined,
): Disposable {
  let most = 0;
  let timer: NodeJS.Timeout | undefined;
  let isWaiting = collect !== undefined;
  let isQuiet = false;
  const rest = async (): Promise<void> => {
    let answers: number | undefined;
    while (!isQuiet || !engine.isAtRest || answers !== engine.background.answersBegun) {
      isQuiet = true;
      answers = engine.background.answersBegun;
      await engine.whenReady();
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PAUSE_MS);
        timer.unref();
      });
      await engine.whenStored();
    }
    most = 0;
    isWaiting = false;
    engine.release();
    collect?.();
  };
  const subscription = engine.onProgress(({ files, filesDone, symbolsLeft }) => {
    isQuiet = false;
    most = Math.max(most, files - filesDone, symbolsLeft);
    if (!collect || most < MANY_FILES || isWaiting) return;
    isWaiting = true;
    void rest();
  });
  if (collect) void rest();
  return {
    dispose: () => {
      subscription.dispose();
      clearTimeout(timer);
    },
  };
}
