import type { QueryMatch, Range, Tree } from 'web-tree-sitter';
import { definitionIn, spanOf, textOf } from './captured';
import type { CapturedDefinition, CapturedScope, Span } from './captured';
import type { FileSyntax, ImportedName } from './contract';
import { embeddedRange, embeddedSyntax } from './embedded';
import { type ImportCaptures, importPairs } from './imports';
import type { LoadedGrammar } from './loaded-grammars';
import { topLevelDepth } from './queries';
import { type Surroundings, symbolsOf } from './symbols';

/**
 * Symbols, imports and errors of a parsed text. `text` is what `tree` was parsed from; neither is kept.
 * Symbols come in the order of their start.
 */
export function extract(languageId: string, loaded: LoadedGrammar, tree: Tree, text: string): FileSyntax {
  const root = tree.rootNode;
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
  const matches = loaded.anyDepth?.matches(root) ?? [];
  const atTop = loaded.topLevel?.matches(root, { maxStartDepth: topLevelDepth }) ?? [];
  for (const match of [...matches, ...atTop]) {
    const first = match.captures[0];
    if (first === undefined) continue;
    if (first.name === 'decorator') addDecorator(surroundings, spanOf(first.node));
    else if (first.name === 'outer') addOuter(surroundings, match);
    else if (first.name === 'embedded') {
      const range = embeddedRange(match, text);
      if (range !== undefined) embedded.push(range);
    } else if (first.name === 'scope') addScope(scopes, match, text);
    else if (isImport(match)) addImport(imports, importedAt, loaded, match, text);
    else {
      const definition = definitionIn(match, text);
      if (definition === undefined) continue;
      const known = definitions.get(definition.nameStart);
      if (known === undefined || isBetter(definition, known)) definitions.set(definition.nameStart, definition);
    }
  }
  for (const nameStart of importedAt) definitions.delete(nameStart);

  const own: FileSyntax = {
    languageId,
    symbols: symbolsOf([...definitions.values()], scopes, surroundings, text),
    imports: imports.sort((a, b) => a.line - b.line),
    errors: root.hasError ? loaded.errors.captures(root).length : 0,
  };
  if (loaded.embedded === undefined || embedded.length === 0) return own;
  const inner = embeddedSyntax(loaded.embedded, embedded, text, (inside, innerTree) =>
    extract(languageId, inside, innerTree, text),
  );
  return inner === undefined ? own : merged(own, inner);
}

function merged(one: FileSyntax, other: FileSyntax): FileSyntax {
  return {
    languageId: one.languageId,
    symbols: [...one.symbols, ...other.symbols].sort((a, b) => a.startLine - b.startLine),
    imports: [...one.imports, ...other.imports].sort((a, b) => a.line - b.line),
    errors: one.errors + other.errors,
  };
}

/** Patterns stand in a query from the special to the general; of two equal ones the one that found a body says more. */
function isBetter(one: CapturedDefinition, other: CapturedDefinition): boolean {
  if (one.pattern !== other.pattern) return one.pattern < other.pattern;
  return one.body !== undefined && (other.body === undefined || one.body < other.body);
}

function isImport(match: QueryMatch): boolean {
  return match.captures.some((capture) => capture.name.startsWith('import.'));
}

function addDecorator({ decoratorByEnd, decoratorByStart }: Surroundings, span: Span): void {
  decoratorByEnd.set(span.end, span);
  decoratorByStart.set(span.start, span);
}

function addOuter({ outerByInner }: Surroundings, match: QueryMatch): void {
  const outer = match.captures[0]?.node;
  const inner = match.captures.find((capture) => capture.name === 'inner')?.node;
  if (outer !== undefined && inner !== undefined && inner.startIndex > outer.startIndex) {
    outerByInner.set(inner.startIndex, spanOf(outer));
  }
}

function addScope(scopes: CapturedScope[], match: QueryMatch, text: string): void {
  const scope = match.captures[0]?.node;
  const name = match.captures.find((capture) => capture.name === 'scope.name')?.node;
  if (scope !== undefined && name !== undefined) scopes.push({ ...spanOf(scope), name: textOf(name, text) });
}

function addImport(
  imports: ImportedName[],
  importedAt: Set<number>,
  loaded: LoadedGrammar,
  match: QueryMatch,
  text: string,
): void {
  const captures: { -readonly [K in keyof ImportCaptures]: ImportCaptures[K] } = {};
  let line = 0;
  for (const { name, node } of match.captures) {
    if (!name.startsWith('import.')) continue;
    captures[name.slice('import.'.length) as keyof ImportCaptures] = textOf(node, text);
    if (captures.name === undefined || name === 'import.name') line = node.startPosition.row;
    if (name === 'import.name') importedAt.add(node.startIndex);
  }
  for (const pair of importPairs(loaded.grammar.query, captures)) imports.push({ ...pair, line });
}
