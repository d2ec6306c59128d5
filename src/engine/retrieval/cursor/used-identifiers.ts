import type { WorkspaceIndex } from '../../index';
import { CODE_WORDS } from './code-words';
import type { CursorText } from './cursor-text';

type UsedText = Pick<CursorText, 'usedNames' | 'otherNames'>;

/**
 * Names by their numbers in an index: which of them are code words, and which the text at the cursor uses. A search asks that of hundreds of
 * names, whose spellings lie far apart in memory.
 */
export class UsedIdentifiers {
  private readonly codeWords = new NumberedNames(CODE_WORDS);
  private used = new NumberedNames(new Set());
  private others: ReadonlySet<number> = new Set();

  /** From now on answers for a cursor. */
  serve(index: WorkspaceIndex, { usedNames, otherNames }: UsedText): this {
    if (this.used.names !== usedNames) this.used = new NumberedNames(usedNames);
    this.used.follow(index);
    this.codeWords.follow(index);
    this.others = new Set(Array.from(otherNames, (name) => index.symbols.identifierOf(name)));
    return this;
  }

  isCodeWord(identifier: number): boolean {
    return this.codeWords.has(identifier);
  }

  /** Whether the text has the name outside its imports. */
  isUsed(identifier: number): boolean {
    return this.used.has(identifier) || this.others.has(identifier);
  }
}

/** The numbers that an index has for some names. */
class NumberedNames {
  private index: WorkspaceIndex | undefined;
  private identifiers = 0;
  /** A bit for each identifier. */
  private marks = new Uint32Array(0);

  constructor(readonly names: ReadonlySet<string>) {}

  /** An index gives a name its number when a text first has it. */
  follow(index: WorkspaceIndex): void {
    if (this.index === index && this.identifiers === index.symbols.identifierCount) return;
    this.index = index;
    this.identifiers = index.symbols.identifierCount;
    this.marks = new Uint32Array((this.identifiers >>> 5) + 1);
    for (const name of this.names) {
      const identifier = index.symbols.identifierOf(name);
      const word = identifier >>> 5;
      if (identifier >= 0) this.marks[word] = (this.marks[word] as number) | (1 << identifier);
    }
  }

  has(identifier: number): boolean {
    return ((this.marks[identifier >>> 5] as number) & (1 << identifier)) !== 0;
  }
}
