import type { Range, Tree } from 'web-tree-sitter';
import { definitionIn, spanOf, textOf } from './captured';
import type { CapturedDefinition, CapturedScope, Span } from './captured';
import type { FileSyntax, ImportedName } from './contract';
import { embeddedRange, embeddedTree } from './embedded';
import { type ImportCaptures, importPairs } from './imports';
import { LineStarts } from './line-starts';
import type { LoadedGrammar } from './loaded-grammars';
import { type Surroundings, symbolsOf } from './symbols';
import type { PatternMatch } from './tree-patterns';

/**
 * Symbols and imports of a parsed text. `text` is what `tree` was parsed from; neither is kept.
 * Symbols come in the order of their start.
 */
export function extract(languageId: string, loaded: LoadedGrammar, tree: Tree, text: string): FileSyntax {
  const definitions = new Map<number, CapturedDefinition>();
  const scopes: CapturedScope[] = [];
  const imports: ImportedName[] = [];
  const importedAt = new Set<number>();
  const surroundings: Surroundings = {
    outerByInner: new Map(),
    decoratorByEnd: new Map(),
    decoratorByStart: new Map(),
  };

  const embedded: Range[] = [];
  const matches = loaded.patterns().matches(tree, text);
  if (matches.length === 0) return { languageId, symbols: [], imports: [] };
  const lines = new LineStarts(text);
  for (const match of matches) {
    const first = match.captures[0];
    if (first === undefined) continue;
    if (first.name === 'decorator') addDecorator(surroundings, spanOf(first.node, lines));
    else if (first.name === 'outer') addOuter(surroundings, match, lines);
    else if (first.name === 'embedded') addEmbedded(embedded, match, text, lines);
    else if (first.name === 'scope') addScope(scopes, match, text, lines);
    else if (!first.name.startsWith('definition.') && isImport(match))
      addImport(imports, importedAt, loaded, match, text, lines);
    else {
      const definition = definitionIn(match, text, lines, definitions);
      if (definition !== undefined) definitions.set(definition.nameStart, definition);
    }
  }
  for (const nameStart of importedAt) definitions.delete(nameStart);

  const own: FileSyntax = {
    languageId,
    symbols: symbolsOf([...definitions.values()], scopes, surroundings, text),
    imports: imports.sort((a, b) => a.line - b.line),
  };
  if (loaded.embedded === undefined || embedded.length === 0) return own;
  const inner = embeddedTree(loaded.embedded, embedded, text, (inside, innerTree) =>
    extract(languageId, inside, innerTree, text),
  );
  return inner === undefined ? own : merged(own, inner);
}

function merged(one: FileSyntax, other: FileSyntax): FileSyntax {
  return {
    languageId: one.languageId,
    symbols: [...one.symbols, ...other.symbols].sort((a, b) => a.startLine - b.startLine),
    imports: [...one.imports, ...other.imports].sort((a, b) => a.line - b.line),
  };
}

function isImport(match: PatternMatch): boolean {
  return match.captures.some((capture) => capture.name.startsWith('import.'));
}

function addDecorator({ decoratorByEnd, decoratorByStart }: Surroundings, span: Span): void {
  decoratorByEnd.set(span.end, span);
  decoratorByStart.set(span.start, span);
}

function addOuter({ outerByInner }: Surroundings, match: PatternMatch, lines: LineStarts): void {
  const outer = match.captures[0]?.node;
  const inner = match.captures.find((capture) => capture.name === 'inner')?.node;
  if (outer !== undefined && inner !== undefined && inner.startIndex > outer.startIndex) {
    outerByInner.set(inner.startIndex, spanOf(outer, lines));
  }
}

function addEmbedded(embedded: Range[], match: PatternMatch, text: string, lines: LineStarts): void {
  const range = embeddedRange(match, text, lines);
  if (range !== undefined) embedded.push(range);
}

function addScope(scopes: CapturedScope[], match: PatternMatch, text: string, lines: LineStarts): void {
  const scope = match.captures[0]?.node;
  const name = match.captures.find((capture) => capture.name === 'scope.name')?.node;
  if (scope !== undefined && name !== undefined) scopes.push({ ...spanOf(scope, lines), name: textOf(name, text) });
}

function addImport(
  imports: ImportedName[],
  importedAt: Set<number>,
  loaded: LoadedGrammar,
  match: PatternMatch,
  text: string,
  lines: LineStarts,
): void {
  const captures: { -readonly [K in keyof ImportCaptures]: ImportCaptures[K] } = {};
  let line = 0;
  for (const { name, node } of match.captures) {
    if (!name.startsWith('import.')) continue;
    captures[name.slice('import.'.length) as keyof ImportCaptures] = textOf(node, text);
    if (captures.name === undefined || name === 'import.name') line = lines.rowOf(node.startIndex);
    if (name === 'import.name') importedAt.add(node.startIndex);
  }
  for (const pair of importPairs(loaded.grammar.query, captures)) imports.push({ ...pair, line });
}
