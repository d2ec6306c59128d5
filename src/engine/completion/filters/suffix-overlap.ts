import { unmatchedClosers } from './brackets';
import { type Candidate, type CompletionFilter, type FilterCursor, keep } from './candidate';

/**
 * Fits the text to the rest of the cursor's line. Where its end repeats that rest, the end is cut off; where closing brackets or
 * quotes of the rest come back inside the text, the text replaces them.
 */
export const suffixOverlap: CompletionFilter = (candidate, cursor) => keep(fitted(candidate, cursor));

function fitted(candidate: Candidate, { linePrefix, lineSuffix }: FilterCursor): Candidate {
  const rest = lineSuffix.trimEnd();
  if (rest === '') return candidate.replaceSuffix === 0 ? candidate : { ...candidate, replaceSuffix: 0 };
  let { text } = candidate;
  if (!text.includes('\n')) {
    if (endsSpaced(text, rest, linePrefix)) return { ...candidate, replaceSuffix: rest.length };
    text = withoutRepeatedRest(text, rest, linePrefix);
  }
  const replaceSuffix = replacedClosers(text, rest, linePrefix);
  return text === candidate.text && replaceSuffix === candidate.replaceSuffix
    ? candidate
    : { ...candidate, text, replaceSuffix };
}

/** Whether the text ends with the rest of the line after a space that would be lost at the end: ` a }` before `}`. */
function endsSpaced(text: string, rest: string, linePrefix: string): boolean {
  const wanted = rest.trim();
  const trimmed = text.trimEnd();
  const said = trimmed.slice(0, -wanted.length);
  if (!/^[)\]}]/.test(wanted) || !trimmed.endsWith(wanted) || !/\S\s+$/.test(said)) return false;
  return !said.trimEnd().endsWith(wanted) && belongsToRest(trimmed, said.length, linePrefix);
}

function withoutRepeatedRest(text: string, rest: string, linePrefix: string): string {
  const wanted = rest.trim();
  let left = text;
  for (;;) {
    const trimmed = left.trimEnd();
    if (!trimmed.endsWith(wanted)) return left;
    const start = trimmed.length - wanted.length;
    if (!belongsToRest(trimmed, start, linePrefix)) return left;
    left = trimmed.slice(0, start);
  }
}

/** Whether the end from `start` is the rest of the line again, and not the end of something that the text itself opens. */
function belongsToRest(text: string, start: number, linePrefix: string): boolean {
  const end = text.slice(start);
  if (/[\p{L}\p{N}_]/u.test(end)) {
    const insideWord = /^[\p{L}\p{N}_]/u.test(end) && /[\p{L}\p{N}_]$/u.test(text.slice(0, start));
    return end.length >= 3 && !insideWord;
  }
  const unmatched = new Set(unmatchedClosers(text, linePrefix).map(({ at }) => at));
  return [...end.matchAll(/[)\]}"'`]/g)].every((match) => unmatched.has(start + match.index));
}

/** UTF-16 units of `rest` up to the last closing bracket or quote that the text writes again. */
function replacedClosers(text: string, rest: string, linePrefix: string): number {
  const again = unmatchedClosers(text, linePrefix);
  let at = 0;
  let replaced = 0;
  for (const { character } of again) {
    while (rest[at] === ' ') at++;
    if (rest[at] !== character) break;
    at++;
    replaced = at;
  }
  return replaced;
}
