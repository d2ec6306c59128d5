import { beginsWithCapital } from '../../text';
import type { CursorSearch } from './cursor-search';
import { baseTypes, declaredTypes, enclosingTypes, resultTypes } from './declared-types';
import { type EvidenceKind, SLOTS } from './evidence';

const MOST_MEMBERS = 500;
const RECEIVER_HITS = 100;
const RECEIVER_POSTINGS = 8_000;
const MAX_NEAR_TYPES = 12;

/** Members of the types that the cursor has to do with: before the dot, around the cursor, and named near it. */
export function addMembers(search: CursorSearch): void {
  const { cursor } = search;
  const enclosing = enclosingTypes(cursor.linesAbove, cursor.lineBefore);
  for (const type of enclosing.own) addMembersOf(search, type, 'enclosing-type', 1, 0);
  for (const type of enclosing.bases) addMembersOf(search, type, 'base-type', 1, 1);
  addReceiver(search, enclosing.own);
  const near = [...cursor.nearNames].filter(([name]) => beginsWithCapital(name) && search.isType(name));
  for (const [name, nearness] of near.sort((a, b) => b[1] - a[1]).slice(0, MAX_NEAR_TYPES))
    addMembersOf(search, name, 'near-type', nearness, 0);
}

function addReceiver(search: CursorSearch, own: readonly string[]): void {
  const [nearest, ...outer] = search.cursor.receiver;
  if (nearest === undefined) return;
  const chain = outer.toReversed();
  for (const type of typesOf(search, chain, nearest, own)) addMembersOf(search, type, 'receiver-type', 1, 2);
  search.addExports(modulesOf(search, chain, nearest), 'receiver-module');
  search.cursor.receiver.forEach((name, distance) => {
    const terms = search.index.queryTerms([[name, 1]]);
    const hits = search.searchDefinitions(terms, RECEIVER_HITS, RECEIVER_POSTINGS, [0, 0, 1, 0.3]);
    const share = 1 / ((1 + distance) * (hits[0]?.score ?? 1));
    for (const { row, score } of hits) search.candidates.add(row, SLOTS['receiver-name'], share * score);
  });
}

/** Files of the module that a receiver names. */
function modulesOf(search: CursorSearch, outer: readonly string[], nearest: string): readonly string[] {
  const statement = search.cursor.imports.statements.find(({ module }) => module === nearest);
  if (search.family !== 'rust') return statement ? search.filesOf(statement) : [];
  const uris = search.filesOf(statement ?? { from: [...outer, nearest].join('::'), names: [] });
  return [...uris, ...uris.flatMap((uri) => search.handedOnBy(uri))];
}

/** Types of the last word of a chain: by its declaration in the text, else as a member of the word before it. */
function typesOf(search: CursorSearch, outer: readonly string[], name: string, own: readonly string[]): string[] {
  if (outer.length === 0 && /^(?:this|self|Self|super|base|parent)$/.test(name)) return [...own];
  if (search.isType(name)) return [name];
  const { linesAbove, lineBefore } = search.cursor;
  for (const words of declaredTypes(name, { linesAbove, lineBefore, languageId: search.at.languageId })) {
    const types = words.flatMap((word) => typesMeantBy(search, word));
    if (types.length > 0) return [...new Set(types)];
  }
  const previous = outer.at(-1);
  const owners = previous === undefined ? [] : typesOf(search, outer.slice(0, -1), previous, own);
  const results = search
    .valuesNamed(name)
    .filter(({ container }) => owners.length === 0 || owners.includes(container))
    .flatMap((symbol) => resultTypes(symbol.signature, symbol.name));
  return [...new Set(results)].filter((word) => search.isType(word));
}

/** What a word of a declaration stands for: the type itself, or what a function of that name gives back. */
function typesMeantBy(search: CursorSearch, word: string): string[] {
  if (search.isType(word)) return [word];
  return search
    .valuesNamed(word)
    .flatMap((symbol) => resultTypes(symbol.signature, symbol.name))
    .filter((name) => search.isType(name));
}

function addMembersOf(search: CursorSearch, type: string, kind: EvidenceKind, value: number, basesDeep: number): void {
  const { symbols } = search.index;
  const identifier = symbols.identifierOf(type);
  if (identifier < 0) return;
  for (const row of symbols.rowsInside(identifier, MOST_MEMBERS)) search.add(row, kind, value);
  if (basesDeep === 0) return;
  for (const symbol of search.typesNamed(type)) {
    for (const base of baseTypes(symbol.signature, type)) {
      if (base !== type && search.isType(base)) addMembersOf(search, base, kind, 0.7 * value, basesDeep - 1);
    }
  }
}
