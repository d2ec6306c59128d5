import type { Baseline, ContextBaseline, Definition } from './baseline';
import { JaccardWindows } from './jaccard-windows';
import { NearestWindows } from './nearest-windows';
import { PlainBm25 } from './plain-bm25';
import { RepoMap } from './repo-map';
import { SearchedWindows } from './searched-windows';
import { StockMiniSearch } from './stock-minisearch';

export type { Baseline, ContextBaseline } from './baseline';

const searches: Readonly<Record<string, () => Baseline>> = {
  bm25: () => new PlainBm25(),
  minisearch: () => new StockMiniSearch(),
  jaccard: () => new JaccardWindows(),
};

const contexts: Readonly<Record<string, (definitions: () => Promise<readonly Definition[]>) => ContextBaseline>> = {
  windows: () => new NearestWindows(),
  'repo-map': (definitions) => new RepoMap(definitions),
};

/** What answers in the engine's place. */
export interface Baselines {
  readonly chat: Baseline | undefined;
  readonly context: ContextBaseline;
}

/**
 * The baselines that `--baseline NAME` asks for, undefined for the engine itself; throws an `Error` when there is none of that name.
 * `definitions` are those of all files.
 */
export function baselinesOf(
  args: readonly string[],
  definitions: () => Promise<readonly Definition[]>,
): Baselines | undefined {
  const at = args.indexOf('--baseline');
  if (at < 0) return undefined;
  const name = args[at + 1] ?? '';
  const search = searches[name];
  if (search) return { chat: search(), context: new SearchedWindows(search()) };
  const context = contexts[name];
  if (context) return { chat: undefined, context: context(definitions) };
  throw new Error(`--baseline must be one of ${[...Object.keys(searches), ...Object.keys(contexts)].join(', ')}.`);
}
