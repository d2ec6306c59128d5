import type { Outcome } from './measure';
import type { PositionKind } from './positions';

/** Positions where a suggestion is asked for by the definition of the headline: not inside a word. */
export const HEADLINE: readonly PositionKind[] = ['line start', 'mid-line'];

export interface Shares {
  readonly positions: number;
  readonly offered: number;
  readonly exact: number;
  /** Exact among the offered. */
  readonly exactShare: number;
  /** Among the offered, those with which the line goes on, be it as a word alone. */
  readonly keptShare: number;
  readonly offeredShare: number;
}

export function sharesOf(outcomes: readonly Outcome[], threshold: number): Shares {
  const shown = outcomes.filter((outcome) => outcome.confidence >= threshold);
  const exact = shown.filter((outcome) => outcome.exact).length;
  const kept = shown.filter((outcome) => outcome.kept).length;
  return {
    positions: outcomes.length,
    offered: shown.length,
    exact,
    offeredShare: outcomes.length === 0 ? 0 : shown.length / outcomes.length,
    exactShare: shown.length === 0 ? 0 : exact / shown.length,
    keptShare: shown.length === 0 ? 0 : kept / shown.length,
  };
}

/** Exact among the most confident `share` of all positions: compares strategies whose confidences mean different things. */
export function exactOfTop(outcomes: readonly Outcome[], share: number): number {
  const count = Math.max(1, Math.round(outcomes.length * share));
  const top = [...outcomes].sort((a, b) => b.confidence - a.confidence).slice(0, count);
  return top.filter((outcome) => outcome.exact).length / count;
}

/** Characters that need not be typed by someone who takes the first exact offer of each line, over all characters. */
export function completedShare(outcomes: readonly Outcome[], threshold: number): number {
  let all = 0;
  let completed = 0;
  let line = -1;
  let taken = false;
  for (const outcome of outcomes) {
    if (outcome.line !== line) {
      line = outcome.line;
      taken = false;
      all += outcome.restLength;
    }
    if (taken || outcome.confidence < threshold || !outcome.exact) continue;
    completed += outcome.restLength;
    taken = true;
  }
  return all === 0 ? 0 : completed / all;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    const cells = row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
    console.log(cells.join('  '));
  }
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
