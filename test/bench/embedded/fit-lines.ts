import { FEATURE_NAMES } from '../../../src/engine/models/embedded/candidate';
import type { EmbeddedModel, Strategy } from '../../../src/engine/models/embedded';
import { type AddedLine, treeChanges } from './commit-lines';
import type { Repository } from './git';
import type { Outcome } from './measure';
import { positionsOfLine, seeded, type TypingPosition } from './positions';

const MID_LINE_POSITIONS = 2;

/** Asks for the rest of each line, in the tree in which it was written, at its start and at a few drawn places. */
export function lineOutcomes(
  repository: Repository,
  lines: readonly AddedLine[],
  model: EmbeddedModel,
  strategy: Strategy,
  seed: number,
): Outcome[] {
  const random = seeded(seed);
  const changes = treeChanges(
    repository,
    lines.map(({ parent }) => parent),
  );
  const outcomes: Outcome[] = [];
  lines.forEach(({ path, languageId, above, line, below }, index) => {
    const change = changes.next().value;
    for (const gone of change?.forget ?? []) model.forget(gone);
    for (const file of change?.learn ?? []) model.learn(file.path, file.text, file.languageId);
    const open = positionsOfLine(above, line, `\n${below}`, false);
    const closed = positionsOfLine(above, line, `\n${below}`, true);
    for (const at of drawnPlaces(open, random)) {
      const { kind, prefix, suffix, rest } = ((random() < 0.5 ? open : closed)[at] ?? open[at]) as TypingPosition;
      const found = model.candidates({ uri: path, languageId, prefix, suffix }, strategy);
      const candidates = found.map(({ text, features }) => ({ features, exact: text === rest }));
      const unknown = { confidence: 0, exact: false, kept: false };
      outcomes.push({ kind, line: index, restLength: rest.length, ...unknown, candidates });
    }
  });
  return outcomes;
}

/** The line's start, places before a token and one inside a word. */
function drawnPlaces(positions: readonly TypingPosition[], random: () => number): number[] {
  const placesOf = (kind: TypingPosition['kind']): number[] =>
    positions.flatMap((position, i) => (position.kind === kind && position.rest.length > 2 ? [i] : []));
  const draw = (places: readonly number[]): number[] => places.slice(Math.floor(random() * places.length)).slice(0, 1);
  const mid = placesOf('mid-line');
  const drawn = Array.from({ length: MID_LINE_POSITIONS }, () => draw(mid)).flat();
  return [...new Set([...placesOf('line start'), ...drawn, ...draw(placesOf('inside a word'))])];
}

const STEPS = 60;
const RIDGE = 1e-3;

/** Logistic regression by Newton's method on standardised features; every repository counts the same. */
export function fitLines(repositories: readonly (readonly Outcome[])[]): number[] {
  const columns = FEATURE_NAMES.length;
  const rows = repositories.flatMap((outcomes) =>
    outcomes.flatMap(({ candidates = [] }) =>
      candidates.map(({ features, exact }) => ({ features, exact, weight: 1 / outcomes.length })),
    ),
  );
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const mean = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  for (let c = 1; c < columns; c++) {
    mean[c] = rows.reduce((sum, { features, weight }) => sum + weight * (features[c] ?? 0), 0) / total;
    const spread = rows.reduce((sum, row) => sum + row.weight * ((row.features[c] ?? 0) - (mean[c] ?? 0)) ** 2, 0);
    scale[c] = Math.sqrt(spread / total) || 1;
  }
  const values = rows.map(({ features }) =>
    Float64Array.from(features, (value, c) => (value - (mean[c] ?? 0)) / (scale[c] ?? 1)),
  );
  const weights = new Float64Array(columns);
  for (let step = 0; step < STEPS; step++) {
    const slope = Float64Array.from(weights, (weight, c) => (c === 0 ? 0 : RIDGE * weight));
    const curve = Array.from({ length: columns }, (_, c) => {
      const line = new Float64Array(columns);
      line[c] = RIDGE;
      return line;
    });
    rows.forEach(({ exact, weight }, r) => {
      const x = values[r] as Float64Array;
      const probability = 1 / (1 + Math.exp(-x.reduce((sum, value, c) => sum + value * (weights[c] ?? 0), 0)));
      const error = (weight / total) * (probability - (exact ? 1 : 0));
      const bend = (weight / total) * probability * (1 - probability);
      for (let c = 0; c < columns; c++) {
        slope[c] = (slope[c] ?? 0) + error * (x[c] ?? 0);
        const line = curve[c] as Float64Array;
        for (let d = 0; d < columns; d++) line[d] = (line[d] ?? 0) + bend * (x[c] ?? 0) * (x[d] ?? 0);
      }
    });
    const change = solve(curve, slope);
    for (let c = 0; c < columns; c++) weights[c] = (weights[c] ?? 0) - (change[c] ?? 0);
    if (change.every((value) => Math.abs(value) < 1e-7)) break;
  }
  const raw = Array.from(weights, (weight, c) => weight / (scale[c] ?? 1));
  for (let c = 1; c < columns; c++) raw[0] = (raw[0] ?? 0) - (raw[c] ?? 0) * (mean[c] ?? 0);
  return raw.map((weight) => Number(weight.toFixed(3)));
}

/** Gaussian elimination with pivots; both arguments are used up. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const at = (row: number, column: number): number => matrix[row]?.[column] ?? 0;
  for (let c = 0; c < size; c++) {
    let pivot = c;
    for (let r = c + 1; r < size; r++) if (Math.abs(at(r, c)) > Math.abs(at(pivot, c))) pivot = r;
    [matrix[c], matrix[pivot]] = [matrix[pivot] as Float64Array, matrix[c] as Float64Array];
    [right[c], right[pivot]] = [right[pivot] ?? 0, right[c] ?? 0];
    for (let r = c + 1; r < size; r++) {
      const factor = at(r, c) / at(c, c);
      const row = matrix[r] as Float64Array;
      for (let d = c; d < size; d++) row[d] = at(r, d) - factor * at(c, d);
      right[r] = (right[r] ?? 0) - factor * (right[c] ?? 0);
    }
  }
  const result = new Float64Array(size);
  for (let r = size - 1; r >= 0; r--) {
    let sum = right[r] ?? 0;
    for (let d = r + 1; d < size; d++) sum -= at(r, d) * (result[d] ?? 0);
    result[r] = sum / at(r, r);
  }
  return result;
}
