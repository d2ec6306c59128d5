import type { Baseline } from './baseline';
import { JaccardWindows } from './jaccard-windows';
import { PlainBm25 } from './plain-bm25';
import { StockMiniSearch } from './stock-minisearch';

export type { Baseline } from './baseline';

const baselines: Readonly<Record<string, () => Baseline>> = {
  bm25: () => new PlainBm25(),
  minisearch: () => new StockMiniSearch(),
  jaccard: () => new JaccardWindows(),
};

/** The baseline that `--baseline NAME` asks for, undefined for the engine itself; throws an `Error` when there is none of that name. */
export function baselineOf(args: readonly string[]): Baseline | undefined {
  const at = args.indexOf('--baseline');
  if (at < 0) return undefined;
  const make = baselines[args[at + 1] ?? ''];
  if (!make) throw new Error(`--baseline must be one of ${Object.keys(baselines).join(', ')}.`);
  return make();
}
