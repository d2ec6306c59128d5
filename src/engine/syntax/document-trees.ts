import { type Edit, Parser, type Tree } from 'web-tree-sitter';
import { withLineFeeds } from './line-feeds';
import type { LoadedGrammar } from './loaded-grammars';
import { isRuntimeDamage, nestingProblem, uncheckedUnits } from './parse-limits';
import { editOf, textEdits } from './text-edit';

/** A parsed document. The tree belongs to `DocumentTrees` and lives until the next call of `parse`. */
export interface ParsedDocument {
  readonly loaded: LoadedGrammar;
  /** With `\n` for each `\r` that stands alone. */
  readonly text: string;
  readonly tree: Tree;
}

/** A tree that lives until the next call of `DocumentTrees`. */
export interface RecentTree {
  readonly tree: Tree;
  /** The text was edited since the tree was parsed. */
  readonly behind: boolean;
}

interface Kept {
  readonly languageId: string;
  readonly text: string;
  readonly tree: Tree | undefined;
  /** The tree was told of the last edits and is to be parsed with them yet. */
  readonly behind: boolean;
  /** Parsing took too long; the document is left alone until it is forgotten. */
  readonly tooSlow: boolean;
  /** UTF-16 units put in or taken out since the depth of brackets was last looked at. */
  readonly unchecked: number;
}

/** A tree, or why there is none; undefined when the runtime is damaged. */
type Outcome = Tree | 'too-slow' | undefined;

/** Parsing of one document may take so long on the caller's thread before it is given up. */
const longestUpdateMs = 1_000;
/** The same in short steps, for which nobody waits; on a busy machine they take several times what they need. */
const longestInStepsMs = 10_000;

/** Trees of the last few documents, brought up to date incrementally. */
export class DocumentTrees {
  /** By URI, the longest unused first. */
  private readonly kept = new Map<string, Kept>();
  private readonly parsers = new Map<string, Parser>();
  /** After a crash in WebAssembly nothing is parsed, read or freed any more: its memory cannot be trusted. */
  private damaged = false;

  constructor(private readonly most: number) {}

  /** Nothing is to be asked of the runtime any more. */
  get isDamaged(): boolean {
    return this.damaged;
  }

  /** The document's tree for `text`; undefined when parsing takes too long. */
  parse(uri: string, loaded: LoadedGrammar, written: string): ParsedDocument | undefined {
    const text = withLineFeeds(written);
    const known = this.kept.get(uri);
    const last = known?.languageId === loaded.grammar.languageId ? known : undefined;
    const next = this.update(loaded, last, text, longestUpdateMs);
    return this.keep(uri, loaded, next.behind ? givenUp(next) : next, known);
  }

  /**
   * The document's tree for `text` when it is brought up to date within `ms`; else the tree as it was, with its nodes moved to
   * where the edits have moved them. Undefined when none is kept.
   */
  parseWithin(uri: string, loaded: LoadedGrammar, written: string, ms: number): RecentTree | undefined {
    const text = withLineFeeds(written);
    const known = this.kept.get(uri);
    if (known?.tree === undefined || known.languageId !== loaded.grammar.languageId) return undefined;
    if (known.behind && known.text === text) return { tree: known.tree, behind: true };
    const next = this.update(loaded, known, text, ms);
    this.keep(uri, loaded, next, known);
    return next.tree && { tree: next.tree, behind: next.behind };
  }

  /** Whether a tree of the document is kept that an edit brings up to date. */
  has(uri: string, languageId: string): boolean {
    const known = this.kept.get(uri);
    return known?.tree !== undefined && known.languageId === languageId;
  }

  /** Whether nothing is known of the document in this language, so that its whole text is to be parsed. */
  isNew(uri: string, languageId: string): boolean {
    return this.kept.get(uri)?.languageId !== languageId;
  }

  /** Begins to parse a document of which nothing is kept; goes on for `sliceMs` with each step. */
  *parseSteps(uri: string, loaded: LoadedGrammar, written: string, sliceMs: number): Generator<undefined, void> {
    const { languageId } = loaded.grammar;
    const text = withLineFeeds(written);
    if (this.damaged || this.kept.has(uri) || nestsTooDeep(loaded, text)) return;
    const tree = yield* this.inSlices(loaded, text, undefined, sliceMs, () => !this.kept.has(uri));
    if (tree)
      this.keep(uri, loaded, { languageId, text, tree, behind: false, tooSlow: false, unchecked: 0 }, undefined);
  }

  /** Parses a document that is behind with its last edits, and with those that come meanwhile; goes on for `sliceMs` with each step. */
  *catchUpSteps(uri: string, loaded: LoadedGrammar, sliceMs: number): Generator<undefined, void> {
    for (let known = this.kept.get(uri); !this.damaged && known?.behind === true; known = this.kept.get(uri)) {
      const begun = known;
      const isWanted = () => this.kept.get(uri) === begun;
      const old = begun.tree?.copy();
      try {
        const tree = yield* this.inSlices(loaded, begun.text, old, sliceMs, isWanted);
        if (tree) this.keep(uri, loaded, { ...begun, tree, behind: false }, begun);
        else if (isWanted()) this.keep(uri, loaded, givenUp(begun), begun);
      } finally {
        this.free(old);
      }
    }
  }

  /** Parses a text that is no document's and hands its tree to `use` for the time of the call. */
  withText<T>(loaded: LoadedGrammar, written: string, use: (tree: Tree | undefined) => T): T {
    const text = withLineFeeds(written);
    const outcome = nestsTooDeep(loaded, text) ? undefined : this.run(loaded, text, undefined, longestUpdateMs);
    const tree = outcome === 'too-slow' ? undefined : outcome;
    try {
      return use(tree);
    } finally {
      this.free(tree);
    }
  }

  /** Parses the document with `inserted` put in at a UTF-16 offset, and hands that tree to `use` for the time of the call. */
  withInsertion<T>(document: ParsedDocument, offset: number, written: string, use: (tree: Tree) => T): T | undefined {
    const { loaded, text } = document;
    const inserted = withLineFeeds(written);
    const isLong = inserted.length > uncheckedUnits(loaded.grammar.languageId);
    if (this.damaged || (isLong && nestsTooDeep(loaded, inserted))) return undefined;
    const changed = text.slice(0, offset) + inserted + text.slice(offset);
    const copy = document.tree.copy();
    copy.edit(editOf(text, { start: offset, end: offset, written: inserted }));
    const tree = this.run(loaded, changed, copy, longestUpdateMs);
    this.free(copy);
    if (tree === undefined || tree === 'too-slow') return undefined;
    try {
      return use(tree);
    } finally {
      this.free(tree);
    }
  }

  /** Drops what is kept of a document. */
  forget(uri: string): void {
    this.free(this.kept.get(uri)?.tree);
    this.kept.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.kept.keys()]) this.forget(uri);
    for (const parser of this.parsers.values()) this.free(parser);
    this.parsers.clear();
  }

  /** Parses a text for `sliceMs` at a time; undefined when that takes too long or is not wanted any more. */
  private *inSlices(
    { language }: LoadedGrammar,
    text: string,
    old: Tree | undefined,
    sliceMs: number,
    isWanted: () => boolean,
  ): Generator<undefined, Tree | undefined> {
    const parser = new Parser().setLanguage(language);
    try {
      for (let left = longestInStepsMs; !this.damaged && left > 0 && isWanted(); ) {
        const started = performance.now();
        const tree = this.guarded(() =>
          parser.parse(text, old, { progressCallback: () => performance.now() > started + sliceMs }),
        );
        left -= performance.now() - started;
        if (tree) return tree;
        yield;
      }
      return undefined;
    } finally {
      this.free(parser);
    }
  }

  private keep(uri: string, loaded: LoadedGrammar, next: Kept, known: Kept | undefined): ParsedDocument | undefined {
    if (known?.tree !== next.tree) this.free(known?.tree);
    this.kept.delete(uri);
    this.kept.set(uri, next);
    this.forgetOldest();
    return next.tree === undefined ? undefined : { loaded, text: next.text, tree: next.tree };
  }

  /** Parses for at most `ms`. After that the document is behind: its tree, if there was one, is told of the edits alone. */
  private update(loaded: LoadedGrammar, last: Kept | undefined, text: string, ms: number): Kept {
    const { languageId } = loaded.grammar;
    const isSame = last?.tree !== undefined && last.text === text;
    if (last?.tooSlow === true || (isSame && !last.behind)) return { ...last, text };
    const edits = last?.tree === undefined ? undefined : isSame ? [] : textEdits(last.text, text);
    const changed = edits?.reduce((sum, edit) => sum + unitsOf(edit), 0) ?? Infinity;
    const next = { languageId, text, tree: undefined, behind: false, tooSlow: false };
    let unchecked = (last?.unchecked ?? 0) + changed;
    if (unchecked > uncheckedUnits(languageId)) {
      if (nestsTooDeep(loaded, text)) return { ...next, unchecked: Infinity };
      unchecked = 0;
    }
    for (const edit of edits ?? []) last?.tree?.edit(edit);
    const outcome = this.run(loaded, text, last?.tree, ms);
    if (outcome === 'too-slow') return { ...next, tree: last?.tree, behind: true, unchecked };
    return { ...next, tree: outcome, unchecked };
  }

  private run(loaded: LoadedGrammar, text: string, old: Tree | undefined, ms: number): Outcome {
    if (this.damaged) return undefined;
    const parser = this.parserOf(loaded);
    const deadline = performance.now() + ms;
    const tree = this.guarded(() => parser.parse(text, old, { progressCallback: () => performance.now() > deadline }));
    if (tree !== null) return tree;
    parser.reset();
    return 'too-slow';
  }

  /** Does something in WebAssembly; undefined when that fails for good. */
  private guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!isRuntimeDamage(error)) throw error;
      this.damaged = true;
      return undefined;
    }
  }

  private parserOf({ grammar, language }: LoadedGrammar): Parser {
    const known = this.parsers.get(grammar.languageId);
    if (known !== undefined) return known;
    const parser = new Parser().setLanguage(language);
    this.parsers.set(grammar.languageId, parser);
    return parser;
  }

  private free(held: Tree | Parser | undefined): void {
    if (!this.damaged) held?.delete();
  }

  private forgetOldest(): void {
    for (const uri of this.kept.keys()) {
      if (this.kept.size <= this.most) return;
      this.forget(uri);
    }
  }
}

/** What is kept of a document that nobody waits for any longer. */
function givenUp(kept: Kept): Kept {
  return { ...kept, tree: undefined, behind: false, tooSlow: true };
}

/** How many are taken out and put in. */
function unitsOf({ startIndex, oldEndIndex, newEndIndex }: Edit): number {
  return oldEndIndex + newEndIndex - 2 * startIndex;
}

function nestsTooDeep({ grammar }: LoadedGrammar, text: string): boolean {
  return nestingProblem(grammar.languageId, text) !== undefined;
}
