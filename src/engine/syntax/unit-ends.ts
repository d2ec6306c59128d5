import { indentationOf, linePrefix, tailOf } from './cursor-text';
import type { LexicalRules } from './lexical-rules';
import { closerOf, type LexicalLine, scanLines } from './lexical-scan';

/** Of a longer line before the cursor the end is looked at; UTF-16 units. */
const LONGEST_LINE = 20_000;

/** What the unit that a text begins is: one statement, or the whole body of an empty block. */
export type UnitKind = 'statement' | 'block';

const unfinished =
  /(?:[,+*/%&|^?.([{\\~!:=<-]|=>|\b(?:else|do|try|in|of|and|or|not|new|await|extends|implements|throw|case|export|default))$/;
const finishedAnyway = /(?:\+\+|--|[)\]\w]!|[\w)]\?)$/;
const carriesOn = /^(?:\.(?!\.\.)|\?|:(?!:)|&&|\|\||[+*/%,)\]=<>]|-(?!-)|(?:instanceof|in|of|and|or|as|where)\b)/;
const carriesOnAfterBlock = /^(?:\.(?!\.\.)|[),\]]|(?:else|elif|catch|finally|except|while)\b)/;
const continuationWords = [
  'else',
  'elif',
  'catch',
  'finally',
  'except',
  'while',
  'instanceof',
  'in',
  'of',
  'and',
  'or',
  'as',
  'where',
];

/**
 * Offsets in `text`, in UTF-16 units and ascending, at which the unit that it begins may be complete by its brackets, line
 * ends and indentation alone. The rule errs on the side of waiting:
 *
 * - an offset is the end of a line that a line break in `text` ends; strings and comments are closed there;
 * - brackets opened on the cursor's line or in `text` are closed, in `text` or at once by `suffix`;
 * - the line does not end, and the next line does not begin, with something that carries a statement on. While the next
 *   line has not been written yet, only a semicolon (or a line break, in languages where that ends a statement) is enough;
 * - once a block was begun, the indentation is back at that of the unit's first line or below it;
 * - a comment, a decorator or an attribute alone is no unit;
 * - an empty block is complete before the line that closes it or falls back behind its indentation; the closing line
 *   belongs to it when `suffix` does not close it.
 */
export function unitEnds(kind: UnitKind, prefix: string, text: string, suffix: string, rules: LexicalRules): number[] {
  return kind === 'block' ? blockEnds(prefix, text, suffix, rules) : statementEnds(prefix, text, suffix, rules);
}

function statementEnds(prefix: string, text: string, suffix: string, rules: LexicalRules): number[] {
  const before = tailOf(linePrefix(prefix), LONGEST_LINE);
  const whole = before + text;
  const opened = scanLines(before, rules).at(-1)?.state.brackets ?? [];
  const allowed = closedBy(suffix, opened);
  const lines = scanLines(whole, rules);
  const first = lines.find((line) => line.code !== '');
  const unitIndentation = first === undefined ? 0 : indentationOf(whole.slice(first.start, first.end));
  const ends: number[] = [];
  let begun = false;
  let block = false;
  for (const [index, { code, start, end, ended, state }] of lines.entries()) {
    if (!ended) break;
    if (code === '' || (!begun && /^(?:@[\w.]+(?:\(.*\))?|#!?\[.*\])$/.test(code))) continue;
    begun = true;
    if (opensBlock(code, rules)) block = true;
    if (state.inside !== undefined || state.brackets.length > allowed) continue;
    if (unfinished.test(code) && !finishedAnyway.test(code)) continue;
    if (block && !rules.indentedBlocks && indentationOf(whole.slice(start, end)) > unitIndentation) continue;
    if (isOver(code, lines.slice(index + 1), whole, block, unitIndentation, rules)) ends.push(end - before.length);
  }
  return ends;
}

/** Whether a line ends with what carries a statement on. */
export const isUnfinished = (line: string): boolean => unfinished.test(line.trimEnd());

function opensBlock(code: string, rules: LexicalRules): boolean {
  return rules.indentedBlocks ? code.endsWith(':') : code.includes('{');
}

/** Whether what follows a finished line leaves the unit finished. */
function isOver(
  code: string,
  rest: readonly LexicalLine[],
  whole: string,
  block: boolean,
  unitIndentation: number,
  rules: LexicalRules,
): boolean {
  const next = rest.find((line) => line.code !== '');
  if (next === undefined) {
    if (rules.indentedBlocks) return !block;
    return code.endsWith(';') || rules.lineEndsStatement;
  }
  const nextIndentation = indentationOf(whole.slice(next.start, next.end));
  if (rules.indentedBlocks && block && nextIndentation > unitIndentation) return false;
  if (!next.ended && mayBecomeContinuation(next.code)) return false;
  const afterBlock = code.endsWith('}') || (rules.indentedBlocks && block);
  if (afterBlock) return nextIndentation < unitIndentation || !carriesOnAfterBlock.test(next.code);
  return code.endsWith(';') || rules.lineEndsStatement || !carriesOn.test(next.code);
}

function mayBecomeContinuation(code: string): boolean {
  return /^\w+$/.test(code) && continuationWords.some((word) => word.startsWith(code));
}

function blockEnds(prefix: string, text: string, suffix: string, rules: LexicalRules): number[] {
  const lines = scanLines(text, rules);
  const header = prefix.trimEnd();
  const headerIndentation = indentationOf(header.slice(header.lastIndexOf('\n') + 1));
  const suffixCloses = suffix.trimStart().startsWith('}');
  let last: LexicalLine | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.code === '') continue;
    const closes = !rules.indentedBlocks && line.lowest < 0;
    const falls =
      index > 0 &&
      lines[index - 1]?.state.inside === undefined &&
      indentationOf(text.slice(line.start, line.end)) <= headerIndentation;
    if (closes && !suffixCloses) return line.ended ? [line.end] : [];
    if (closes || (falls && (rules.indentedBlocks || !/^[#})\]]/.test(line.code))))
      return last === undefined ? [] : [last.end];
    last = line;
  }
  return [];
}

/** How many of the open brackets, from the innermost outwards, the start of `suffix` closes. */
function closedBy(suffix: string, brackets: readonly string[]): number {
  const closing = /^[\s)\]};,]*/.exec(suffix)?.[0].replace(/[\s;,]/g, '') ?? '';
  let closed = 0;
  while (closed < brackets.length && closing[closed] === closerOf(brackets[brackets.length - 1 - closed] ?? ''))
    closed++;
  return closed;
}
