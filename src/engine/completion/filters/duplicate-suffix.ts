import { unmatchedClosers } from './brackets';
import { type Candidate, type CompletionFilter, drop, type FilterCursor, isTelling, keep, withText } from './candidate';
import { leadOf } from './indentation-style';

/** Cuts the text where it begins to write the lines that follow the cursor; drops it when nothing else is left. */
export const duplicateSuffix: CompletionFilter = (candidate, cursor) => {
  const following = followingLines(cursor);
  const lines = candidate.text.split('\n');
  const repeated = lines.findIndex((line, index) => repeats(lines, index, line, following, cursor));
  if (repeated === 0 || (repeated > 0 && lines.slice(0, repeated).every((line) => line.trim() === '')))
    return drop('duplicate-suffix');
  const kept = repeated < 0 ? lines : lines.slice(0, repeated);
  const cut = withoutClosedBlocks(withText(candidate, kept.join('\n')), following);
  const after = cursor.lineSuffix.trim();
  return after !== '' && cut.text.trim() === after ? drop('duplicate-suffix') : keep(cut);
};

/** Lines after the cursor's that are not blank. */
function followingLines({ suffix, lineSuffix }: FilterCursor): readonly string[] {
  return suffix
    .slice(lineSuffix.length)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 12);
}

/** Whether the text from this line on is what follows: one telling line, and as much after it as both have. */
function repeats(
  lines: readonly string[],
  index: number,
  line: string,
  following: readonly string[],
  { linePrefix }: FilterCursor,
): boolean {
  const whole = (index === 0 ? linePrefix + line : line).trim();
  const [next] = following;
  if (next === undefined || whole !== next.trim() || !isTelling(whole)) return false;
  const rest = lines.slice(index + 1).filter((other) => other.trim() !== '');
  return rest.slice(0, 3).every((other, at) => {
    const expected = following[at + 1]?.trim();
    return expected === undefined || expected === other.trim() || expected.startsWith(other.trim());
  });
}

/** Takes closing lines off the end that close a block of before the cursor which the next line closes already. */
function withoutClosedBlocks(candidate: Candidate, following: readonly string[]): Candidate {
  const [next] = following;
  if (next === undefined || !/^\s*[)\]}]/.test(next)) return candidate;
  let { text } = candidate;
  for (;;) {
    const trimmed = text.trimEnd();
    const at = trimmed.lastIndexOf('\n');
    const last = trimmed.slice(at + 1);
    if (at < 0 || !/^\s*[)\]}][)\]};,\s]*$/.test(last)) break;
    const closesEarlier = unmatchedClosers(trimmed, '').some(({ at: place }) => place > at);
    if (!closesEarlier || leadOf(last) !== leadOf(next) || last.trim()[0] !== next.trim()[0]) break;
    text = trimmed.slice(0, at);
  }
  return withText(candidate, text);
}
