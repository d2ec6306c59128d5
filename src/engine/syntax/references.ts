import type { Range, Tree } from 'web-tree-sitter';
import { wholeNames } from '../text';
import type { FileSyntax, Reference, ReferenceKind } from './contract';
import { embeddedRange, embeddedTree } from './embedded';
import { extract } from './extract';
import { LineStarts } from './line-starts';
import type { LoadedGrammar } from './loaded-grammars';

/** Of two kinds that patterns find at one place the first is meant. */
const KINDS: readonly ReferenceKind[] = ['supertype', 'call', 'type'];
const PREFIX = 'reference.';

/** Node types that hold text instead of code. */
const TEXT = /comment|string|heredoc|char|text|regex|quoted|raw/;

/** Where the code of a parsed text uses one of some names, in the order of the text. `text` is what `tree` was parsed from; neither is kept. */
export function referencesIn(
  languageId: string,
  loaded: LoadedGrammar,
  tree: Tree,
  text: string,
  names: readonly string[],
): Reference[] {
  if (names.length === 0) return [];
  const lines = new LineStarts(text);
  const declared = declaredIn(extract(languageId, loaded, tree, text), lines);
  const found = usesIn(loaded, tree, text, names, declared, lines);
  const ranges = loaded.embedded === undefined ? [] : embeddedRanges(loaded, tree, text, lines);
  const inner =
    loaded.embedded === undefined || ranges.length === 0
      ? undefined
      : embeddedTree(loaded.embedded, ranges, text, (grammar, innerTree) =>
          usesIn(grammar, innerTree, text, names, declared, lines).filter(({ at }) => isWithin(ranges, at)),
        );
  const own = inner === undefined ? found : found.filter(({ at }) => !isWithin(ranges, at)).concat(inner);
  return own.sort((a, b) => a.at - b.at).map(({ name, kind, line }) => ({ name, kind, line }));
}

interface Use extends Reference {
  /** UTF-16 offset. */
  readonly at: number;
}

interface Declared {
  /** Offsets of the names of definitions. */
  readonly definitions: ReadonlySet<number>;
  /** Lines of imports, by name. */
  readonly imports: ReadonlyMap<string, ReadonlySet<number>>;
}

function declaredIn({ symbols, imports }: FileSyntax, lines: LineStarts): Declared {
  const linesByName = new Map<string, Set<number>>();
  for (const { name, line } of imports) {
    const known = linesByName.get(name);
    if (known) known.add(line);
    else linesByName.set(name, new Set([line]));
  }
  return {
    definitions: new Set(symbols.map(({ nameLine, nameCharacter }) => lines.startOf(nameLine) + nameCharacter)),
    imports: linesByName,
  };
}

function usesIn(
  loaded: LoadedGrammar,
  tree: Tree,
  text: string,
  names: readonly string[],
  { definitions, imports }: Declared,
  lines: LineStarts,
): Use[] {
  const places = Array.from(text.matchAll(wholeNames(names, 'gu')), ({ 0: name, index }) => ({ name, at: index }));
  if (places.length === 0) return [];
  const kinds = kindsIn(loaded, tree, text);
  return places.flatMap(({ name, at }): Use[] => {
    if (definitions.has(at)) return [];
    const node = tree.rootNode.descendantForIndex(at, at + name.length);
    if (node === null || TEXT.test(node.type)) return [];
    const line = lines.rowOf(at);
    const isImport = imports.get(name)?.has(line) === true;
    return [{ name, at, line, kind: isImport ? 'import' : (kinds.get(node.startIndex) ?? 'value') }];
  });
}

/** By the offset of a node, how it is used. */
function kindsIn(loaded: LoadedGrammar, tree: Tree, text: string): ReadonlyMap<number, ReferenceKind> {
  const kinds = new Map<number, ReferenceKind>();
  for (const { captures } of loaded.references().matches(tree, text)) {
    for (const { name, node } of captures) {
      if (!name.startsWith(PREFIX)) continue;
      const kind = name.slice(PREFIX.length) as ReferenceKind;
      const known = kinds.get(node.startIndex);
      if (known === undefined || KINDS.indexOf(kind) < KINDS.indexOf(known)) kinds.set(node.startIndex, kind);
    }
  }
  return kinds;
}

function embeddedRanges(loaded: LoadedGrammar, tree: Tree, text: string, lines: LineStarts): Range[] {
  return loaded.patterns
    .matches(tree, text)
    .filter(({ captures }) => captures[0]?.name === 'embedded')
    .flatMap((match) => embeddedRange(match, text, lines) ?? []);
}

function isWithin(ranges: readonly Range[], at: number): boolean {
  return ranges.some(({ startIndex, endIndex }) => at >= startIndex && at < endIndex);
}
