import { finished } from '../../host';
import { type Candidate, confidenceOf } from './candidate';
import { FILE_LIMIT, SHOW_THRESHOLD } from './constants';
import { Corpus, folderOf } from './corpus';
import { DocumentTokens, type TokenKind } from './document-tokens';
import type { DocumentView } from './document-view';
import { EarlierVersions } from './earlier-versions';
import { expandLine, followLine, type NextSteps } from './expand';
import { featuresOf, type LineFacts, lineFacts } from './features';
import { fitBefore } from './fitting-text';
import { FITTED, type Weights } from './fitted-weights';
import { languageFamily } from './language-family';
import { type RetrievedLine, retrieveLines } from './line-retrieval';
import { type RestOfWord, restOfWord } from './rest-of-word';
import { lineState } from './line-state';
import { type Fits, gatherEvidence, type TokenScope } from './next-token';
import { TokenCounts } from './token-counts';
import { mixTokens } from './token-mixing';
import type { TokenCode } from './vocabulary';

/** Retrieved lines that are considered next to the most probable expansions. */
const RETRIEVED_CANDIDATES = 2;

/** A cursor: `prefix` and `suffix` are the document's text before and after it. */
export interface LineQuery {
  readonly uri: string;
  readonly languageId: string;
  readonly prefix: string;
  readonly suffix: string;
  /** 1, 2, … asks for the next best text, each of them once. */
  readonly variety?: number;
}

/** `mixed` is the default; `ngram` (exact contexts only) and `lines` (whole lines) are plain baselines for the benchmark. */
export type Strategy = 'mixed' | 'ngram' | 'lines';

export interface LinePrediction {
  /** What to insert at the cursor: at most the rest of one line, never only white space. */
  readonly text: string;
  /** Estimated probability, 0 to 1, that this is exactly how the line goes on, or how the half-typed word does. */
  readonly confidence: number;
}

interface Answer {
  readonly candidates: Candidate[];
  readonly word?: RestOfWord | undefined;
}

export interface EmbeddedStats {
  readonly files: number;
  /** UTF-16 units of learned text. */
  readonly size: number;
  readonly tokens: number;
  readonly vocabulary: number;
  /** Files that were not learned because they were too long or the limit on learned text was reached. */
  readonly refused: number;
  /** Estimated bytes held. */
  readonly bytes: number;
}

/**
 * Predicts the rest of the current line from the user's own files, without weights: nothing is known but what was learned
 * here and the open document. What is forgotten leaves no trace.
 */
export class EmbeddedModel {
  private corpus = new Corpus();
  private document = new DocumentTokens(this.corpus.vocabulary);
  private earlier = new EarlierVersions(this.corpus.vocabulary);
  private refused = new Set<string>();
  private readonly counts = new TokenCounts();

  constructor(private readonly weights: Weights = FITTED) {}

  /**
   * Learns a file, or its new text. A text over `FILE_LIMIT`, or one that would take everything learned over `LEARNED_TOKENS`, is
   * refused and counted in `stats`; an earlier version of it is forgotten all the same. While a file `isOpen` the version that
   * its first edit replaces is kept for predictions in the file itself.
   */
  learn(uri: string, text: string, languageId: string, isOpen = false): void {
    finished(this.learnSteps(uri, text, languageId, isOpen));
  }

  /** `learn` in steps of a few milliseconds; ended early, the file is forgotten. */
  *learnSteps(uri: string, text: string, languageId: string, isOpen = false): Generator<undefined> {
    if (isOpen) this.earlier.keep(uri, this.corpus.codesOf(uri));
    else this.earlier.forget(uri);
    this.unlearn(uri);
    const learned = text.length <= FILE_LIMIT && (yield* this.corpus.addSteps(uri, text, languageFamily(languageId)));
    if (!learned) this.refused.add(uri);
  }

  /** Takes a file's text out of everything that is predicted from, and drops what is kept of open documents. Unknown files are fine. */
  forget(uri: string): void {
    this.earlier.forget(uri);
    this.unlearn(uri);
  }

  /**
   * The most likely rest of the line, or nothing when there is no candidate. Compare `confidence` with `SHOW_THRESHOLD`: where no rest
   * of the line reaches it, a likely rest of the half-typed word stands in, and the rests of the line come after it.
   */
  predict(query: LineQuery, strategy: Strategy = 'mixed'): LinePrediction | undefined {
    const { candidates, word } = this.answer(query, strategy);
    const rests = new Map<string, LinePrediction>();
    for (const { text, features } of candidates) {
      const confidence = strategy === 'mixed' ? confidenceOf(features, this.weights.line) : (features[0] ?? 0);
      if (confidence > (rests.get(text)?.confidence ?? -1)) rests.set(text, { text, confidence });
    }
    const ranked = [...rests.values()].sort((a, b) => b.confidence - a.confidence);
    const isSure = ranked[0] !== undefined && ranked[0].confidence >= SHOW_THRESHOLD;
    const offers = word === undefined || isSure ? ranked : [word, ...ranked.filter(({ text }) => text !== word.text)];
    return offers[query.variety ?? 0];
  }

  /** All rests of the line with what their confidence is computed from; for the baselines the first feature is the confidence. */
  candidates(query: LineQuery, strategy: Strategy = 'mixed'): Candidate[] {
    return this.answer(query, strategy).candidates;
  }

  private answer(query: LineQuery, strategy: Strategy): Answer {
    const { uri, prefix, suffix } = query;
    const versions = strategy === 'mixed' ? [this.corpus.codesOf(uri), this.earlier.get(uri) ?? []] : [];
    const document = this.document.view(prefix, suffix, versions);
    const family = languageFamily(query.languageId);
    const { counts } = this;
    const kind = (code: TokenCode): TokenKind => this.document.kind(code);
    const scope: TokenScope = { corpus: this.corpus, document, uri, folder: folderOf(uri), family, counts, kind };
    const facts = lineFacts(prefix, suffix, document);
    const fits = this.firstToken(document);
    const textOf = (codes: readonly TokenCode[]): string => this.restText(codes, document);
    const retrieved = retrieveLines(scope, document.context, document.lineStart, textOf, fits);
    if (strategy === 'lines') {
      const confidence = (line: RetrievedLine): number => line.weight / (retrieved.total + 8);
      const candidates = retrieved.lines
        .slice(0, 4)
        .map((line) => ({ text: textOf(line.codes), features: [confidence(line)] }));
      return { candidates: offered(candidates, facts) };
    }
    const text = (code: TokenCode): string => this.document.text(code);
    const tie = (a: TokenCode, b: TokenCode): number => (text(a) < text(b) ? -1 : 1);
    const steps = remembered(strategy === 'mixed' ? this.mixedSteps(scope, fits) : this.plainSteps(scope, fits));
    const expansions = expandLine(steps, tie);
    if (strategy === 'ngram') {
      const candidates = expansions.map(({ codes, logProbability }) => ({
        text: textOf(codes),
        features: [Math.exp(logProbability)],
      }));
      return { candidates: offered(candidates, facts) };
    }
    const known = new Set(expansions.map((expansion) => textOf(expansion.codes)));
    for (const line of retrieved.lines.slice(0, RETRIEVED_CANDIDATES)) {
      if (known.has(textOf(line.codes))) continue;
      const followed = followLine(steps, line.codes);
      if (followed !== undefined) expansions.push(followed);
    }
    const votes = new Map(retrieved.lines.map((line) => [textOf(line.codes), line.weight]));
    const candidates = expansions.map((expansion, rank) => {
      const rest = textOf(expansion.codes);
      const other = expansions[rank === 0 ? 1 : 0];
      const share = { agreeing: votes.get(rest) ?? 0, total: retrieved.total };
      const words = expansion.codes.filter((code) => kind(code).word).length;
      const owed = lineState([...document.context.slice(document.lineStart), ...expansion.codes], kind).owed.length;
      return {
        text: rest,
        features: featuresOf({ text: rest, expansion, other, share, words, owed, document, facts }),
      };
    });
    return { candidates: offered(candidates, facts), word: restOfWord(document.partial, facts.after, steps([]), text) };
  }

  stats(): EmbeddedStats {
    const { corpus } = this;
    return {
      files: corpus.fileCount,
      size: corpus.size,
      tokens: corpus.tokenCount,
      vocabulary: corpus.vocabulary.size,
      refused: this.refused.size,
      bytes: corpus.bytes,
    };
  }

  /** Forgets everything. */
  dispose(): void {
    this.corpus = new Corpus();
    this.document = new DocumentTokens(this.corpus.vocabulary);
    this.earlier = new EarlierVersions(this.corpus.vocabulary);
    this.refused.clear();
  }

  private unlearn(uri: string): void {
    this.refused.delete(uri);
    this.corpus.remove(uri);
    this.document.clear();
  }

  private mixedSteps(scope: TokenScope, first: Fits | undefined): NextSteps {
    const { document, kind } = scope;
    const typed = document.context.slice(document.lineStart);
    return (codes) => {
      const context = [...document.context, ...codes];
      const fits = codes.length === 0 ? first : undefined;
      const line = lineState([...typed, ...codes], kind);
      const previous = context[context.length - 1] ?? 0;
      const mixing = { document, kind, line, previous };
      const { next, unknown } = mixTokens(mixing, gatherEvidence(scope, context, fits), this.weights.token);
      return fits === undefined ? next : fitting(next, (unknown * 0.15) / Math.max(1, document.partial.length));
    };
  }

  private plainSteps(scope: TokenScope, first: Fits | undefined): NextSteps {
    return (codes) => {
      const fits = codes.length === 0 ? first : undefined;
      const evidence = gatherEvidence(scope, [...scope.document.context, ...codes], fits);
      const next = evidence.filter(({ all }) => all > 0).map((each) => ({ ...each, probability: each.all }));
      return fits === undefined ? next : fitting(next, 0.05 / Math.max(1, scope.document.partial.length));
    };
  }

  private firstToken({ partial, afterSpace }: DocumentView): Fits | undefined {
    if (partial === '') return afterSpace ? (code) => (code & 1) === 1 : undefined;
    const known = new Map<TokenCode, boolean>();
    return (code) => {
      let fitting = known.get(code);
      if (fitting === undefined) {
        fitting = this.document.text(code).trimStart().startsWith(partial);
        known.set(code, fitting);
      }
      return fitting;
    };
  }

  private restText(codes: readonly TokenCode[], document: DocumentView): string {
    let text = codes.map((code) => this.document.text(code)).join('');
    if (document.partial !== '') text = text.trimStart().slice(document.partial.length);
    else if (document.afterSpace || document.typed === '') text = text.trimStart();
    return text;
  }
}

function offered(candidates: readonly Candidate[], facts: LineFacts): Candidate[] {
  const found: Candidate[] = [];
  for (const { text, features } of candidates) {
    const fitting = fitBefore(text, facts.after);
    if (fitting !== undefined) found.push({ text: fitting, features });
  }
  return found;
}

/** Each step's answer is kept: paths of a beam and lines to be followed ask for the same again. */
function remembered(steps: NextSteps): NextSteps {
  const known = new Map<string, ReturnType<NextSteps>>();
  return (codes) => {
    const key = codes.join();
    const answer = known.get(key) ?? steps(codes);
    known.set(key, answer);
    return answer;
  };
}

/** The probabilities given that the token fits, where `other` is the mass of fitting tokens that nobody has written yet. */
function fitting<T extends { readonly probability: number }>(next: readonly T[], other: number): T[] {
  const mass = next.reduce((sum, { probability }) => sum + probability, other);
  return next.map((each) => ({ ...each, probability: each.probability / mass }));
}
