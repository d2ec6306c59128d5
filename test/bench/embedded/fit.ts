import { FEATURE_NAMES, confidenceOf } from '../../../src/engine/models/embedded/candidate';
import type { Outcome } from './measure';
import { HEADLINE, percent, printTable, sharesOf } from './report';

const ROUNDS = 3000;
const RIDGE = 1e-3;

/** Logistic regression by gradient descent on standardised features; every root counts the same. */
export function fitWeights(roots: readonly (readonly Outcome[])[]): number[] {
  const rows: { x: readonly number[]; y: number; weight: number }[] = [];
  for (const outcomes of roots) {
    const candidates = outcomes.flatMap((outcome) => outcome.candidates ?? []);
    for (const { features, exact } of candidates)
      rows.push({ x: features, y: exact ? 1 : 0, weight: 1 / candidates.length });
  }
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  const columns = FEATURE_NAMES.length;
  const mean = new Array<number>(columns).fill(0);
  const scale = new Array<number>(columns).fill(1);
  for (let c = 1; c < columns; c++) {
    const m = rows.reduce((sum, row) => sum + row.weight * (row.x[c] ?? 0), 0) / total;
    const v = rows.reduce((sum, row) => sum + row.weight * ((row.x[c] ?? 0) - m) ** 2, 0) / total;
    mean[c] = m;
    scale[c] = Math.sqrt(v) || 1;
  }
  const flat = new Float64Array(rows.length * columns);
  rows.forEach((row, r) => {
    for (let c = 0; c < columns; c++) flat[r * columns + c] = ((row.x[c] ?? 0) - (mean[c] ?? 0)) / (scale[c] ?? 1);
  });
  const weights = new Float64Array(columns);
  const moment = new Float64Array(columns);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = new Float64Array(columns);
    rows.forEach((row, r) => {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += (flat[r * columns + c] ?? 0) * (weights[c] ?? 0);
      const error = (1 / (1 + Math.exp(-sum)) - row.y) * (row.weight / total);
      for (let c = 0; c < columns; c++) gradient[c] = (gradient[c] ?? 0) + error * (flat[r * columns + c] ?? 0);
    });
    for (let c = 0; c < columns; c++) {
      moment[c] = 0.9 * (moment[c] ?? 0) + (gradient[c] ?? 0) + (c === 0 ? 0 : RIDGE * (weights[c] ?? 0));
      weights[c] = (weights[c] ?? 0) - 0.5 * (moment[c] ?? 0);
    }
  }
  const raw = Array.from(weights, (weight, c) => weight / (scale[c] ?? 1));
  for (let c = 1; c < columns; c++) raw[0] = (raw[0] ?? 0) - (raw[c] ?? 0) * (mean[c] ?? 0);
  return raw.map((weight) => Number(weight.toFixed(3)));
}

/** Applies new weights to recorded candidates. */
export function rescored(outcomes: readonly Outcome[], weights: readonly number[]): Outcome[] {
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
export function printThresholds(title: string, outcomes: readonly Outcome[]): void {
  const asked = outcomes.filter((outcome) => HEADLINE.includes(outcome.kind));
  const rows = [[title, 'shown', 'exact of shown', 'line start shown', 'exact', 'inside a word shown', 'exact']];
  for (const threshold of [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6]) {
    const all = sharesOf(asked, threshold);
    const start = sharesOf(
      outcomes.filter((outcome) => outcome.kind === 'line start'),
      threshold,
    );
    const inside = sharesOf(
      outcomes.filter((outcome) => outcome.kind === 'inside a word'),
      threshold,
    );
    const cells = [all, start, inside].flatMap((shares) => [percent(shares.offeredShare), percent(shares.exactShare)]);
    rows.push([threshold.toFixed(2), ...cells]);
  }
  printTable(rows);
}
