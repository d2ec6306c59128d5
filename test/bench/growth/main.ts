import path from 'node:path';
import { measure, ranAsChild, WARM_UP } from '../keyword/child';
import { median, printFigures, printTable, type Setup, withSetup, withSources } from '../keyword/options';
import { sampleQueries } from '../keyword/queries';

const QUERIES = 80;

interface Measures {
  readonly cpuPerMb: number;
  /** Mean CPU milliseconds of a bag of 40 identifiers. */
  readonly bagMs: number;
}

/** The same index over a folder and over a larger one, in turn. */
async function compare(base: Setup): Promise<void> {
  const { large } = base;
  if (large === undefined) throw new Error('Use: npm run bench -- growth --root SMALL --large LARGE [--rounds 3].');
  await withSources(large, base, async (grown) => {
    const small: Measures[] = [];
    const big: Measures[] = [];
    for (let round = 0; round < base.rounds; round++) {
      small.push(await measured(base));
      big.push(await measured(grown));
    }
    const of = (measures: readonly Measures[], figure: keyof Measures) => median(measures.map((each) => each[figure]));
    const row = (name: string, { files, megabytes }: Setup, measures: readonly Measures[]) => [
      name,
      String(files.length),
      megabytes.toFixed(1),
      (1000 * of(measures, 'cpuPerMb')).toFixed(1),
      of(measures, 'bagMs').toFixed(3),
    ];
    printTable([
      ['', 'files', 'MB', 'build and save, CPU ms per MB', 'bag of 40, CPU ms'],
      row('base', base, small),
      row('large', grown, big),
    ]);
    printFigures('growth', {
      cpu_per_mb_large_vs_base: of(big, 'cpuPerMb') / of(small, 'cpuPerMb'),
      bag40_large_vs_base: of(big, 'bagMs') / of(small, 'bagMs'),
    });
  });
}

async function measured({ list, scratch, files, megabytes }: Setup): Promise<Measures> {
  const index = path.join(scratch, 'cairn');
  const { cpu } = await measure({ engine: 'cairn', kind: 'build', list, index });
  const all = sampleQueries(files, QUERIES);
  const { queries } = await measure({ engine: 'cairn', kind: 'query', list, index, queries: all });
  const bags = queries.filter((_, at) => all[at + WARM_UP]?.kind === 'bag');
  return {
    cpuPerMb: cpu / megabytes,
    bagMs: bags.reduce((sum, query) => sum + query.cpuMs, 0) / Math.max(1, bags.length),
  };
}

if (!(await ranAsChild())) await withSetup('growth', compare);
