import type { Node, Range, Tree } from 'web-tree-sitter';
import { wholeNames } from '../text';
import type { FileSyntax, Reference } from './contract';
import { embeddedRange, embeddedTree } from './embedded';
import { extract } from './extract';
import { LineStarts } from './line-starts';
import type { LoadedGrammar } from './loaded-grammars';

/** What a pattern says of a node; `none` is no use. Of two that are found at one place the first is meant. */
const FINDINGS = ['none', 'supertype', 'call', 'import', 'type', 'value'] as const;
type Finding = (typeof FINDINGS)[number];
const PREFIX = 'reference.';

/** Node types that hold text instead of code. */
const TEXT = /comment|string|heredoc|char|text|regex|quoted|raw|attribute_value/;

/** What may stand before a name in the node that names something: `:name` of Ruby, `@name`. */
const SIGIL = /^[:@]{1,2}$/;

/** Where the code of a parsed text uses one of some names, in the order of the text. `text` is what `tree` was parsed from; neither is kept. */
export function referencesIn(
  languageId: string,
  loaded: LoadedGrammar,
  tree: Tree,
  text: string,
  names: readonly string[],
): Reference[] {
  if (names.length === 0 || !wholeNames(names).test(text)) return [];
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
  const { findings, holders } = findingsIn(loaded, tree, text);
  return places.flatMap(({ name, at }): Use[] => {
    if (definitions.has(at)) return [];
    const end = at + name.length;
    const node = tree.rootNode.descendantForIndex(at, end);
    if (node === null) return [];
    const finding = findings.get(node.startIndex);
    if (finding === 'none') return [];
    const isWhole = isNamed(node, text, at, end);
    const isUse = isWhole ? finding !== undefined || !TEXT.test(node.type) : holders.has(node.startIndex);
    if (!isUse) return [];
    const line = lines.rowOf(at);
    const own = (node.endIndex === end ? finding : undefined) ?? 'value';
    const isImport = own !== 'supertype' && imports.get(name)?.has(line) === true;
    return [{ name, at, line, kind: isImport ? 'import' : own }];
  });
}

/** Whether a node is a name and no more. */
function isNamed(
  { type, isNamed: isNode, startIndex, endIndex }: Node,
  text: string,
  at: number,
  end: number,
): boolean {
  if (!isNode || endIndex !== end) return false;
  const before = text.slice(startIndex, at);
  return before === '' || SIGIL.test(before) || (before === '$' && type === 'variable');
}

interface Findings {
  /** By the offset of a node, what patterns say of it. */
  readonly findings: ReadonlyMap<number, Finding>;
  /** Offsets of nodes that hold code which is not parsed. */
  readonly holders: ReadonlySet<number>;
}

function findingsIn(loaded: LoadedGrammar, tree: Tree, text: string): Findings {
  const findings = new Map<number, Finding>();
  const holders = new Set<number>();
  for (const { captures } of loaded.references().matches(tree, text)) {
    for (const { name, node } of captures) {
      if (!name.startsWith(PREFIX)) continue;
      const finding = name.slice(PREFIX.length) as Finding;
      const at = node.startIndex;
      if (finding === 'value') holders.add(at);
      const known = findings.get(at);
      if (known === undefined || FINDINGS.indexOf(finding) < FINDINGS.indexOf(known)) findings.set(at, finding);
    }
  }
  return { findings, holders };
}

function embeddedRanges(loaded: LoadedGrammar, tree: Tree, text: string, lines: LineStarts): Range[] {
  return loaded
    .patterns()
    .matches(tree, text)
    .filter(({ captures }) => captures[0]?.name === 'embedded')
    .flatMap((match) => embeddedRange(match, text, lines) ?? []);
}

function isWithin(ranges: readonly Range[], at: number): boolean {
  return ranges.some(({ startIndex, endIndex }) => at >= startIndex && at < endIndex);
}
