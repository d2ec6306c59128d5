import { readBracket } from './wildcard-bracket';
import type { UnitTest } from './wildcard-bracket';

export interface WildcardOptions {
  /** `*`, `?` and brackets match `/` as well. */
  readonly crossesSlash: boolean;
  /** Pattern and text are in lower case already; brackets are tried in both cases. */
  readonly ignoreCase: boolean;
}

type Step =
  | { readonly kind: 'unit'; readonly test: UnitTest; readonly literal?: string }
  /** Any run of units, without `/` unless `crosses`. */
  | { readonly kind: 'run'; readonly crosses: boolean }
  /** Nothing, or any run that ends with `/`. */
  | { readonly kind: 'directories' };

const slash = 47;

/**
 * Compiles a glob with the meaning that git's wildmatch gives it. Matching takes time in proportion to pattern × text, whatever the
 * pattern, so a hostile ignore file cannot stall the editor. A pattern that can never match gives a function that says no.
 */
export function compileWildcard(pattern: string, options: WildcardOptions): (text: string) => boolean {
  const steps = stepsOf(pattern, options);
  if (!steps) return () => false;
  const fixed = literalRuns(steps);
  const first = steps[0]?.kind === 'unit' ? (fixed[0] ?? '') : '';
  const last = steps.at(-1)?.kind === 'unit' ? (fixed.at(-1) ?? '') : '';
  const longest = fixed.reduce((best, run) => (run.length > best.length ? run : best), '');
  // Nearly every text fails here, long before the steps are walked.
  return (text) => text.startsWith(first) && text.endsWith(last) && text.includes(longest) && matches(steps, text);
}

/** Runs of literal units; those at the ends are '' where a bracket or `?` stands there. */
function literalRuns(steps: readonly Step[]): readonly string[] {
  const runs = [''];
  for (const step of steps) {
    if (step.kind === 'unit' && step.literal !== undefined) runs[runs.length - 1] += step.literal;
    else runs.push('');
  }
  return runs;
}

/** True when git would never match the pattern: an unclosed bracket, an unknown character class, a `\` at the end. */
export function isDeadWildcard(pattern: string): boolean {
  return stepsOf(pattern, { crossesSlash: false, ignoreCase: false }) === undefined;
}

function stepsOf(pattern: string, options: WildcardOptions): readonly Step[] | undefined {
  const steps: Step[] = [];
  let at = 0;
  while (at < pattern.length) {
    const unit = pattern[at];
    if (unit === '*') {
      at = readStars(pattern, at, options, steps);
    } else if (unit === '?') {
      steps.push({ kind: 'unit', test: (code) => options.crossesSlash || code !== slash });
      at++;
    } else if (unit === '[') {
      const bracket = readBracket(pattern, at, options.ignoreCase);
      if (!bracket) return undefined;
      steps.push({ kind: 'unit', test: (code) => (options.crossesSlash || code !== slash) && bracket.test(code) });
      at = bracket.end;
    } else {
      if (unit === '\\') at++;
      if (at >= pattern.length) return undefined;
      const literal = pattern.charCodeAt(at);
      steps.push({ kind: 'unit', literal: pattern.charAt(at), test: (code) => code === literal });
      at++;
    }
  }
  return steps;
}

/** Reads one run of stars; answers where the pattern goes on. */
function readStars(pattern: string, start: number, options: WildcardOptions, steps: Step[]): number {
  let end = start;
  while (pattern[end] === '*') end++;
  const double = end - start > 1;
  const atSegmentStart = start === 0 || pattern[start - 1] === '/';
  const rest = pattern.slice(end);
  const atSegmentEnd = rest === '' || rest.startsWith('/') || rest.startsWith('\\/');
  const crosses = options.crossesSlash || (double && atSegmentStart && atSegmentEnd);
  if (crosses && !options.crossesSlash && rest.startsWith('/')) {
    // `**/**/` says no more than `**/`.
    if (steps.at(-1)?.kind !== 'directories') steps.push({ kind: 'directories' });
    return end + 1;
  }
  steps.push({ kind: 'run', crosses });
  return end;
}

/** Keeps the set of text offsets that the steps so far can reach. */
function matches(steps: readonly Step[], text: string): boolean {
  let reached = new Uint8Array(text.length + 1);
  let next = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const step of steps) {
    next.fill(0);
    if (!advance(step, text, reached, next)) return false;
    [reached, next] = [next, reached];
  }
  return reached[text.length] === 1;
}

function advance(step: Step, text: string, reached: Uint8Array, next: Uint8Array): boolean {
  let any = false;
  let open = false;
  for (let at = 0; at <= text.length; at++) {
    const here = reached[at] === 1;
    const code = text.charCodeAt(at);
    if (step.kind === 'unit') {
      if (here && at < text.length && step.test(code)) {
        next[at + 1] = 1;
        any = true;
      }
      continue;
    }
    open ||= here;
    if (step.kind === 'run') {
      if (open) {
        next[at] = 1;
        any = true;
      }
      if (code === slash && !step.crosses) open = false;
    } else {
      if (here) {
        next[at] = 1;
        any = true;
      }
      if (open && code === slash) next[at + 1] = 1;
    }
  }
  return any;
}
