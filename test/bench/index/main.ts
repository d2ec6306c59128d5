import path from 'node:path';
import { measureServer } from '../context-server/measure-server';
import { type Measured, measure, ranAsChild } from '../keyword/child';
import type { EngineName } from '../keyword/engine';
import { median, printFigures, printTable, type Setup, withSetup } from '../keyword/options';

const ENGINES: readonly EngineName[] = ['cairn', 'minisearch', 'fts5'];

async function compare(setup: Setup): Promise<void> {
  const { list, scratch, rounds, megabytes, files } = setup;
  const results = new Map<EngineName, Measured[]>(ENGINES.map((engine) => [engine, []]));
  for (let round = 0; round < rounds; round++) {
    for (const engine of ENGINES) {
      const index = path.join(scratch, engine);
      results.get(engine)?.push(await measure({ engine, kind: 'build', list, index }));
    }
  }
  const of = (engine: EngineName, figure: 'cpu' | 'wallMs' | 'rssMb' | 'peakRssMb' | 'diskMb'): number =>
    median((results.get(engine) ?? []).map((result) => result[figure]));
  const rows = [['read, build and save', 'CPU s', 'MB/s', 'wall s', 'resident MB', 'peak MB', 'disk MB']];
  for (const engine of ENGINES) {
    rows.push([
      engine,
      of(engine, 'cpu').toFixed(2),
      (megabytes / of(engine, 'cpu')).toFixed(0),
      (of(engine, 'wallMs') / 1000).toFixed(2),
      of(engine, 'rssMb').toFixed(0),
      of(engine, 'peakRssMb').toFixed(0),
      of(engine, 'diskMb').toFixed(1),
    ]);
  }
  printTable(rows);
  const server = await measureServer(setup);
  printTable([
    ['context server, one document open', ''],
    ['first answer, ms', server.firstAnswerMs.toFixed(0)],
    ['words of all files, ms', server.wordsMs.toFixed(0)],
    ['symbols of all files, ms', server.readyMs.toFixed(0)],
    ['resident, workers ended, MB', server.residentMb.toFixed(0)],
    ['peak, MB', server.peakMb?.toFixed(0) ?? 'not known here'],
    ['stored index, MB', server.diskMb.toFixed(1)],
    ['first answer after the second start, ms', server.secondStartMs.toFixed(0)],
  ]);
  printFigures('index', {
    build_cpu_vs_minisearch: of('cairn', 'cpu') / of('minisearch', 'cpu'),
    build_cpu_vs_fts5: of('cairn', 'cpu') / of('fts5', 'cpu'),
    disk_vs_minisearch: of('cairn', 'diskMb') / of('minisearch', 'diskMb'),
    symbols_disk_vs_minisearch: (server.diskMb - of('cairn', 'diskMb')) / of('minisearch', 'diskMb'),
    rss_mb: server.residentMb,
    ...(server.peakMb === undefined ? {} : { peak_rss_mb: server.peakMb }),
    first_answer_ms: server.firstAnswerMs,
    corpus_mb: megabytes,
    files: files.length,
  });
}

if (!(await ranAsChild())) await withSetup('index', compare);
