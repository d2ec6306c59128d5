import type { Sample } from './dump';
import { LEVELS, shownWithin } from './fit';

const COLUMNS = ['def@250', 'def@500', 'def@1500', 'def@3000', 'imp@500', 'imp@1500', 'rest@500', 'rest@1500'];

/** Prints per repository in how many percent of its cursors the definition is within so many tokens; returns the averages over repositories as shares. */
export function report(title: string, samples: readonly Sample[], weightsFor: (repo: string) => Float64Array) {
  const repos = [...new Set(samples.map(({ repo }) => repo))];
  const averages: Record<string, number> = {};
  for (const mode of ['bol', 'mid'] as const) {
    console.log(`\n${`${title}, ${mode}`.padEnd(36)}${COLUMNS.map((name) => name.padStart(10)).join('')}`);
    const rows = repos.map((repo) => {
      const own = samples.filter((sample) => sample.repo === repo && sample.mode === mode);
      return sharesOf(own, weightsFor(repo));
    });
    rows.forEach((row, at) => print(repos[at] as string, row));
    const average = COLUMNS.map((_, column) => meanOf(rows.map((row) => row[column] as number)));
    print('average', average);
    averages[`${mode}_def_500`] = average[1] as number;
    averages[`${mode}_def_1500`] = average[2] as number;
  }
  return averages;
}

function sharesOf(samples: readonly Sample[], weights: Float64Array): number[] {
  const shown = samples.map((sample) => ({ ...sample, within: shownWithin(sample, weights) }));
  const share = (level: number, imported?: boolean) => {
    const kept = shown.filter((sample) => imported === undefined || sample.imported === imported);
    return meanOf(kept.map(({ within }) => within[level] as number));
  };
  return [...LEVELS.map((_, level) => share(level)), share(1, true), share(2, true), share(1, false), share(2, false)];
}

function print(name: string, row: readonly number[]): void {
  const cells = row.map((value) => (Number.isNaN(value) ? '-' : (100 * value).toFixed(1)).padStart(10));
  console.log(name.padEnd(36) + cells.join(''));
}

function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
