import type { Tree } from 'web-tree-sitter';
import { runtimeMemory } from './tree-runtime';

// How tree-sitter 0.25 lays out trees and grammars in the runtime's memory, in bytes. The runtime's version is pinned, and a test
// compares what is read here with what the library says of the same trees.
const CHILD = 8;
const TREE_LANGUAGE = 8;
const NODE = {
  padding: 4,
  size: 16,
  errorCost: 32,
  childCount: 36,
  symbol: 40,
  flags: 44,
  production: 66,
} as const;
const LANGUAGE = {
  fieldCount: 32,
  longestAliases: 36,
  fieldSlices: 64,
  fieldEntries: 68,
  metadata: 72,
  publicSymbols: 76,
  aliases: 84,
} as const;
const METADATA = 3;
const ENTRY = 4;

/** A node that is small enough lies where otherwise the pointer to it does, and then is odd. */
const INLINE = 1;
/** Flags of such a node; those of any other stand one place lower. */
const VISIBLE = 2;
const NAMED = 4;
const EXTRA = 8;
const MISSING = 32;
/** The same in the second byte of any other node's flags. */
const MISSING_IN_NODE = 2;

/** The symbol of what could not be parsed. */
export const ERROR = 0xffff;

/** A node that the grammar names, or a token in quotes. Places are UTF-16 units. */
export interface TreeNode {
  readonly symbol: number;
  readonly isNamed: boolean;
  /** The field that it has in its parent, 0 for none. */
  readonly field: number;
  /** Whether the grammar lets a later sibling have the same field. */
  fieldRecurs: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  /** Where the runtime has its children; 0 when it has none. */
  readonly pointer: number;
  /** Where its parent has it; no two nodes of a tree have the same. */
  readonly address: number;
  /** As far as they were asked for. */
  children: readonly TreeNode[] | undefined;
}

/** Something that did not parse, or a token that was put in so that it did. */
interface TreeError {
  readonly symbol: number;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isMissing: boolean;
}

type IsWanted = (startIndex: number, endIndex: number) => boolean;
const none: readonly TreeNode[] = [];

/** The place of a child, extras not counted, where fields are said; and that of the hidden node which is its parent. */
interface Level {
  readonly fields: number;
  readonly ordinal: number;
  readonly outer: Level | undefined;
}

/** Reads a tree out of the runtime's memory, which takes a fraction of what asking the library for each node takes. Valid until the next call into the library. */
export class TreeNodes {
  private readonly bytes: Uint8Array;
  private readonly halves: Uint16Array;
  private readonly words: Uint32Array;
  private readonly root: number;
  private readonly longestAliases: number;
  private readonly fieldSlices: number;
  private readonly fieldEntries: number;
  private readonly metadata: number;
  private readonly publicSymbols: number;
  private readonly aliases: number;

  constructor(tree: Tree) {
    const memory = runtimeMemory();
    this.bytes = new Uint8Array(memory);
    this.halves = new Uint16Array(memory);
    this.words = new Uint32Array(memory);
    this.root = (tree as unknown as { readonly 0: number })[0];
    const language = this.word(this.root + TREE_LANGUAGE);
    this.longestAliases = this.half(language + LANGUAGE.longestAliases);
    this.fieldSlices = this.word(language + LANGUAGE.fieldCount) === 0 ? 0 : this.word(language + LANGUAGE.fieldSlices);
    this.fieldEntries = this.word(language + LANGUAGE.fieldEntries);
    this.metadata = this.word(language + LANGUAGE.metadata);
    this.publicSymbols = this.word(language + LANGUAGE.publicSymbols);
    this.aliases = this.word(language + LANGUAGE.aliases);
  }

  /**
   * Calls `found` with each node whose symbol has a number in `wanted` that is not below its depth, outer nodes before inner ones.
   * The root has the depth 1. `parent` gives the node around it, undefined around the root.
   */
  walk(wanted: Uint16Array, found: (node: TreeNode, depth: number, parent: () => TreeNode | undefined) => void): void {
    const { halves, words } = this;
    const pointers: number[] = [];
    const places: number[] = [];
    const firsts: number[] = [];
    const nexts: number[] = [];
    const aliasPlaces: number[] = [];
    /** Nodes around the one at hand, made when they are asked for; `undefined` for what is hidden. */
    const symbols: number[] = [];
    const starts: number[] = [];
    const known: (TreeNode | undefined)[] = [];
    let top = -1;
    let depth = 1;
    const enter = (pointer: number, start: number, symbol: number): void => {
      const count = words[(pointer + NODE.childCount) >> 2] as number;
      if (count === 0) return;
      top++;
      pointers[top] = pointer;
      firsts[top] = pointer - CHILD * count;
      nexts[top] = pointer - CHILD * count;
      places[top] = start;
      aliasPlaces[top] = this.aliasesOf(pointer);
      symbols[top] = symbol;
      starts[top] = start;
      known[top] = undefined;
      if (symbol >= 0) depth++;
    };
    const parent = (): TreeNode | undefined => {
      let at = top;
      while (at >= 0 && (symbols[at] as number) < 0) at--;
      if (at < 0) return undefined;
      return (known[at] ??= this.node(
        symbols[at] as number,
        true,
        0,
        starts[at] as number,
        0,
        pointers[at] as number,
        0,
      ));
    };

    const rootPointer = words[this.root >> 2] as number;
    if ((rootPointer & INLINE) !== 0) return;
    const rootSymbol = this.publicSymbol(halves[(rootPointer + NODE.symbol) >> 1] as number);
    const rootStart = words[(rootPointer + NODE.padding) >> 2] as number;
    const rootSize = words[(rootPointer + NODE.size) >> 2] as number;
    if ((wanted[rootSymbol] as number) >= depth)
      found(this.node(rootSymbol, true, 0, rootStart, rootSize, rootPointer, this.root), depth, () => undefined);
    enter(rootPointer, rootStart, rootSymbol);

    while (top >= 0) {
      const slot = nexts[top] as number;
      if (slot === pointers[top]) {
        if ((symbols[top] as number) >= 0) depth--;
        top--;
        continue;
      }
      nexts[top] = slot + CHILD;
      const low = words[slot >> 2] as number;
      const isInline = (low & INLINE) !== 0;
      const flags = this.flagsAt(low);
      let symbol = this.symbolAt(low);
      const start = (places[top] as number) + (slot === firsts[top] ? 0 : this.paddingAt(slot, low));
      const size = this.sizeAt(slot, low);
      places[top] = start + size;
      let isVisible = (flags & VISIBLE) !== 0;
      const aliasPlace = aliasPlaces[top] as number;
      let alias = 0;
      if (aliasPlace !== 0 && (flags & EXTRA) === 0) {
        alias = halves[aliasPlace >> 1] as number;
        aliasPlaces[top] = aliasPlace + 2;
        if (alias !== 0) {
          symbol = alias;
          isVisible = true;
        }
      }
      if (isVisible) {
        symbol = this.publicSymbol(symbol);
        if ((wanted[symbol] as number) >= depth) {
          const isNamed = alias === 0 ? (flags & NAMED) !== 0 : this.isNamedSymbol(alias);
          found(this.node(symbol, isNamed, 0, start, size, isInline ? 0 : low, slot), depth, parent);
        }
      }
      if (!isInline) enter(low, start, isVisible ? symbol : -1);
    }
  }

  /** What did not parse, as far as it overlaps a place that `isWanted` says to look at; places are UTF-16 units. */
  errors(isWanted: IsWanted): TreeError[] {
    const pointer = this.word(this.root);
    if ((pointer & INLINE) !== 0 || this.word(pointer + NODE.errorCost) === 0) return [];
    const start = this.word(pointer + NODE.padding);
    const errors: TreeError[] = [];
    const [startIndex, endIndex] = [start >>> 1, (start + this.word(pointer + NODE.size)) >>> 1];
    if (!isWanted(startIndex, endIndex)) return errors;
    if (this.symbolAt(pointer) === ERROR) errors.push({ symbol: ERROR, startIndex, endIndex, isMissing: false });
    this.collectErrors(pointer, start, isWanted, errors);
    return errors;
  }

  private collectErrors(pointer: number, from: number, isWanted: IsWanted, into: TreeError[]): void {
    let aliasPlace = this.aliasesOf(pointer);
    let place = from;
    const first = pointer - CHILD * this.word(pointer + NODE.childCount);
    for (let slot = first; slot < pointer; slot += CHILD) {
      const low = this.word(slot);
      const flags = this.flagsAt(low);
      const start = slot === first ? place : place + this.paddingAt(slot, low);
      place = start + this.sizeAt(slot, low);
      let alias = 0;
      if (aliasPlace !== 0 && (flags & EXTRA) === 0) {
        alias = this.half(aliasPlace);
        aliasPlace += 2;
      }
      const symbol = this.symbolAt(low);
      const isMissing = this.isMissingAt(low);
      const isError = isMissing || symbol === ERROR;
      if ((!isError && !this.hasErrorAt(low)) || !isWanted(start >>> 1, place >>> 1)) continue;
      if (isError && (alias !== 0 || (flags & VISIBLE) !== 0))
        into.push({
          symbol: this.publicSymbol(alias || symbol),
          startIndex: start >>> 1,
          endIndex: place >>> 1,
          isMissing,
        });
      if ((low & INLINE) === 0) this.collectErrors(low, start, isWanted, into);
    }
  }

  /** Named nodes and tokens directly in a node, in order. */
  childrenOf(node: TreeNode): readonly TreeNode[] {
    if (node.children !== undefined) return node.children;
    if (node.pointer === 0) return (node.children = none);
    const children: TreeNode[] = [];
    this.collect(node.pointer, 2 * node.startIndex, 0, undefined, children);
    node.children = children;
    return children;
  }

  private collect(pointer: number, from: number, outerField: number, outer: Level | undefined, into: TreeNode[]): void {
    const { halves, words } = this;
    const count = words[(pointer + NODE.childCount) >> 2] as number;
    if (count === 0) return;
    const aliasPlace = this.aliasesOf(pointer);
    const fields = this.fieldsOf(pointer);
    let place = from;
    let ordinal = 0;
    const first = pointer - CHILD * count;
    for (let slot = first; slot < pointer; slot += CHILD) {
      const low = words[slot >> 2] as number;
      const isInline = (low & INLINE) !== 0;
      const flags = this.flagsAt(low);
      const symbol = this.symbolAt(low);
      const start = slot === first ? place : place + this.paddingAt(slot, low);
      const size = this.sizeAt(slot, low);
      place = start + size;
      let field = outerField;
      let alias = 0;
      const isExtra = (flags & EXTRA) !== 0;
      const at = ordinal;
      if (!isExtra) {
        if (aliasPlace !== 0) alias = halves[(aliasPlace + 2 * at) >> 1] as number;
        if (fields !== 0) field = this.fieldOf(fields, at) || outerField;
        ordinal++;
      }
      if (alias !== 0 || (flags & VISIBLE) !== 0) {
        const isNamed = alias === 0 ? (flags & NAMED) !== 0 : this.isNamedSymbol(alias);
        const node = this.node(
          this.publicSymbol(alias || symbol),
          isNamed,
          field,
          start,
          size,
          isInline ? 0 : low,
          slot,
        );
        if (field !== 0)
          node.fieldRecurs = (!isExtra && this.recurs(field, fields, at)) || this.recursOutside(field, outer);
        into.push(node);
      } else if (!isInline) {
        const level = isExtra ? outer : { fields, ordinal: at, outer };
        this.collect(low, start, field, level, into);
      }
    }
  }

  private node(
    symbol: number,
    isNamed: boolean,
    field: number,
    start: number,
    size: number,
    pointer: number,
    address: number,
  ): TreeNode {
    const startIndex = start >>> 1;
    return {
      symbol,
      isNamed,
      field,
      fieldRecurs: false,
      startIndex,
      endIndex: (start + size) >>> 1,
      pointer,
      address,
      children: undefined,
    };
  }

  /** Where the aliases of a node's children stand, 0 when they have none. */
  private aliasesOf(pointer: number): number {
    const production = this.halves[(pointer + NODE.production) >> 1] as number;
    return production === 0 || this.longestAliases === 0 ? 0 : this.aliases + 2 * production * this.longestAliases;
  }

  /** Where it is said which fields a node's children have, 0 when they have none. */
  private fieldsOf(pointer: number): number {
    if (this.fieldSlices === 0) return 0;
    const slice = this.fieldSlices + ENTRY * (this.halves[(pointer + NODE.production) >> 1] as number);
    return this.half(slice + 2) === 0 ? 0 : slice;
  }

  /** The field of the child at a place, extras not counted; 0 for none. */
  private fieldOf(slice: number, ordinal: number): number {
    const from = this.fieldEntries + ENTRY * this.half(slice);
    const to = from + ENTRY * this.half(slice + 2);
    for (let entry = from; entry < to; entry += ENTRY)
      if (this.bytes[entry + 2] === ordinal && this.bytes[entry + 3] === 0) return this.half(entry);
    return 0;
  }

  /** Whether a child behind the one at a place has a field, itself or something in it. */
  private recurs(field: number, slice: number, ordinal: number): boolean {
    if (slice === 0) return false;
    const from = this.fieldEntries + ENTRY * this.half(slice);
    const to = from + ENTRY * this.half(slice + 2);
    for (let entry = from; entry < to; entry += ENTRY)
      if (this.half(entry) === field && (this.bytes[entry + 2] as number) > ordinal) return true;
    return false;
  }

  private recursOutside(field: number, outer: Level | undefined): boolean {
    for (let level = outer; level !== undefined; level = level.outer)
      if (this.recurs(field, level.fields, level.ordinal)) return true;
    return false;
  }

  private publicSymbol(symbol: number): number {
    return symbol === ERROR ? ERROR : this.half(this.publicSymbols + 2 * symbol);
  }

  private isNamedSymbol(symbol: number): boolean {
    return symbol === ERROR || this.bytes[this.metadata + METADATA * symbol + 1] !== 0;
  }

  // `low` is the first word of a child's slot: what a small node says of itself, or where the runtime has the node.

  private flagsAt(low: number): number {
    return (low & INLINE) !== 0 ? low : (this.bytes[low + NODE.flags] as number) << 1;
  }

  private isMissingAt(low: number): boolean {
    if ((low & INLINE) !== 0) return (low & MISSING) !== 0;
    return ((this.bytes[low + NODE.flags + 1] as number) & MISSING_IN_NODE) !== 0;
  }

  private hasErrorAt(low: number): boolean {
    return (low & INLINE) === 0 && this.word(low + NODE.errorCost) !== 0;
  }

  private symbolAt(low: number): number {
    return (low & INLINE) !== 0 ? (low >>> 8) & 0xff : this.half(low + NODE.symbol);
  }

  private paddingAt(slot: number, low: number): number {
    return (low & INLINE) !== 0 ? (this.word(slot + 4) >>> 16) & 0xff : this.word(low + NODE.padding);
  }

  private sizeAt(slot: number, low: number): number {
    return (low & INLINE) !== 0 ? this.word(slot + 4) >>> 24 : this.word(low + NODE.size);
  }

  private half(address: number): number {
    return this.halves[address >> 1] as number;
  }

  private word(address: number): number {
    return this.words[address >> 2] as number;
  }
}
