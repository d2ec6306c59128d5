import { type Candidate, confidenceOf } from './candidate';
import { CONFIDENCE_WEIGHTS, FILE_LIMIT, LEARNED_LIMIT } from './constants';
import { Corpus, folderOf } from './corpus';
import { DocumentTokens, type DocumentView } from './document-tokens';
import { expandLine, followLine } from './expand';
import { featuresOf, type LineFacts, lineFacts } from './features';
import { fitBefore } from './fitting-text';
import { languageFamily } from './language-family';
import { type RetrievedLine, retrieveLines } from './line-retrieval';
import type { Fits, TokenScope } from './next-token';
import { TokenCounts } from './token-counts';
import { isWord } from './tokenize';
import type { TokenCode } from './vocabulary';

/** Retrieved lines that are considered next to the most probable expansions. */
const RETRIEVED_CANDIDATES = 2;

/** A cursor: `prefix` and `suffix` are the document's text before and after it. */
export interface LineQuery {
  readonly uri: string;
  readonly languageId: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** `ngram` is the default; `lines` is the plain baseline that the benchmark compares with. */
export type Strategy = 'ngram' | 'lines';

export interface LinePrediction {
  /** What to insert at the cursor: at most the rest of one line, never only white space. */
  readonly text: string;
  /** Estimated probability, 0 to 1, that this is exactly how the line goes on. */
  readonly confidence: number;
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
  private refused = new Set<string>();

  /**
   * Learns a file, or its new text. A text over `FILE_LIMIT`, or one that would take all learned text over `LEARNED_LIMIT`, is
   * refused and counted in `stats`; an earlier version of it is forgotten all the same.
   */
  learn(uri: string, text: string, languageId: string): void {
    this.forget(uri);
    if (text.length > FILE_LIMIT || this.corpus.size + text.length > LEARNED_LIMIT) {
      this.refused.add(uri);
      return;
    }
    this.corpus.add(uri, text, languageFamily(languageId));
  }

  /** Takes a file's text out of everything that is predicted from, and drops what is kept of open documents. Unknown files are fine. */
  forget(uri: string): void {
    this.refused.delete(uri);
    this.corpus.remove(uri);
    this.document.clear();
  }

  /** The most likely rest of the line, or nothing when there is no candidate. Compare `confidence` with `SHOW_THRESHOLD`. */
  predict(query: LineQuery, strategy: Strategy = 'ngram'): LinePrediction | undefined {
    let best: LinePrediction | undefined;
    for (const { text, features } of this.candidates(query, strategy)) {
      const confidence = strategy === 'lines' ? (features[0] ?? 0) : confidenceOf(features, CONFIDENCE_WEIGHTS);
      if (best === undefined || confidence > best.confidence) best = { text, confidence };
    }
    return best;
  }

  /** All candidates with what their confidence is computed from; for `lines` the first feature is the confidence. */
  candidates(query: LineQuery, strategy: Strategy = 'ngram'): Candidate[] {
    const { uri, prefix, suffix } = query;
    const document = this.document.view(prefix, suffix);
    const family = languageFamily(query.languageId);
    const counts = new TokenCounts();
    const scope: TokenScope = { corpus: this.corpus, document, uri, folder: folderOf(uri), family, counts };
    const facts = lineFacts(prefix, suffix, document);
    const first = this.firstToken(document);
    const textOf = (codes: readonly TokenCode[]): string => this.restText(codes, document);
    const retrieved = retrieveLines(scope, document.context, document.lineStart, textOf, first.fits);
    if (strategy === 'lines') {
      const confidence = (line: RetrievedLine): number => line.weight / (retrieved.total + 8);
      return offered(
        retrieved.lines.slice(0, 4).map((line) => ({ text: textOf(line.codes), features: [confidence(line)] })),
        facts,
      );
    }
    const tie = (a: TokenCode, b: TokenCode): number => (this.document.text(a) < this.document.text(b) ? -1 : 1);
    const expansions = expandLine(scope, document.context, first, tie);
    const known = new Set(expansions.map((expansion) => textOf(expansion.codes)));
    for (const line of retrieved.lines.slice(0, RETRIEVED_CANDIDATES)) {
      if (known.has(textOf(line.codes))) continue;
      const followed = followLine(scope, document.context, first, line.codes);
      if (followed !== undefined) expansions.push(followed);
    }
    const votes = new Map(retrieved.lines.map((line) => [textOf(line.codes), line.weight]));
    const candidates = expansions.map((expansion, rank) => {
      const text = textOf(expansion.codes);
      const other = expansions[rank === 0 ? 1 : 0];
      const share = { agreeing: votes.get(text) ?? 0, total: retrieved.total };
      const words = expansion.codes.filter((code) => isWord(this.document.text(code))).length;
      return { text, features: featuresOf({ text, expansion, other, share, words, document, facts }) };
    });
    return offered(candidates, facts);
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
    this.refused.clear();
  }

  private firstToken(document: DocumentView): { fits?: Fits; unseen?: number } {
    const { partial, afterSpace } = document;
    if (partial !== '') {
      const known = new Map<TokenCode, boolean>();
      const fits: Fits = (code) => {
        let fitting = known.get(code);
        if (fitting === undefined) {
          fitting = this.document.text(code).trimStart().startsWith(partial);
          known.set(code, fitting);
        }
        return fitting;
      };
      return { fits, unseen: 0.05 / partial.length };
    }
    return afterSpace ? { fits: (code) => (code & 1) === 1 } : {};
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
