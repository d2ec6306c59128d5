import type { LexicalRules, Quote } from './lexical-rules';

/** Where a scan stands: the open brackets, outermost first, and the comment or string it is in. */
interface LexicalState {
  readonly brackets: readonly string[];
  readonly inside:
    | { readonly kind: 'comment' | 'string'; readonly close: string; readonly escapes: boolean }
    | undefined;
}

/** One line of a scanned text, with the state at its end. */
export interface LexicalLine {
  /** UTF-16 offset of its first unit. */
  readonly start: number;
  /** UTF-16 offset behind its last unit, before the line break; the text's length for the last line. */
  readonly end: number;
  /** False for the last line, which may still grow. */
  readonly ended: boolean;
  /** The line with comments and the insides of strings blanked out, without white space at its ends. */
  readonly code: string;
  readonly state: LexicalState;
  /** Fewest open brackets at any place of the line. */
  readonly lowest: number;
}

const NEWLINE = 10;
const BACKSLASH = 92;

const atStart: LexicalState = { brackets: [], inside: undefined };

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const openers = new Set(Object.keys(closers));
const closing = new Set(Object.values(closers));

/** The bracket that closes `open`. */
export function closerOf(open: string): string {
  return closers[open] ?? '';
}

/**
 * Scans `text` line by line from a state. Closing brackets that nothing opened take the depth below zero: they show in
 * `lowest` as negative numbers and are otherwise ignored.
 */
export function scanLines(text: string, rules: LexicalRules, from: LexicalState = atStart): LexicalLine[] {
  const lines: LexicalLine[] = [];
  const brackets = [...from.brackets];
  let inside = from.inside;
  let below = 0;
  let start = 0;
  let lowest = brackets.length;
  let code = '';
  let at = 0;
  const partners = new QuotePartners(text);
  const isPlain = plainUnits(rules);

  const endLine = (end: number, ended: boolean): void => {
    const lineEnd = ended && text[end - 1] === '\r' ? end - 1 : end;
    if (ended && inside?.close === '\n') inside = undefined;
    lines.push({ start, end: lineEnd, ended, code: code.trim(), state: { brackets: [...brackets], inside }, lowest });
  };

  while (at < text.length) {
    const unit = text[at] as string;
    if (unit === '\n') {
      endLine(at, true);
      at++;
      start = at;
      code = '';
      lowest = brackets.length - below;
      continue;
    }
    if (inside !== undefined) {
      if (unit !== inside.close[0] && unit !== '\\') at = endOfPlain(text, at, inside.close.charCodeAt(0));
      else if (inside.escapes && unit === '\\' && text[at + 1] !== '\n') at += 2;
      else if (text.startsWith(inside.close, at)) {
        at += inside.close.length;
        if (inside.kind === 'string') code += inside.close;
        inside = undefined;
      } else at++;
      continue;
    }
    const plainFrom = at;
    while (at < text.length && isPlain[text.charCodeAt(at)] === 1) at++;
    if (at > plainFrom) {
      code += text.slice(plainFrom, at);
      continue;
    }
    const opened = openedAt(text, at, rules, partners);
    if (opened !== undefined) {
      inside = opened.inside;
      if (opened.inside.kind === 'string') code += opened.mark;
      at += opened.mark.length;
      continue;
    }
    if (openers.has(unit)) brackets.push(unit);
    else if (closing.has(unit)) {
      if (brackets.pop() === undefined) below++;
      lowest = Math.min(lowest, brackets.length - below);
    }
    code += unit;
    at++;
  }
  endLine(text.length, false);
  return lines;
}

/** By the rules: 1 for each ASCII unit that neither is a bracket, ends a line nor begins a mark. */
const plain = new WeakMap<LexicalRules, Uint8Array>();

function plainUnits(rules: LexicalRules): Uint8Array {
  const known = plain.get(rules);
  if (known) return known;
  const isPlain = new Uint8Array(128).fill(1);
  const marks = [
    ...rules.blockComments.map(([mark]) => mark),
    ...rules.lineComments,
    ...rules.quotes.map(({ mark }) => mark),
  ];
  for (const special of ['\n', ...openers, ...closing, ...marks]) isPlain[special.charCodeAt(0)] = 0;
  plain.set(rules, isPlain);
  return isPlain;
}

/** Where the line ends, or a unit is that may close or escape something. */
function endOfPlain(text: string, from: number, closing: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === NEWLINE || unit === BACKSLASH || unit === closing) break;
  }
  return at;
}

type Opened = { readonly mark: string; readonly inside: NonNullable<LexicalState['inside']> };

function openedAt(text: string, at: number, rules: LexicalRules, partners: QuotePartners): Opened | undefined {
  for (const [mark, close] of rules.blockComments) {
    if (text.startsWith(mark, at)) return { mark, inside: { kind: 'comment', close, escapes: false } };
  }
  for (const mark of rules.lineComments) {
    if (text.startsWith(mark, at)) return { mark, inside: { kind: 'comment', close: '\n', escapes: false } };
  }
  for (const quote of rules.quotes) {
    if (text.startsWith(quote.mark, at) && partners.closesInLine(at, quote)) {
      return { mark: quote.mark, inside: { kind: 'string', close: quote.mark, escapes: quote.escapes } };
    }
  }
  return undefined;
}

/** Finds out whether quotes have a partner. A stretch in which a mark has none is looked at once. */
class QuotePartners {
  /** Up to where no partner follows, by quote. */
  private readonly lonely = new Map<Quote, number>();

  constructor(private readonly text: string) {}

  /** A one-line quote without a partner is an apostrophe, a lifetime or a slip: it opens nothing. To be asked in ascending order. */
  closesInLine(at: number, quote: Quote): boolean {
    const { mark, multiLine, escapes } = quote;
    if (multiLine) return true;
    if (at < (this.lonely.get(quote) ?? 0)) return false;
    const { text } = this;
    let next = at + mark.length;
    for (; next < text.length && text[next] !== '\n'; next++) {
      if (escapes && text[next] === '\\') next++;
      else if (text.startsWith(mark, next)) return true;
    }
    this.lonely.set(quote, next);
    return false;
  }
}
