import path from 'node:path';
import { type Measured, measure, ranAsChild } from '../keyword/child';
import type { EngineName } from '../keyword/engine';
import { median, printFigures, printTable, type Setup, withSetup } from '../keyword/options';

const ENGINES: readonly EngineName[] = ['cairn', 'minisearch'];

async function compare({ list, scratch, rounds }: Setup): Promise<void> {
  const results = new Map<EngineName, Measured[]>(ENGINES.map((engine) => [engine, []]));
  for (const engine of ENGINES) await measure({ engine, kind: 'build', list, index: path.join(scratch, engine) });
  for (let round = 0; round < rounds; round++) {
    for (const engine of ENGINES) {
      results.get(engine)?.push(await measure({ engine, kind: 'load', list, index: path.join(scratch, engine) }));
    }
  }
  const of = (engine: EngineName, figure: 'taskCpu' | 'wallMs' | 'rssMb'): number =>
    median((results.get(engine) ?? []).map((result) => result[figure]));
  const rows = [['load a saved index', 'CPU ms', 'wall ms', 'resident MB']];
  for (const engine of ENGINES) {
    const cells = [of(engine, 'taskCpu') * 1000, of(engine, 'wallMs'), of(engine, 'rssMb')];
    rows.push([engine, ...cells.map((cell) => cell.toFixed(0))]);
  }
  printTable(rows);
  printFigures('load', {
    load_vs_minisearch: of('cairn', 'taskCpu') / of('minisearch', 'taskCpu'),
    load_ms: of('cairn', 'wallMs'),
  });
}

if (!(await ranAsChild())) await withSetup('load', compare);
