import type { IndexedFile } from '../../index';
import type { SymbolDefinition, SymbolKind } from '../../syntax';
import { estimateTokens } from '../../text';
import { HEADING_TOKENS } from './packed';
import { type Reach, reachOf } from './visibility';

/** A cursor looks at a few hundred, and the next one at nearly the same. */
const KEPT = 4096;

const TYPE_KINDS: ReadonlySet<SymbolKind> = new Set(['class', 'interface', 'type', 'enum', 'module']);

/** What a definition says itself, whatever stands at the cursor. */
export interface DefinitionFacts {
  readonly symbol: SymbolDefinition;
  readonly isMember: boolean;
  readonly isType: boolean;
  readonly isFunction: boolean;
  /** From another directory than its own. */
  readonly reach: Reach;
  readonly reachBeside: Reach;
  /** The same while its file and its signature are. */
  readonly key: string;
  /** What its signature takes of a budget. */
  readonly tokens: number;
}

/** Facts of the definitions that were looked at lately, by their rows in the index. */
export class KnownDefinitions {
  private readonly known = new Map<number, DefinitionFacts>();

  /** Facts of the definition that a row of `file` stands for now. */
  of(row: number, symbol: SymbolDefinition, file: IndexedFile): DefinitionFacts {
    const known = this.known.get(row);
    // A row may come to stand for another definition, which is another object then.
    if (known?.symbol === symbol) return known;
    if (this.known.size >= KEPT) this.known.clear();
    const facts = factsOf(symbol, file);
    this.known.set(row, facts);
    return facts;
  }

  clear(): void {
    this.known.clear();
  }
}

function factsOf(symbol: SymbolDefinition, file: IndexedFile): DefinitionFacts {
  const { kind, container, signature } = symbol;
  return {
    symbol,
    isMember: container !== '' && kind !== 'class' && kind !== 'interface',
    isType: TYPE_KINDS.has(kind),
    isFunction: kind === 'function' || kind === 'method',
    reach: reachOf(symbol, file, false),
    reachBeside: reachOf(symbol, file, true),
    key: `${file.uri}\n${container}\n${signature}`,
    tokens: estimateTokens(signature) + HEADING_TOKENS,
  };
}
