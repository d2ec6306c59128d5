import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src/engine/index';
import { CandidateSet } from '../../../../src/engine/retrieval/cursor/candidate-set';
import { findCandidates } from '../../../../src/engine/retrieval/cursor/candidates';
import { findClose } from '../../../../src/engine/retrieval/cursor/close-findings';
import { CursorSearch } from '../../../../src/engine/retrieval/cursor/cursor-search';
import { readCursorText, readSurroundings } from '../../../../src/engine/retrieval/cursor/cursor-text';
import { KnownDefinitions } from '../../../../src/engine/retrieval/cursor/definition-facts';
import { evidenceOf } from '../../../../src/engine/retrieval/cursor/describe-candidate';
import { SLOTS } from '../../../../src/engine/retrieval/cursor/evidence';
import { FolderNames } from '../../../../src/engine/retrieval/cursor/folder-names';
import { findNear } from '../../../../src/engine/retrieval/cursor/near-findings';
import { rankSignatures, reasonsFor } from '../../../../src/engine/retrieval/cursor/signature-pack';
import { SurroundingEvidence } from '../../../../src/engine/retrieval/cursor/surrounding-evidence';
import { UsableFiles } from '../../../../src/engine/retrieval/cursor/usable-files';
import { UsedIdentifiers } from '../../../../src/engine/retrieval/cursor/used-identifiers';
import { ProjectFiles } from '../../../../src/engine/retrieval/imports';
import type { SymbolDefinition } from '../../../../src/engine/syntax';

const folder = 'file:///w';
const languageId = 'typescript';
const at = { uri: `${folder}/main.ts`, folder, path: 'main.ts', languageId };
const signals = { test: false, example: false, generated: false, vendored: false };

/** An index of files by their names, which define a function each and may use other names. */
function indexOf(files: Readonly<Record<string, { readonly signature: string; readonly uses?: string }>>) {
  const index = new WorkspaceIndex();
  for (const [stem, { signature, uses = '' }] of Object.entries(files)) {
    const name = /^function (\w+)/.exec(signature)?.[1] ?? '';
    const lines = { startLine: 0, endLine: 0, nameLine: 0, nameCharacter: 9 };
    const symbols: SymbolDefinition[] = [{ name, kind: 'function', container: '', signature, ...lines }];
    const description = { uri: `${folder}/${stem}.ts`, path: `${stem}.ts`, folder, languageId, signals };
    index.put({ ...description, strength: 'free' }, `${signature}\n${uses}\n`, { languageId, symbols, imports: [] });
  }
  return index;
}

function candidatesAt(index: WorkspaceIndex, head: string) {
  const surroundings = readSurroundings({ prefix: head, suffix: '', languageId });
  const cursor = readCursorText(head, '', surroundings);
  const usable = new UsableFiles(index, at);
  const names = new UsedIdentifiers().serve(index, cursor);
  const search = new CursorSearch(index, new ProjectFiles(index), cursor, at, new CandidateSet(), usable, names);
  const near = findNear(search, surroundings.head);
  const around = { near, close: findClose(search), folderUse: new FolderNames().around(index, at) };
  const fromBefore = { surrounding: new SurroundingEvidence(), definitions: new KnownDefinitions() };
  const found = findCandidates(search, around, fromBefore, 100);
  return { cursor, found, byName: new Map(found.map((candidate) => [candidate.facts.symbol.name, candidate])) };
}

describe('candidates at a cursor', () => {
  it('are the likelier the more words of their names stand near it, in whatever case and order', () => {
    const index = indexOf({
      parseOrder: { signature: 'function parseOrder(rule: Rule): void' },
      orderParser: { signature: 'function orderParser(rule: Rule): void' },
      order: { signature: 'function order(rule: Rule): void' },
      parseUserList: { signature: 'function parseUserList(rule: Rule): void' },
    });
    const found = candidatesAt(index, 'let openOrder: Rule;\nconst parsed = parseAll();\n').byName;
    const words = (name: string) => {
      const candidate = found.get(name);
      return candidate && evidenceOf(candidate)[SLOTS['near-words']];
    };
    expect(words('parseOrder')).toBe(1);
    expect(words('order')).toBe(1);
    expect(words('parseUserList')).toBeCloseTo(1 / 3);
  });

  it('are worth less the more of a budget they take', () => {
    const parameters = Array.from({ length: 8 }, (_, number) => `part${number}: string`).join(', ');
    const index = indexOf({
      readRule: { signature: 'function readRule(part0: string): void' },
      loadRule: { signature: `function loadRule(${parameters}): void` },
    });
    const found = candidatesAt(index, 'const rule = ').byName;
    const [short, long] = [found.get('readRule'), found.get('loadRule')];
    expect(short?.score).toBeGreaterThan(long?.score ?? Number.POSITIVE_INFINITY);
  });

  it('are worth less when no other file has their names', () => {
    const index = indexOf({
      readRule: { signature: 'function readRule(part: string): void' },
      loadRule: { signature: 'function loadRule(part: string): void' },
      other: { signature: 'function other(part: string): void', uses: 'loadRule();' },
    });
    const found = candidatesAt(index, 'const rule = ').byName;
    const onlyOwn = (name: string) => {
      const candidate = found.get(name);
      return candidate && evidenceOf(candidate)[SLOTS['own-file-only']];
    };
    expect([onlyOwn('readRule'), onlyOwn('loadRule')]).toEqual([1, 0]);
    expect(found.get('loadRule')?.score).toBeGreaterThan(found.get('readRule')?.score ?? Number.POSITIVE_INFINITY);
  });
});

describe('signatures', () => {
  it('show another name before a second definition of one, though a little more speaks for that', () => {
    const index = indexOf({
      a: { signature: 'function readRule(part: string): void', uses: 'loadRule();' },
      b: { signature: 'function readRule(part: number): void' },
      c: { signature: 'function loadRule(part: string): void' },
    });
    const { cursor, found } = candidatesAt(index, 'const rule = ');
    const scored = found.map((candidate) => {
      return { ...candidate, score: candidate.facts.symbol.name === 'readRule' ? 1 : 0.5 };
    });
    const names = rankSignatures(scored, cursor, 10).map(({ facts }) => facts.symbol.name);
    expect(names).toEqual(['readRule', 'loadRule', 'readRule']);
  });

  it('have reasons that add up to what they are worth', () => {
    const index = indexOf({
      a: { signature: 'function readRule(part: string): void', uses: 'loadRule();' },
      b: { signature: 'function readRule(part: number): void' },
      c: { signature: 'function readRule(): void' },
    });
    const { cursor, found } = candidatesAt(index, 'const rule = ');
    const ranked = rankSignatures(found, cursor, 10);
    const sums = ranked.map((candidate) => reasonsFor(candidate).reduce((sum, { score }) => sum + score, 0));
    expect(ranked).toHaveLength(3);
    for (const [at, { score }] of ranked.entries()) expect(sums[at]).toBeCloseTo(score);
  });
});
