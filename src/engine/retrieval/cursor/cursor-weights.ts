import { EVIDENCE, type EvidenceKind } from './evidence';

/**
 * How much each kind of evidence speaks for a definition, as a logarithm of odds. Fitted by `npm run bench -- cursor-weights` on the
 * grounding benchmark's development repositories, but for `typed`, which it has no cases of.
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceKind, number>> = {
  'imported-unused': 6.48,
  'imported-used': -0.19,
  'module-import': 0.19,
  'imported-file': 1.94,
  'unused-import-file': 0.51,
  'indirect-import': 1.68,
  'same-folder': 0.59,
  'near-name': -1.76,
  'close-name': -0.79,
  'similar-chunk': 2.2,
  'similar-line': 4.62,
  text: 2.1,
  'line-text': 0.58,
  'name-text': 0.19,
  'receiver-name': 1.7,
  'receiver-type': 2.02,
  'receiver-module': 1.04,
  'enclosing-type': 0.87,
  'base-type': 0.97,
  'near-type': 0.33,
  sibling: -0.77,
  typed: 0,
  'member-after-dot': 0.13,
  'top-after-dot': -0.13,
  'member-elsewhere': -0.08,
  type: -0.02,
  function: 0.15,
  value: -0.13,
  hidden: -0.36,
  unreachable: -0.88,
  shown: -4.15,
  aside: -1.92,
  derived: -0.48,
  namesakes: -0.58,
  popular: 1.33,
  'popular-of-receiver': 1.07,
  'popular-imported': 0.55,
};

/** By the order of `EVIDENCE`. */
export const WEIGHTS = Float64Array.from(EVIDENCE, (kind) => EVIDENCE_WEIGHTS[kind]);

/** For each letter of a name that is typed already. */
export const TYPED_LETTER_WEIGHT = 1;
