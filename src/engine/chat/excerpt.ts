/** Consecutive lines of a text; `firstLine` counts from zero. */
export interface Excerpt {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** How much of a text is shown: all of it up to `wholeLines`, and about `usualLines` of a longer one. */
interface ExcerptSize {
  readonly usualLines: number;
  readonly wholeLines: number;
}

/**
 * A text that is short, else the consecutive lines that hold most of the terms, the beginning when none stands out. They end with
 * the text or before a blank line where one is near. Blank lines at both ends are cut. Terms are lower case; a line counts each
 * term once.
 */
export function bestExcerpt(text: string, terms: readonly string[], { usualLines, wholeLines }: ExcerptSize): Excerpt {
  const lines = text.split(/\r?\n/);
  const start = lines.length > wholeLines ? bestStart(lines, terms, usualLines) : 0;
  const end = lines.length - start <= wholeLines ? lines.length : endOfParagraph(lines, start + usualLines);
  return trimBlank(start, lines.slice(start, end));
}

/** Lines that an excerpt may be shorter or longer for the sake of its end. */
const END_TOLERANCE = 6;

function endOfParagraph(lines: readonly string[], end: number): number {
  for (let distance = 0; distance <= END_TOLERANCE; distance++) {
    if (lines[end + distance]?.trim() === '') return end + distance;
    if (lines[end - distance]?.trim() === '') return end - distance;
  }
  return end;
}

/** The text's lines without the indentation that all of them share. */
export function dedent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const shared = indents.reduce((common, indent) => {
    let length = 0;
    while (length < common.length && common[length] === indent[length]) length++;
    return common.slice(0, length);
  }, indents[0] ?? '');
  return lines.map((line) => (line.startsWith(shared) ? line.slice(shared.length) : line.trimStart()));
}

/** Words of a question that may stand in code, in lower case. */
export function searchTerms(question: string): readonly string[] {
  const words = question.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
  const split = words.flatMap((word) => [word, ...word.split(/(?<=[a-z0-9])(?=[A-Z])|_/)]);
  return [...new Set(split.map((word) => word.toLowerCase()))].filter((word) => word.length > 2 && !common.has(word));
}

const common = new Set(
  'the and for are how does what where when who why which that this with from have has can not use used into about there code file files function'.split(
    ' ',
  ),
);

function bestStart(lines: readonly string[], terms: readonly string[], maxLines: number): number {
  const hits = lines.map((line) => {
    const lower = line.toLowerCase();
    return terms.filter((term) => lower.includes(term)).length;
  });
  const atBeginning = sumOf(hits.slice(0, maxLines));
  let sum = atBeginning;
  let best = { start: 0, sum };
  for (let start = 1; start + maxLines <= lines.length; start++) {
    sum += (hits[start + maxLines - 1] ?? 0) - (hits[start - 1] ?? 0);
    if (sum > best.sum) best = { start, sum };
  }
  // A declaration's first lines say most about it, so another place has to be much better.
  if (best.sum <= 2 * atBeginning) return 0;
  const firstHit = hits.findIndex((count, position) => position >= best.start && count > 0);
  const withLeadIn = Math.max(best.start, firstHit - Math.floor(maxLines / 4), 0);
  // What ends before a blank line belongs to something else.
  const blank = lines.findLastIndex((line, position) => position >= withLeadIn && position < firstHit && !line.trim());
  return blank < 0 ? Math.min(withLeadIn, lines.length - maxLines) : blank + 1;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function trimBlank(start: number, lines: readonly string[]): Excerpt {
  const first = lines.findIndex((line) => line.trim());
  if (first < 0) return { firstLine: start, lines: lines.slice(0, 1) };
  const last = lines.findLastIndex((line) => line.trim());
  return { firstLine: start + first, lines: lines.slice(first, last + 1) };
}
