import type { WorkspaceIndex } from '../index';
import { mayBeIndexed, type Policy } from '../workspace';
import type { SymbolHit, SymbolQuery } from './contract';

type MayBeNamed = (uri: string) => boolean;

/**
 * Files or definitions whose name holds the query's letters in order: exact first, then prefixes, then the tighter matches. Of the
 * files that the policy lets be indexed, whatever the index holds.
 */
export function searchSymbols(index: WorkspaceIndex, policy: Policy, query: SymbolQuery): SymbolHit[] {
  const wanted = query.text.trim().toLowerCase();
  const limit = Math.max(0, Math.trunc(query.limit) || 0);
  const mayBeNamed = (uri: string): boolean => mayBeIndexed(policy.judge(uri).strength);
  const search = query.want === 'file' ? searchFiles : searchDefinitions;
  return search(index, mayBeNamed, wanted, limit);
}

function searchFiles(index: WorkspaceIndex, mayBeNamed: MayBeNamed, wanted: string, limit: number): SymbolHit[] {
  const scored: { uri: string; path: string; score: number }[] = [];
  for (const { uri, path } of index.files()) {
    const base = path.slice(path.lastIndexOf('/') + 1);
    const score = Math.max(nameScore(base, wanted), 0.5 * nameScore(path, wanted));
    if (score > 0) scored.push({ uri, path, score });
  }
  scored.sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.uri < b.uri ? -1 : 1));
  const hits: SymbolHit[] = [];
  for (const { uri, path } of scored) {
    if (hits.length >= limit) break;
    if (!mayBeNamed(uri)) continue;
    hits.push({
      uri,
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      kind: 'file',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    });
  }
  return hits;
}

function searchDefinitions(index: WorkspaceIndex, mayBeNamed: MayBeNamed, wanted: string, limit: number): SymbolHit[] {
  const scored: { name: string; score: number }[] = [];
  for (const name of index.symbols.names()) {
    const score = nameScore(name, wanted);
    if (score > 0) scored.push({ name, score });
  }
  scored.sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  const hits: SymbolHit[] = [];
  for (const { name } of scored) {
    for (const { uri, symbol } of index.symbols.definitionsOf(name)) {
      if (hits.length >= limit) return hits;
      if (!mayBeNamed(uri)) continue;
      hits.push({
        uri,
        path: index.file(uri)?.path ?? '',
        name,
        kind: symbol.kind,
        range: {
          start: { line: symbol.nameLine, character: symbol.nameCharacter },
          end: { line: symbol.nameLine, character: symbol.nameCharacter + name.length },
        },
      });
    }
  }
  return hits;
}

/** 1 for the same name, less for a prefix, a part, and letters in order; 0 for no match. An empty query matches everything weakly. */
function nameScore(name: string, wanted: string): number {
  if (wanted === '') return 0.1;
  const lower = name.toLowerCase();
  if (lower === wanted) return 1;
  if (lower.startsWith(wanted)) return 0.9;
  if (lower.includes(wanted)) return 0.7;
  let at = -1;
  let first = -1;
  for (const letter of wanted) {
    at = lower.indexOf(letter, at + 1);
    if (at < 0) return 0;
    if (first < 0) first = at;
  }
  return (0.5 * wanted.length) / (at - first + 1);
}
