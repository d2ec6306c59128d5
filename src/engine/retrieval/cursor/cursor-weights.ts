import { EVIDENCE, type EvidenceKind } from './evidence';

/**
 * How much each kind of evidence speaks for a definition, as a logarithm of odds. Fitted by `npm run bench -- cursor-weights` on the
 * grounding benchmark's development repositories, but for `folder-use`, `expected-type` and `unexpected-value`, which are set by
 * hand and were checked on three of them, and for `typed`, which the benchmark has no cases of. Those of `length`, `own-file-only`
 * `near-words` and `repeated-name`, and `text` and `receiver-name` beside them, show the wanted definition after the fewest tokens: the likelihood
 * that is fitted knows of no budget.
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceKind, number>> = {
  'imported-unused': 4.12,
  'imported-used': -0.3,
  'module-import': 0.11,
  'imported-file': 1.71,
  'unused-import-file': 0.83,
  'indirect-import': 1.12,
  'same-folder': 0.41,
  'similar-chunk': 3.24,
  'similar-line': 4.02,
  text: 1.1,
  'line-text': 0.86,
  'receiver-name': 0.75,
  'receiver-type': 1.54,
  'receiver-module': 0.61,
  'enclosing-type': 0.66,
  'base-type': 1.09,
  'near-type': 0.36,
  'folder-use': 1.5,
  typed: 0,
  'member-after-dot': 0.2,
  'top-after-dot': -0.2,
  'member-elsewhere': 0.13,
  'expected-type': 0.8,
  'unexpected-value': -0.8,
  type: -0.09,
  function: 0.21,
  value: -0.04,
  hidden: -0.76,
  unreachable: -0.82,
  shown: -4.47,
  aside: -1.46,
  derived: -0.42,
  'own-file-only': -0.5,
  namesakes: -0.45,
  popular: 0.5,
  'popular-of-receiver': 1.0,
  'popular-imported': 0.22,
  length: -2.07,
  'near-words': 0.8,
  'repeated-name': -1,
};

/** By the order of `EVIDENCE`. */
export const WEIGHTS = Float64Array.from(EVIDENCE, (kind) => EVIDENCE_WEIGHTS[kind]);

/** For each letter of a name that is typed already. */
export const TYPED_LETTER_WEIGHT = 1;
