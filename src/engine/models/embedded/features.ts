import type { DocumentView } from './document-view';
import type { Expansion } from './expand';
import { ABOVE_LIMIT, BELOW_LIMIT, MAX_ORDER } from './constants';

/** What the lines around the cursor say about a repeated line. */
export interface LineFacts {
  /** Text behind the cursor on its line. */
  readonly after: string;
  readonly typed: string;
  readonly nearAbove: ReadonlySet<string>;
  readonly below: string;
  /** The text around the cursor in which a repeated line is looked for. */
  readonly around: string;
}

const NEAR_LINES = 10;
/** Least probability from earlier lines on the way from which a rest counts as one of theirs. */
const FROM_EARLIER = 0.1;

export function lineFacts(prefix: string, suffix: string, document: DocumentView): LineFacts {
  const lineEnd = suffix.indexOf('\n');
  const after = lineEnd < 0 ? suffix : suffix.slice(0, lineEnd);
  const lines = prefix.slice(-4000).split('\n').slice(0, -1);
  const nearAbove = new Set(lines.slice(-NEAR_LINES).map((line) => line.trim()));
  const rest = lineEnd < 0 ? '' : suffix.slice(lineEnd + 1, lineEnd + 1000);
  const below = rest.split('\n').find((line) => line.trim() !== '');
  const around = prefix.slice(-ABOVE_LIMIT) + suffix.slice(0, BELOW_LIMIT);
  return { after, typed: document.typed, nearAbove, below: (below ?? '').trim(), around };
}

export interface FeatureSource {
  readonly text: string;
  readonly expansion: Expansion;
  readonly other: Expansion | undefined;
  readonly share: { readonly agreeing: number; readonly total: number };
  readonly words: number;
  /** Closers that the whole line would still owe. */
  readonly owed: number;
  readonly document: DocumentView;
  readonly facts: LineFacts;
}

/** Values for `FEATURE_NAMES`, in that order. */
export function featuresOf(source: FeatureSource): number[] {
  const { text, expansion, other, share, document, facts } = source;
  const line = (facts.typed + text).trim();
  const typed = document.context.slice(document.lineStart);
  const border = document.goneLine([...typed, ...expansion.codes]);
  const sameBorder = border === document.context[document.lineStart - 1];
  const standsAlready = facts.around.includes(`${line}\n`);
  const margin = Math.min(6, expansion.logProbability - (other?.logProbability ?? -6));
  const agreement = share.agreeing / (share.total + 4);
  const length = Math.log(1 + expansion.codes.length);
  const words = Math.log(1 + source.words);
  const stands = standsAlready ? 1 : 0;
  const near = facts.nearAbove.has(line) ? 1 : 0;
  const gone = border !== undefined && sameBorder ? 1 : 0;
  const { logProbability, firstLog, leastEarlier, leastAlike } = expansion;
  const atStart = document.typed === '' ? 1 : 0;
  const fromEarlier = leastEarlier > FROM_EARLIER ? 1 : 0;
  return [
    1,
    logProbability,
    expansion.leastLog,
    firstLog,
    length,
    expansion.firstOrder / MAX_ORDER,
    expansion.leastOrder / MAX_ORDER,
    Math.log(1 + expansion.leastSupport),
    words,
    atStart,
    document.partial === '' ? 0 : 1,
    agreement,
    Math.log(1 + share.total),
    stands,
    near,
    facts.below === line ? 1 : 0,
    margin,
    Math.min(3, source.owed),
    leastEarlier,
    leastAlike,
    gone,
    border !== undefined && !sameBorder ? 1 : 0,
    /^(\/\/|\*|\/\*|#|--|["'`])/u.test(line) ? 1 : 0,
    ...[logProbability, firstLog, agreement, stands, near, leastEarlier, gone, words, margin].map(
      (each) => atStart * each,
    ),
    ...[1, logProbability, agreement, margin, leastAlike, length].map((each) => fromEarlier * each),
    margin * margin,
    margin * agreement,
  ];
}
