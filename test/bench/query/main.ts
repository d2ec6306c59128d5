import path from 'node:path';
import { measureServer } from '../context-server/measure-server';
import { type Measured, measure, ranAsChild, WARM_UP } from '../keyword/child';
import type { EngineName } from '../keyword/engine';
import { median, percentile, printFigures, printTable, type Setup, withSetup } from '../keyword/options';
import { type Query, sampleQueries } from '../keyword/queries';
import { ripgrep, scanCpuMs } from '../keyword/ripgrep';

const ENGINES: readonly EngineName[] = ['cairn', 'minisearch', 'fts5'];
const QUERIES = 80;
const SCANS = 10;

async function compare(setup: Setup): Promise<void> {
  const { root, files, list, scratch } = setup;
  const queries = sampleQueries(files, QUERIES);
  const results = new Map<EngineName, Measured>();
  for (const engine of ENGINES) {
    const index = path.join(scratch, engine);
    await measure({ engine, kind: 'build', list, index });
    results.set(engine, await measure({ engine, kind: 'query', list, index, queries }));
  }
  const timings = (engine: EngineName, kind: Query['kind']) =>
    (results.get(engine)?.queries ?? []).filter((_, at) => queries[at + WARM_UP]?.kind === kind);
  const meanCpu = (engine: EngineName, kind: Query['kind']): number => {
    const measured = timings(engine, kind);
    return measured.reduce((sum, query) => sum + query.cpuMs, 0) / Math.max(1, measured.length);
  };
  const p95 = (engine: EngineName, kind: Query['kind']): number =>
    percentile(
      timings(engine, kind).map((query) => query.wallMs),
      0.95,
    );
  const rows = [['20 best', 'bag of 40: CPU ms', 'p95 ms', 'identifier: CPU ms', 'p95 ms']];
  for (const engine of ENGINES) {
    const cells = [
      meanCpu(engine, 'bag'),
      p95(engine, 'bag'),
      meanCpu(engine, 'identifier'),
      p95(engine, 'identifier'),
    ];
    rows.push([engine, ...cells.map((cell) => cell.toFixed(3))]);
  }
  const scans = scansOf(queries, root);
  rows.push(['ripgrep, no index', '', '', scans === undefined ? 'not found' : scans.toFixed(1), '']);
  printTable(rows);
  const { whileIndexingP95Ms } = await measureServer(setup);
  console.log(`context of a cursor while the whole corpus is indexed: p95 ${whileIndexingP95Ms.toFixed(1)} ms`);
  printFigures('query', {
    bag40_vs_minisearch: meanCpu('cairn', 'bag') / meanCpu('minisearch', 'bag'),
    bag40_vs_fts5: meanCpu('cairn', 'bag') / meanCpu('fts5', 'bag'),
    ...(scans === undefined ? {} : { identifier_vs_ripgrep: meanCpu('cairn', 'identifier') / scans }),
    bag40_p95_ms: p95('cairn', 'bag'),
    p95_while_indexing_ms: whileIndexingP95Ms,
  });
}

function scansOf(queries: readonly Query[], root: string): number | undefined {
  const program = ripgrep();
  if (program === undefined) return undefined;
  const words = queries.filter((query) => query.kind === 'identifier').slice(0, SCANS);
  const scans = words.map((query) => scanCpuMs(program, query.text, root));
  return scans.some((scan) => scan === undefined) ? undefined : median(scans as number[]);
}

if (!(await ranAsChild())) await withSetup('query', compare);
