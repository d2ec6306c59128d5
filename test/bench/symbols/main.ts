import path from 'node:path';
import { median, printFigures, printTable, type Setup, withSetup } from '../keyword/options';
import { listSources } from '../keyword/source-files';
import { type Agreement, noAgreement, precision, recall, sum } from './agreement';
import { type Comparison, compareDefinitions } from './compare';
import { type Cost, type CostKind, cost, ranForCost } from './costs';

const KINDS: readonly CostKind[] = ['captures', 'all', 'one-worker', 'two-workers'];
const MOST_FILES = 400;

async function measure({ root, files, list, rounds, megabytes }: Setup): Promise<void> {
  const results = new Map<CostKind, Cost[]>(KINDS.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round++)
    for (const kind of KINDS) results.get(kind)?.push(await cost({ kind, root, list }));
  const cpu = (kind: CostKind): number => median((results.get(kind) ?? []).map((each) => each.cpu));
  const rows = [['read and parse', 'CPU s', 'MB/s', 'wall s', 'peak MB']];
  for (const kind of KINDS) {
    const of = (figure: keyof Cost): number => median((results.get(kind) ?? []).map((each) => each[figure]));
    const row = [cpu(kind).toFixed(2), (megabytes / cpu(kind)).toFixed(1), (of('wallMs') / 1000).toFixed(1)];
    rows.push([kind, ...row, of('peakRssMb').toFixed(0)]);
  }
  printTable(rows);

  const fixtures = await listSources(path.resolve('test/fixtures/syntax'));
  const { byLanguage, languages } = await compareDefinitions([...fixtures, ...files], MOST_FILES, differencesWanted());
  printComparison(byLanguage);
  const all = [...byLanguage.values()].map(({ cairn }) => cairn).reduce(sum, noAgreement);
  printFigures('symbols', {
    all_cpu_vs_bare_captures: cpu('all') / cpu('captures'),
    two_workers_cpu_vs_one: cpu('two-workers') / cpu('one-worker'),
    recall_vs_reference: recall(all),
    precision_vs_reference: precision(all),
    languages,
  });
}

/** With CAIRN_BENCH_DIFFERENCES=1 each definition that only one side has is listed. */
function differencesWanted() {
  if (process.env['CAIRN_BENCH_DIFFERENCES'] !== '1') return undefined;
  return (file: string, side: string, { name, line }: { name: string; line: number }): void =>
    console.log(`${side} ${file}:${line + 1} ${name}`);
}

function printComparison(compared: ReadonlyMap<string, Comparison>): void {
  const share = (value: number): string => value.toFixed(3);
  const both = (each: Agreement | undefined): string[] =>
    each === undefined ? ['', ''] : [share(recall(each)), share(precision(each))];
  const head = [
    'language',
    'files',
    'definitions',
    'recall',
    'precision',
    'ctags recall',
    'precision',
    'compiler recall',
    'precision',
  ];
  const rows = [...compared].map(([languageId, { files, cairn, ctags, navigation }]) => [
    languageId,
    String(files),
    String(cairn.wanted),
    ...both(cairn),
    ...both(ctags),
    ...both(navigation),
  ]);
  console.log(
    '\nDefinitions by name and line, against a complete walk of the tree; files with syntax errors are left out',
  );
  printTable([head, ...rows]);
}

if (!(await ranForCost())) await withSetup('symbols', measure);
