import type { Language, Tree } from 'web-tree-sitter';
import {
  patternsIn,
  type Predicate,
  type WrittenChoice,
  type WrittenElement,
  type WrittenPattern,
} from './pattern-text';
import type { QueryText } from './queries/query-text';
import { topLevelDepth } from './queries';
import { ERROR, type TreeNode, TreeNodes } from './tree-nodes';

interface Capture {
  readonly name: string;
  readonly node: TreeNode;
}

/** Where a pattern was found; captures come in the order of the tree. */
export interface PatternMatch {
  /** The pattern's place in its query's text. */
  readonly patternIndex: number;
  readonly captures: readonly Capture[];
  readonly properties: Readonly<Record<string, string>>;
  /** Where the node begins that was matched last. */
  readonly endedAt: number;
}

interface Choice {
  readonly symbol: number;
  readonly field: number;
  readonly absentFields: readonly number[];
  readonly captures: readonly string[];
  readonly children: readonly Element[];
  /** Neither it nor what stands in it is captured. */
  readonly capturesNothing: boolean;
  /** Without captures and children: the first such node stands for all. */
  readonly isPlain: boolean;
}

interface Element {
  readonly choices: readonly Choice[];
  readonly isOptional: boolean;
  readonly isImmediate: boolean;
  readonly isLast: boolean;
}

interface Pattern {
  readonly index: number;
  /** What follows the first element in the same parent. */
  readonly followers: readonly Element[];
  readonly predicates: readonly Predicate[];
  readonly properties: Readonly<Record<string, string>>;
}

/** A pattern that begins with a node of a certain symbol. */
interface Beginning {
  readonly pattern: Pattern;
  readonly first: Choice;
  readonly isAtTop: boolean;
}

/** Symbols that stand for more than one. */
const ANY_NAMED = -1;
const ANY = -2;

/** Greater than the depth of any node that is looked at for a pattern of any depth. */
const ANY_DEPTH = 0xffff;

/** Patterns of one grammar, and the search for them in trees. Finds what tree-sitter's own queries find, without their long compilation. */
export class TreePatterns {
  private readonly beginnings = new Map<number, Beginning[]>();
  /** By symbol: the deepest level at which a pattern may begin with it, 0 for none. The root is at 1. */
  private readonly wanted = new Uint16Array(ERROR + 1);

  constructor(language: Language, { anyDepth = '', topLevel = '' }: QueryText) {
    const binding = new Binding(language);
    patternsIn(anyDepth).forEach((pattern, index) => this.add(binding, pattern, index, false));
    patternsIn(topLevel).forEach((pattern, index) => this.add(binding, pattern, index, true));
  }

  /** Matches of the patterns of any depth, then those of the patterns at the top; those that begin with one node come in the order in which they end. */
  matches(tree: Tree, text: string): PatternMatch[] {
    const anyDepth: PatternMatch[] = [];
    const atTop: PatternMatch[] = [];
    const nodes = new TreeNodes(tree);
    const search = new Search(nodes, text);
    nodes.walk(this.wanted, (node, depth, parent) => {
      for (const { pattern, first, isAtTop } of this.beginnings.get(node.symbol) ?? []) {
        if (!isAtTop || depth <= topLevelDepth + 1)
          search.begin(pattern, first, node, parent, isAtTop ? atTop : anyDepth);
      }
      search.finish();
    });
    return anyDepth.concat(atTop);
  }

  private add(binding: Binding, written: WrittenPattern, index: number, isAtTop: boolean): void {
    const [first, ...followers] = written.elements.map((element) => binding.element(element));
    const { predicates, properties } = written;
    const pattern: Pattern = { index, followers, predicates, properties };
    for (const choice of first?.choices ?? []) {
      if (choice.symbol < 0) throw new Error('A pattern begins with a certain node.');
      const known = this.beginnings.get(choice.symbol);
      const beginning = { pattern, first: choice, isAtTop };
      if (known) known.push(beginning);
      else this.beginnings.set(choice.symbol, [beginning]);
      const deepest = isAtTop ? topLevelDepth + 1 : ANY_DEPTH;
      this.wanted[choice.symbol] = Math.max(this.wanted[choice.symbol] as number, deepest);
    }
  }
}

/** Gives node types and fields the numbers that a grammar has for them. */
class Binding {
  private readonly known = new Map<string, number>();

  constructor(private readonly language: Language) {}

  element({ choices, ...rest }: WrittenElement): Element {
    return { ...rest, choices: choices.map((choice) => this.choice(choice)) };
  }

  private choice({ type, isNamed, field, absentFields, captures, children: written }: WrittenChoice): Choice {
    const children = written.map((child) => this.element(child));
    const within = children.flatMap(({ choices }) => choices);
    const capturesNothing = captures.length === 0 && within.every((choice) => choice.capturesNothing);
    return {
      symbol: this.symbol(type, isNamed),
      field: field === undefined ? 0 : this.field(field),
      absentFields: absentFields.map((absent) => this.field(absent)),
      captures,
      children,
      capturesNothing,
      isPlain: capturesNothing && children.length === 0,
    };
  }

  private symbol(type: string | undefined, isNamed: boolean): number {
    if (type === undefined) return isNamed ? ANY_NAMED : ANY;
    return this.numberOf(`${isNamed ? 'node' : 'token'} ${type}`, () => this.language.idForNodeType(type, isNamed));
  }

  private field(name: string): number {
    return this.numberOf(`field ${name}`, () => this.language.fieldIdForName(name));
  }

  private numberOf(what: string, find: () => number | null): number {
    const number = this.known.get(what) ?? find();
    if (number === null) throw new Error(`The grammar has no ${what}.`);
    this.known.set(what, number);
    return number;
  }
}

interface Ended {
  readonly match: PatternMatch;
  readonly into: PatternMatch[];
  /** The node that was matched last. */
  readonly last: TreeNode;
}

/** What is to be matched behind the children of a node: further elements among its siblings. */
interface Continuation {
  readonly siblings: readonly TreeNode[];
  readonly elements: readonly Element[];
  readonly at: number;
  readonly from: number;
  readonly next: Continuation | undefined;
}

/** The search for patterns, those that begin with one node after the other. */
class Search {
  /** Matches that begin with the node at hand. */
  private readonly ended: Ended[] = [];
  private readonly captures: Capture[] = [];
  private pattern: Pattern | undefined;
  private into: PatternMatch[] = [];

  constructor(
    private readonly nodes: TreeNodes,
    private readonly text: string,
  ) {}

  begin(
    pattern: Pattern,
    first: Choice,
    node: TreeNode,
    parent: () => TreeNode | undefined,
    into: PatternMatch[],
  ): void {
    if (!this.lacks(first, node)) return;
    this.pattern = pattern;
    this.into = into;
    if (pattern.followers.length === 0) return this.choose(first, node, undefined);
    const around = parent();
    if (around === undefined || around.symbol === ERROR) return;
    const siblings = this.nodes.childrenOf(around);
    const from = siblings.findIndex(({ address }) => address === node.address) + 1;
    this.choose(first, node, { siblings, elements: pattern.followers, at: 0, from, next: undefined });
  }

  /** Hands over the matches that begin with the node at hand. */
  finish(): void {
    const { ended } = this;
    if (ended.length === 0) return;
    if (ended.length > 1)
      ended.sort((a, b) => a.last.startIndex - b.last.startIndex || b.last.endIndex - a.last.endIndex);
    for (const { match, into } of ended) into.push(match);
    ended.length = 0;
  }

  /** Matches the children of a node that has the right symbol. */
  private choose(choice: Choice, node: TreeNode, next: Continuation | undefined): void {
    const { captures } = this;
    const before = captures.length;
    for (const name of choice.captures) captures.push({ name, node });
    if (choice.children.length === 0) this.goOn(next, node);
    else this.follow(this.nodes.childrenOf(node), choice.children, 0, 0, next, node);
    captures.length = before;
  }

  private goOn(next: Continuation | undefined, last: TreeNode): void {
    if (next === undefined) this.end(last);
    else this.follow(next.siblings, next.elements, next.at, next.from, next.next, last);
  }

  /** Matches the elements from `at` on with siblings from `from` on, in every way. */
  private follow(
    siblings: readonly TreeNode[],
    elements: readonly Element[],
    at: number,
    from: number,
    next: Continuation | undefined,
    last: TreeNode,
  ): void {
    const element = elements[at];
    if (element === undefined) return this.goOn(next, last);
    const before = this.ended.length;
    for (const choice of element.choices) {
      for (let place = from; place < siblings.length; place++) {
        const node = siblings[place] as TreeNode;
        const isFit = this.fits(choice, node) && !(element.isLast && hasNamedFrom(siblings, place + 1));
        const found = this.ended.length;
        if (isFit) this.choose(choice, node, { siblings, elements, at: at + 1, from: place + 1, next });
        if (isFit && choice.isPlain) break;
        // The same was captured: another such node would make the same match again.
        if (choice.capturesNothing && this.ended.length > found) break;
        if (element.isImmediate && node.isNamed) break;
        if (choice.field !== 0 && node.field === choice.field && !node.fieldRecurs) break;
      }
    }
    // What is there is taken: a match without it would say less.
    if (element.isOptional && this.ended.length === before) this.follow(siblings, elements, at + 1, from, next, last);
  }

  private fits(choice: Choice, node: TreeNode): boolean {
    const { symbol, field } = choice;
    if (symbol >= 0) {
      if (node.symbol !== symbol) return false;
    } else if (node.symbol === ERROR || (symbol === ANY_NAMED && !node.isNamed)) return false;
    return (field === 0 || node.field === field) && this.lacks(choice, node);
  }

  /** Whether a node has none of the fields that it may not have. */
  private lacks({ absentFields }: Choice, node: TreeNode): boolean {
    return absentFields.length === 0 || !this.nodes.childrenOf(node).some(({ field }) => absentFields.includes(field));
  }

  private end(last: TreeNode): void {
    const { pattern, captures, text } = this;
    if (pattern === undefined) return;
    for (const { capture, accepts } of pattern.predicates) {
      for (const { name, node } of captures)
        if (name === capture && !accepts(text.slice(node.startIndex, node.endIndex))) return;
    }
    const { index: patternIndex, properties } = pattern;
    const match = { patternIndex, captures: captures.slice(), properties, endedAt: last.startIndex };
    this.ended.push({ match, into: this.into, last });
  }
}

function hasNamedFrom(siblings: readonly TreeNode[], from: number): boolean {
  for (let at = from; at < siblings.length; at++) if ((siblings[at] as TreeNode).isNamed) return true;
  return false;
}
