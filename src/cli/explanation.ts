import type { Dropped, Evidence, Explanation, Multiplier } from '../engine/retrieval';
import { type Range, relativePath, tokensOf } from '../engine/text';
import { rounded } from './gated-snippets';

/** An explanation as JSON: paths instead of URIs, one-based lines, rounded figures. `folder` is a URI. */
export function explanationValue({ terms, files, kept, dropped, timings }: Explanation, folder: string): object {
  return {
    terms,
    timings: Object.fromEntries(Object.entries(timings).map(([stage, ms]) => [stage, rounded(ms)])),
    files: files.map(({ path, score, why, multipliers }) => ({
      path,
      score: rounded(score),
      ...reasons(why, multipliers),
    })),
    kept: kept.map(({ path, origin, kind, tokens, score, why, multipliers }) => ({
      path,
      ...linesOf(origin.range),
      kind,
      tokens,
      score: rounded(score),
      ...reasons(why, multipliers),
    })),
    dropped: dropped.map((entry) => ({
      path: pathOf(entry, folder),
      ...linesOf(entry.range),
      reason: entry.reason,
      ...(entry.strength ? { strength: entry.strength } : {}),
    })),
  };
}

/**
 * The explanation of a cursor's context with no word but those of what is printed anyway: the others come out of the file at the
 * cursor, which may hold a secret.
 */
export function printable(explanation: Explanation, printed: readonly string[]): Explanation {
  const known = new Set(printed.flatMap(tokensOf));
  const shown = (terms: readonly string[]): readonly string[] => terms.filter((term) => known.has(term.toLowerCase()));
  const checked = <T extends { readonly why: readonly Evidence[] }>(entry: T): T => ({
    ...entry,
    why: entry.why.map((evidence) => ({ ...evidence, terms: shown(evidence.terms) })),
  });
  return {
    ...explanation,
    terms: shown(explanation.terms),
    files: explanation.files.map(checked),
    kept: explanation.kept.map(checked),
  };
}

/** An explanation as lines for a person: what was searched for, each snippet with its evidence, what was dropped and why. */
export function explanationLines(explanation: Explanation, folder: string): string[] {
  const { terms, files, kept, dropped, timings } = explanation;
  const isAnswer = explanation.kind === 'retrieve';
  // At a cursor a file has no ranking of its own.
  const fileOf = new Map(isAnswer ? files.map((file) => [file.uri, file]) : []);
  const times = Object.entries(timings).map(([stage, ms]) => `${stage} ${ms.toFixed(1)} ms`);
  const lines = [`Searched for: ${terms.join(' ')}`, `Took: ${times.join(', ')}`];
  for (const { path, origin, kind, tokens, score, why, multipliers } of kept) {
    lines.push('', `${placeOf(path, origin.range)} ${kind}, ${tokens} tokens, ${sum(score, why, multipliers)}`);
    const words = [...new Set(why.flatMap((evidence) => evidence.terms))];
    if (words.length > 0) lines.push(`  words: ${words.join(' ')}`);
    const file = fileOf.get(origin.uri);
    if (file) lines.push(`  file: ${sum(file.score, file.why, file.multipliers)}`);
  }
  if (dropped.length > 0) lines.push('', 'Dropped:');
  for (const entry of dropped) {
    const reason = entry.strength ? `${entry.reason}, ${entry.strength}` : entry.reason;
    lines.push(`  ${placeOf(pathOf(entry, folder), entry.range)} ${reason}`);
  }
  return lines;
}

/** `0.61 = chunk #1 0.41 (weight 0.5) + file #2 0.2, times test 0.25`; the multipliers are in the figures already. */
function sum(score: number, why: readonly Evidence[], multipliers: readonly Multiplier[] = []): string {
  const parts = why.map(
    ({ list, rank, score: share, weight }) =>
      `${list}${rank > 0 ? ` #${rank}` : ''} ${rounded(share)}${weight === undefined ? '' : ` (weight ${rounded(weight)})`}`,
  );
  const factors = multipliers.map(({ name, factor }) => `${name} ${rounded(factor)}`);
  return `score ${rounded(score)}: ${[parts.join(', '), ...(factors.length > 0 ? [`times ${factors.join(', ')}`] : [])].join('; ')}`;
}

function reasons(why: readonly Evidence[], multipliers: readonly Multiplier[] = []): object {
  return {
    why: why.map((evidence) => ({ ...evidence, score: rounded(evidence.score) })),
    multipliers: multipliers.map(({ name, factor }) => ({ name, factor: rounded(factor) })),
  };
}

function placeOf(path: string, range: Range): string {
  const { startLine, endLine } = linesOf(range);
  return `${path}:${startLine}${endLine > startLine ? `-${endLine}` : ''}`;
}

/** One-based, inclusive; ranges of snippets end before the first character of the next line. */
function linesOf({ start, end }: Range): { readonly startLine: number; readonly endLine: number } {
  return { startLine: start.line + 1, endLine: Math.max(start.line + 1, end.line) };
}

function pathOf({ uri }: Dropped, folder: string): string {
  return relativePath(folder, uri) ?? uri;
}
