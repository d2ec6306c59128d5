import type { WordPair } from '../../index';
import { identifiersOf, stem, subwordsOf } from '../../text';
import { type AskedUse, usesAskedFor } from './asked-uses';
import { type NamedPlace, namedPlaces, withoutFrames } from './named-places';

export interface ParsedQuestion {
  /** Words and identifiers to search with, each with its weight. */
  readonly words: readonly (readonly [word: string, weight: number])[];
  /** Neighbouring words joined as code joins them, such as `retryPolicy` and `retry_policy` for "retry policy"; in lower case. */
  readonly compounds: readonly string[];
  /** Words that follow each other when those that say nothing are left out. */
  readonly pairs: readonly WordPair[];
  /** Words that are written like names in code. */
  readonly identifiers: readonly string[];
  /** Paths, `file:line` places and stack frames, of a trace the innermost first. */
  readonly places: readonly NamedPlace[];
  readonly usesOf: readonly AskedUse[];
  readonly aboutTests: boolean;
  readonly aboutExamples: boolean;
  readonly aboutGenerated: boolean;
  readonly aboutVendored: boolean;
}

const ABOUT_TESTS = /\b(?:unit ?|e2e |integration )?(?:tests?|specs?|testing|fixtures?|mocks?)\b/i;
const ABOUT_EXAMPLES = /\b(?:examples?|samples?|demos?|docs?|documentation|readme|changelog)\b/i;
const ABOUT_GENERATED =
  /\b(?:(?:auto|machine)[- ]?generated|generated (?:by|code|files?|sources?|class(?:es)?|clients?|bindings?|stubs?))\b/i;
/** Not the vendor that sells something. */
const ABOUT_VENDORED = /\b(?:vendored|third[- ]party|vendor(?: (?:code|folder|directory|copy)\b|(?=\/)))/i;

const STOP_WORDS = new Set(
  (
    'a an and are as at be been but by can could did do does doing for from had has have how i if in into is it its ' +
    'me my no not of on or our please so than that the their them then there these they this to up us was we were ' +
    'what when where which while who why will with would you your'
  ).split(' '),
);

/** Words of what is done or wrong rather than of where; they count less. */
const COMMON_WORDS = new Set(
  (
    'add adds added adding fix fixes fixed fixing update updates updated remove removes removed removing use uses used using make makes made ' +
    'support supports supported allow allows allowed change changes changed improve improves improved implement implements implemented ' +
    'handle handles handled refactor refactors refactored introduce introduced ensure ensures prevent prevents avoid avoids correct corrected ' +
    'correctly move moves moved rename renamed replace replaces replaced simplify simplifies clean cleanup better more some new now also only ' +
    'instead issue issues bug bugs problem problems work works working don doesn isn should must after before during via per any all other same'
  ).split(' '),
);
const COMMON_WEIGHT = 0.3;
/** What a word weighs that only frames of a stack trace have: they say where the program was, not what is wrong. */
const FRAME_WEIGHT = 0.1;

const QUOTED = /`([^`\n]{1,200})`|"([^"\n]{2,200})"|'([^'\n]{2,80})'/g;
/** Where a name in Latin letters meets a language that writes no space beside it. */
const SCRIPT_BORDER =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}])(?=[A-Za-z_])|(?<=\w)(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}])/gu;
const CODE_WEIGHT = 1.5;
/** Of a longer question the beginning and the end are read: a pasted log ends with what went wrong. UTF-16 units. */
const LONGEST_BEGINNING = 20_000;
const LONGEST_END = 30_000;

/** Takes a question apart into what the index can look up. */
export function parseQuestion(question: string): ParsedQuestion {
  const text = bothEnds(question);
  const quoted = new Set<string>();
  for (const match of text.matchAll(QUOTED)) {
    for (const name of identifiersOf(match[1] ?? match[2] ?? match[3] ?? '')) quoted.add(name);
  }
  const backticked = new Set<string>();
  for (const match of text.matchAll(/`([^`\n]{1,200})`/g))
    for (const name of identifiersOf(match[1] ?? '')) backticked.add(name);

  const places = namedPlaces(text);
  const told = withoutFrames(text, places);
  const names = identifiersOf(told.normalize('NFC').replace(SCRIPT_BORDER, ' '));
  const weights = new Map<string, number>();
  const identifiers = new Set<string>();
  for (const name of names) {
    const isCode = looksLikeCode(name) || backticked.has(name);
    if (isCode) identifiers.add(name);
    else if (STOP_WORDS.has(name.toLowerCase()) && !quoted.has(name)) continue;
    const isCommon = COMMON_WORDS.has(name.toLowerCase()) && !quoted.has(name);
    weights.set(name, isCode ? CODE_WEIGHT : isCommon ? COMMON_WEIGHT : 1);
  }
  if (told !== text) {
    for (const name of identifiersOf(text))
      if (!weights.has(name) && !STOP_WORDS.has(name.toLowerCase())) weights.set(name, FRAME_WEIGHT);
  }
  return {
    words: [...weights],
    compounds: compoundsOf(told),
    pairs: pairsOf(names.filter((name) => weights.has(name))),
    identifiers: [...identifiers],
    places,
    usesOf: usesAskedFor(text),
    aboutTests: ABOUT_TESTS.test(text),
    aboutExamples: ABOUT_EXAMPLES.test(text),
    aboutGenerated: ABOUT_GENERATED.test(text),
    aboutVendored: ABOUT_VENDORED.test(text),
  };
}

function bothEnds(text: string): string {
  if (text.length <= LONGEST_BEGINNING + LONGEST_END) return text;
  const [beginning, end] = [text.slice(0, LONGEST_BEGINNING), text.slice(-LONGEST_END)];
  const lastLine = beginning.lastIndexOf('\n');
  return `${lastLine < 0 ? beginning : beginning.slice(0, lastLine)}\n${end.slice(end.indexOf('\n') + 1)}`;
}

const MOST_PAIRS = 120;

function pairsOf(names: readonly string[]): WordPair[] {
  const words = names.flatMap(subwordsOf).map(stem);
  const pairs = new Map<string, WordPair>();
  for (let at = 1; at < words.length && pairs.size < MOST_PAIRS; at++) {
    const [first, second] = [words[at - 1] as string, words[at] as string];
    if (first !== second) pairs.set(`${first} ${second}`, [first, second]);
  }
  return [...pairs.values()];
}

/** Camel case, snake case with a letter on both sides, or digits inside: not a plain English word. */
function looksLikeCode(name: string): boolean {
  return /[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]_[A-Za-z]|^_|\$/.test(name) && subwordsOf(name).length > 0;
}

/** Longest run of plain words that is taken for one name. */
const LONGEST_COMPOUND = 3;
const MOST_COMPOUNDS = 120;

function compoundsOf(text: string): string[] {
  const compounds = new Set<string>();
  for (const clause of text.split(/[.,;:!?()[\]{}"`\n]+/)) {
    const names = clause.split(/[\s/_-]+/).map((word) => word.toLowerCase());
    for (let from = 0; from < names.length; from++) {
      for (let length = 2; length <= LONGEST_COMPOUND && from + length <= names.length; length++) {
        const run = names.slice(from, from + length);
        if (!run.every((word) => /^[a-z][a-z0-9]+$/.test(word)) || STOP_WORDS.has(run[0] as string)) continue;
        if (STOP_WORDS.has(run[length - 1] as string)) continue;
        compounds.add(run.join(''));
        compounds.add(run.join('_'));
      }
    }
    if (compounds.size > MOST_COMPOUNDS) break;
  }
  return [...compounds];
}
