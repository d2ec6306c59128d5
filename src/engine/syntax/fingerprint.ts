import { createHash } from 'node:crypto';
import { type Grammar, grammars, runtimeWasm } from './grammars';
import { queryTexts } from './queries';
import type { QueryText } from './queries/query-text';

/** Raised when the code that reads trees finds other symbols, imports or signatures in the same text. */
const EXTRACTION_VERSION = 2;

/** What the symbols of a text depend on besides the text. */
export interface ExtractionRules {
  readonly version: number;
  /** SHA-256 of the runtime that loads the grammars. */
  readonly runtime: string;
  readonly grammars: readonly Pick<Grammar, 'languageId' | 'wasm' | 'query' | 'embedded'>[];
  readonly queries: Readonly<Record<string, Pick<QueryText, 'anyDepth' | 'topLevel'>>>;
}

export const extractionRules: ExtractionRules = {
  version: EXTRACTION_VERSION,
  runtime: runtimeWasm.sha256,
  grammars,
  queries: queryTexts,
};

let own: string | undefined;

/** Another text whenever the same file could have other symbols, whatever the files say. Of the present rules it is made once. */
export function syntaxFingerprint(rules = extractionRules): string {
  if (rules === extractionRules) return (own ??= fingerprintOf(rules));
  return fingerprintOf(rules);
}

function fingerprintOf({ version, runtime, grammars: table, queries }: ExtractionRules): string {
  const hash = createHash('sha256');
  hash.update(`${version} ${runtime}`);
  for (const { languageId, wasm, query, embedded } of table)
    hash.update(`\0${languageId} ${wasm.sha256} ${query} ${embedded?.languageId ?? ''} ${embedded?.query ?? ''}`);
  for (const [name, { anyDepth = '', topLevel = '' }] of Object.entries(queries))
    hash.update(`\0${name}\0${anyDepth}\0${topLevel}`);
  return hash.digest('hex').slice(0, 32);
}
