import type { IndexedFile, WorkspaceIndex } from '../../index';
import type { SymbolDefinition, SymbolKind } from '../../syntax';
import { estimateTokens } from '../../text';
import { HEADING_TOKENS } from './packed';
import { type Reach, reachOf } from './visibility';

/** A cursor looks at a few hundred, and the next one at nearly the same. */
const KEPT = 4096;
/** Definitions of one name that are counted; with more it is just as common a name. */
const MOST_NAMESAKES = 300;

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
  /** How many files use its name, and how many definitions have it, as evidence. */
  readonly popular: number;
  readonly namesakes: number;
}

interface Known {
  /** Of the index: while it is the same, a row stands for the same definition, and names are as common. */
  readonly revision: number;
  readonly facts: DefinitionFacts;
}

/** Facts of the definitions that were looked at lately, by their rows in the index. */
export class KnownDefinitions {
  private readonly known = new Map<number, Known>();

  /** Facts of the definition that a row of `file` stands for now. */
  of(row: number, file: IndexedFile, index: WorkspaceIndex): DefinitionFacts {
    const { revision } = index;
    const known = this.known.get(row);
    if (known?.revision === revision) return known.facts;
    const symbol = index.symbols.symbolOf(row);
    const identifier = index.symbols.identifierAt(row);
    const facts = {
      ...(known?.facts.symbol === symbol ? known.facts : own(symbol, file)),
      popular: Math.log10(1 + index.filesWith(identifier)) / 3,
      namesakes: Math.log10(Math.min(index.symbols.countOfIdentifier(identifier), MOST_NAMESAKES)),
    };
    if (this.known.size >= KEPT) this.known.clear();
    this.known.set(row, { revision, facts });
    return facts;
  }

  clear(): void {
    this.known.clear();
  }
}

/** What does not depend on other definitions. */
function own(symbol: SymbolDefinition, file: IndexedFile): Omit<DefinitionFacts, 'popular' | 'namesakes'> {
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
