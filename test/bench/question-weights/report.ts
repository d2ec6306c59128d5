import { scoresOf } from './fit';
import type { Sample } from './samples';

type Weights = ArrayLike<number>;
export type Figures = Readonly<Record<string, number>>;

/** Of each repository's questions the mean of every figure, then the mean of the repositories; prints a line for each variant. */
export function report(
  title: string,
  samples: readonly Sample[],
  figuresOf: (sample: Sample) => Figures,
): Record<string, number> {
  const all: Record<string, number> = {};
  for (const variant of ['subject', 'nl'] as const) {
    const byRepository = Map.groupBy(
      samples.filter((sample) => sample.variant === variant),
      ({ repo }) => repo,
    );
    const means = [...byRepository.values()].map((own) => meanOf(own.map(figuresOf)));
    const figures = meanOf(means);
    const text = Object.entries(figures).map(([name, value]) => `${name} ${(100 * value).toFixed(1)}`);
    console.log(`${title.padEnd(28)}${variant.padEnd(9)}${text.join('  ')}`);
    for (const [name, value] of Object.entries(figures)) all[`${variant}_${name}`] = value;
  }
  return all;
}

export function fileFigures({ files, wantedFiles }: Sample, weights: Weights): Figures {
  const order = orderOf(scoresOf(files, weights));
  const found = (count: number) => order.slice(0, count).filter((row) => files.targets[row] === 1).length;
  return { hit_1: found(1), r_5: found(5) / wantedFiles, r_10: found(10) / wantedFiles };
}

/** The share of changed places that the chunks show which fit a budget, filled by score for each token. */
export function chunkFigures({ chunks, tokens, shows, wantedPlaces }: Sample, weights: Weights): Figures {
  if (wantedPlaces === 0) return {};
  const order = orderOf(scoresOf(chunks, weights));
  const within = (budget: number): number => {
    const seen = new Set<number>();
    let used = 0;
    for (const row of order) {
      used += tokens[row] as number;
      if (used > budget) break;
      for (const place of shows[row] ?? []) seen.add(place);
    }
    return seen.size / wantedPlaces;
  };
  return { c_4k: within(4_000), c_8k: within(8_000) };
}

function orderOf(scores: Float64Array): number[] {
  return Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
}

function meanOf(rows: readonly Figures[]): Record<string, number> {
  const sums: Record<string, { sum: number; count: number }> = {};
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const sum = (sums[name] ??= { sum: 0, count: 0 });
      sum.sum += value;
      sum.count++;
    }
  return Object.fromEntries(Object.entries(sums).map(([name, { sum, count }]) => [name, sum / count]));
}
