import { type CompletionFilter, drop, keep, withText } from './candidate';

const longestCycle = 6;
const longestTokenCycle = 12;
const mostTokens = 400;

/** Cuts a loop of lines after its first round; drops a text that ends in a loop of words. */
export const repetition: CompletionFilter = (candidate) => {
  const text = withoutLineLoop(candidate.text);
  return endsInLoop(text) ? drop('repetition') : keep(withText(candidate, text));
};

/** Three rounds of the same lines, one after the other, are a loop; lines without words are not counted. */
function withoutLineLoop(text: string): string {
  const lines = text.split('\n');
  const content = lines.map((line) => line.trim());
  for (let start = 0; start < lines.length; start++) {
    for (let cycle = 1; cycle <= longestCycle && start + 3 * cycle <= lines.length; cycle++) {
      const round = content.slice(start, start + cycle);
      if (!round.some((line) => /\w/.test(line))) continue;
      const again = (times: number): boolean => round.every((line, at) => line === content[start + times * cycle + at]);
      if (again(1) && again(2)) return lines.slice(0, start + cycle).join('\n');
    }
  }
  return text;
}

/** Whether the end is the same few tokens four times or more, over at least 20 characters. */
function endsInLoop(text: string): boolean {
  const tokens = (text.slice(-2000).match(/[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]+/gu) ?? []).slice(-mostTokens);
  for (let cycle = 1; cycle <= longestTokenCycle; cycle++) {
    const last = tokens.slice(-cycle);
    if (last.length < cycle || !last.some((token) => /[\p{L}\p{N}_]/u.test(token))) continue;
    let same = 0;
    while (same < tokens.length && tokens.at(-1 - same) === last.at(-1 - (same % cycle))) same++;
    const length = tokens.slice(tokens.length - same).join('').length;
    if (same >= 4 * cycle && length >= 20) return true;
  }
  return false;
}
