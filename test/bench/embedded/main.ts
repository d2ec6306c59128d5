import path from 'node:path';
import { SHOW_THRESHOLD } from '../../../src/engine/models/embedded';
import { fit } from './fit';
import { learnAll, type Outcome, typeLines } from './measure';
import { readOptions, type Options } from './options';
import { sampleLines } from './positions';
import { completedShare, exactOfTop, HEADLINE, percent, percentile, printTable, sharesOf } from './report';
import { sourceFiles } from './sources';

/** The baselines' confidence is a share of votes or not calibrated; the same number would not mean the same. */
const PLAIN_THRESHOLD = 0.5;

function shortName(root: string): string {
  return root.split(path.sep).slice(-2).join('/');
}

function measure(options: Options): void {
  const table = [
    [
      '',
      'positions',
      'shown',
      'exact of shown',
      'kept of shown',
      'exact of all',
      'characters completed',
      'exact of top 10 %',
      'of top 20 %',
    ],
  ];
  const predictMs: number[] = [];
  const forgetMs: number[] = [];
  const headline: Outcome[] = [];
  let residentMb = 0;
  for (const root of options.roots) {
    const files = sourceFiles(root);
    if (files.length === 0) throw new Error(`There are no source files below ${root}.`);
    const { model, residentMb: resident, processMb, learnSeconds } = learnAll(files);
    residentMb = Math.max(residentMb, resident);
    const stats = model.stats();
    const lines = sampleLines(files, options.lines, options.seed, options.autoClose);
    const name = path.relative(process.cwd(), root) || root;
    console.log(
      `${name}: ${files.length} files, ${(stats.size / 1e6).toFixed(2)} MB learned in ${learnSeconds.toFixed(2)} s, ` +
        `${stats.tokens} tokens, ${stats.refused} files refused; resident ${resident.toFixed(1)} MB more, ` +
        `${(stats.bytes / Math.max(1, stats.size)).toFixed(2)} bytes held per source byte; process ${processMb.toFixed(1)} MB`,
    );
    for (const strategy of options.strategies) {
      const typed = typeLines(model, files, lines, strategy);
      const threshold = strategy === 'mixed' ? SHOW_THRESHOLD : PLAIN_THRESHOLD;
      const asked = typed.outcomes.filter((outcome) => HEADLINE.includes(outcome.kind));
      const main = strategy === options.strategies.at(-1);
      if (main) {
        headline.push(...asked);
        predictMs.push(...typed.predictMs);
        forgetMs.push(...typed.forgetMs);
      }
      const row = (label: string, outcomes: readonly Outcome[]): void => {
        const shares = sharesOf(outcomes, threshold);
        table.push([
          `${shortName(root)} ${strategy} ${label}`,
          String(shares.positions),
          percent(shares.offeredShare),
          percent(shares.exactShare),
          percent(shares.keptShare),
          percent(sharesOf(outcomes, 0).exact / Math.max(1, outcomes.length)),
          percent(completedShare(outcomes, threshold)),
          percent(exactOfTop(outcomes, 0.1)),
          percent(exactOfTop(outcomes, 0.2)),
        ]);
      };
      row(
        'line start',
        typed.outcomes.filter((outcome) => outcome.kind === 'line start'),
      );
      row(
        'mid-line',
        typed.outcomes.filter((outcome) => outcome.kind === 'mid-line'),
      );
      row(
        'inside a word',
        typed.outcomes.filter((outcome) => outcome.kind === 'inside a word'),
      );
      row('line start and mid-line', asked);
      row('all', typed.outcomes);
      console.log(
        `  ${strategy}: predict p50 ${percentile(typed.predictMs, 0.5).toFixed(2)} ms, p95 ${percentile(typed.predictMs, 0.95).toFixed(2)} ms, ` +
          `forget p95 ${percentile(typed.forgetMs, 0.95).toFixed(2)} ms, learn p95 ${percentile(typed.learnMs, 0.95).toFixed(2)} ms`,
      );
    }
    model.dispose();
  }
  printTable(table);
  const shares = sharesOf(headline, options.strategies.at(-1) === 'mixed' ? SHOW_THRESHOLD : PLAIN_THRESHOLD);
  const round = (value: number): number => Number(value.toFixed(4));
  const figures = {
    rss_mb: round(residentMb),
    next_line_p95_ms: round(percentile(predictMs, 0.95)),
    forget_file_p95_ms: round(percentile(forgetMs, 0.95)),
    offered_share: round(shares.offeredShare),
    exact_share: round(shares.exactShare),
  };
  console.log(JSON.stringify({ bench: 'embedded', figures }));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.fit.length > 0) fit(options);
  else measure(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
