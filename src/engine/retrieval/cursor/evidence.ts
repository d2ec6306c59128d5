/** Kinds of evidence for showing a definition at a cursor. Values are at most about 1; weights stand in `cursor-weights.ts`. */
export const EVIDENCE = [
  'imported-unused',
  'imported-used',
  'module-import',
  'imported-file',
  'unused-import-file',
  'indirect-import',
  'similar-chunk',
  'similar-line',
  'text',
  'line-text',
  'receiver-name',
  'receiver-type',
  'receiver-module',
  'enclosing-type',
  'base-type',
  'near-type',
  'folder-use',
  'typed',
  'same-folder',
  'member-after-dot',
  'top-after-dot',
  'member-elsewhere',
  'expected-type',
  'unexpected-value',
  'type',
  'function',
  'value',
  'hidden',
  'unreachable',
  'shown',
  'aside',
  'derived',
  'own-file-only',
  'namesakes',
  'popular',
  'popular-of-receiver',
  'popular-imported',
  'length',
  'near-words',
  'repeated-name',
] as const;

export type EvidenceKind = (typeof EVIDENCE)[number];

/** The kinds before this place are found by searching; the others tell of the definition itself. */
export const FOUND_KINDS = EVIDENCE.indexOf('same-folder');

/** Position of each kind in `EVIDENCE`. */
export const SLOTS = Object.fromEntries(EVIDENCE.map((kind, at) => [kind, at])) as Readonly<
  Record<EvidenceKind, number>
>;
