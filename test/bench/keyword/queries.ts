import { identifiersOf, tokensOfIdentifier } from '../../../src/engine/text';
import { readSource } from './documents';
import type { SourceFile } from './source-files';

export interface Query {
  readonly kind: 'bag' | 'identifier';
  readonly on: 'files' | 'chunks';
  readonly terms: readonly string[];
  /** What was written, for scans without an index. */
  readonly text: string;
}

const BAG_IDENTIFIERS = 40;
const LONGEST_IDENTIFIER = 80;

/**
 * Bags of 40 distinct identifiers around places in the sources, and single identifiers out of them; the same for the same
 * files. Places without enough identifiers are passed over.
 */
export function sampleQueries(files: readonly SourceFile[], count: number): Query[] {
  const random = generator(20_261_121);
  const queries: Query[] = [];
  for (let tries = 0; queries.length < 2 * count && tries < 50 * count; tries++) {
    const text = readSource(files[Math.floor(random() * files.length)] as SourceFile);
    if (text === undefined) continue;
    const at = Math.floor(random() * text.length);
    const names = new Set<string>();
    for (const name of identifiersOf(text.slice(at, at + 8_000))) {
      if (name.length <= LONGEST_IDENTIFIER) names.add(name);
      if (names.size === BAG_IDENTIFIERS) break;
    }
    if (names.size < BAG_IDENTIFIERS) continue;
    const identifier = [...names].slice(1).find((name) => name.length > 6 && /[a-z][A-Z]|_/.test(name));
    if (identifier === undefined) continue;
    queries.push(
      { kind: 'bag', on: 'chunks', terms: termsOf(names), text: [...names].join(' ') },
      { kind: 'identifier', on: 'files', terms: termsOf([identifier]), text: identifier },
    );
  }
  return queries;
}

function termsOf(names: Iterable<string>): string[] {
  return [...new Set([...names].flatMap((name) => tokensOfIdentifier(name)))];
}

/** Numbers from 0 to 1, the same every time (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
