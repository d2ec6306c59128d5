import path from 'node:path';
import { EmbeddedModel } from '../../../src/engine/models/embedded';
import { confidenceOf, FEATURE_NAMES } from '../../../src/engine/models/embedded/candidate';
import { TOKEN_FLAGS, TOKEN_SOURCES } from '../../../src/engine/models/embedded/token-mixing';
import { addedLines } from './commit-lines';
import { fitLines, lineOutcomes } from './fit-lines';
import { firstIsWritten, fitTokens, tokenChoices } from './fit-tokens';
import { Repository } from './git';
import type { Outcome } from './measure';
import type { Options } from './options';
import { exactOfTop, HEADLINE, percent, printTable, sharesOf } from './report';

/**
 * Fits the weights to lines that real commits added. Each repository's table is made with weights that were fitted without
 * it; the weights printed at the end are fitted to all.
 */
export function fit(options: Options): void {
  const repositories = options.fit.map((folder) => {
    const repository = new Repository(folder);
    const lines = addedLines(repository, options.lines, options.seed);
    const choices = tokenChoices(repository, lines);
    const name = path.basename(folder) === 'repo' ? path.basename(path.dirname(folder)) : path.basename(folder);
    console.log(`${name}: ${lines.length} added lines, ${choices.length} tokens`);
    return { name, repository, lines, choices };
  });
  const others = <T>(values: readonly T[], without: number): T[] => values.filter((_, i) => i !== without);
  const allChoices = repositories.map(({ choices }) => choices);
  const plain = TOKEN_SOURCES.length;
  const first = [['next token, weights fitted to the other repositories', 'plain', 'mixed']];
  const outcomes = repositories.map(({ name, repository, lines, choices }, i) => {
    const token = fitTokens(others(allChoices, i).flat());
    const exactOnly = token.map((_, k) => (k % plain === 0 && k < plain * 4 ? 1 : 0));
    first.push([name, percent(firstIsWritten(choices, exactOnly)), percent(firstIsWritten(choices, token))]);
    const line = FEATURE_NAMES.map(() => 0);
    return lineOutcomes(repository, lines, new EmbeddedModel({ token, line }), 'mixed', options.seed);
  });
  printTable(first);
  repositories.forEach(({ name }, i) => {
    printThresholds(name, rescored(outcomes[i] ?? [], fitLines(others(outcomes, i))));
  });
  const weights = { token: fitTokens(allChoices.flat()), line: fitLines(outcomes) };
  const flagsAt = weights.token.length - TOKEN_FLAGS.length - 4;
  printTable(TOKEN_FLAGS.map((name, i) => [name, String(weights.token[flagsAt + i])]));
  printTable(FEATURE_NAMES.map((name, i) => [name, String(weights.line[i])]));
  console.log(JSON.stringify({ bench: 'embedded', figures: weights }));
}

/** Applies new weights to recorded candidates. */
function rescored(outcomes: readonly Outcome[], weights: readonly number[]): Outcome[] {
  return outcomes.map((outcome) => {
    let best = { confidence: 0, exact: false };
    for (const { features, exact } of outcome.candidates ?? []) {
      const confidence = confidenceOf(features, weights);
      if (confidence > best.confidence) best = { confidence, exact };
    }
    return { ...outcome, ...best };
  });
}

/** Prints what each threshold would show. */
function printThresholds(title: string, outcomes: readonly Outcome[]): void {
  const ofKind = (kind: Outcome['kind']): Outcome[] => outcomes.filter((outcome) => outcome.kind === kind);
  const groups = [
    outcomes.filter((outcome) => HEADLINE.includes(outcome.kind)),
    ofKind('line start'),
    ofKind('mid-line'),
    ofKind('inside a word'),
  ];
  const rows = [[title, 'shown', 'exact', 'line start', 'exact', 'mid-line', 'exact', 'inside a word', 'exact']];
  for (const threshold of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8]) {
    const shares = groups.map((group) => sharesOf(group, threshold));
    const cells = shares.flatMap(({ offeredShare, exactShare }) => [percent(offeredShare), percent(exactShare)]);
    rows.push([`from ${threshold.toFixed(1)}`, ...cells]);
  }
  const top = (group: readonly Outcome[]): string[] => [
    percent(exactOfTop(group, 0.1)),
    percent(exactOfTop(group, 0.2)),
  ];
  rows.push(['exact of the surest 10 %, 20 %', ...groups.flatMap(top)]);
  printTable(rows);
}
