import type { IndexedFile, WorkspaceIndex } from '../../index';
import type { SymbolDefinition, SymbolKind } from '../../syntax';
import { estimateTokens } from '../../text';
import { setOfKind, type DescribedKinds, type DefinitionCounts, scoreOfKinds } from './described-kinds';
import { HEADING_TOKENS } from './packed';
import { type Reach, reachOf } from './visibility';

/** A cursor looks at a few hundred, and the next one at nearly the same. */
const KEPT = 4096;
/** Definitions of one name that are counted; with more it is just as common a name. */
const MOST_NAMESAKES = 300;

const TYPE = setOfKind('type');
const FUNCTION = setOfKind('function');
const VALUE = setOfKind('value');
const ASIDE = setOfKind('aside');
const DERIVED = setOfKind('derived');
const OWN_FILE_ONLY = setOfKind('own-file-only');
const NAMESAKES = setOfKind('namesakes');
const POPULAR = setOfKind('popular');
const LENGTH = setOfKind('length');
const TYPE_KINDS: ReadonlySet<SymbolKind> = new Set(['class', 'interface', 'type', 'enum', 'module']);

/** What a definition says itself, whatever stands at the cursor. */
export interface DefinitionFacts extends DefinitionCounts {
  readonly file: IndexedFile;
  readonly symbol: SymbolDefinition;
  /** The number of its name in the index. */
  readonly identifier: number;
  readonly isMember: boolean;
  readonly isType: boolean;
  /** From another directory than its own. */
  readonly reach: Reach;
  readonly reachBeside: Reach;
  /** The same while its file and its signature are. */
  readonly key: string;
  /** What its signature takes of a budget. */
  readonly tokens: number;
  /** The kinds of evidence that it has at every cursor, and what they add to its score. */
  readonly kinds: DescribedKinds;
  readonly score: number;
}

interface Known {
  /** Of the index: while it is the same, a row stands for the same definition, and names are as common. */
  readonly revision: number;
  readonly facts: DefinitionFacts;
}

/** Facts of the definitions that were looked at lately, by their rows in the index. */
export class KnownDefinitions {
  private readonly known = new Map<number, Known>();

  /** Facts of the definition that a row stands for now. */
  of(row: number, index: WorkspaceIndex): DefinitionFacts {
    const { revision } = index;
    const known = this.known.get(row);
    if (known?.revision === revision) return known.facts;
    const symbol = index.symbols.symbolOf(row);
    const identifier = index.symbols.identifierAt(row);
    const file = index.fileOfRow(row);
    const files = index.filesWith(identifier);
    const lasting = known?.facts.symbol === symbol ? known.facts : own(symbol, file);
    const counts = {
      popular: Math.log10(1 + files) / 3,
      namesakes: Math.log10(Math.min(index.symbols.countOfIdentifier(identifier), MOST_NAMESAKES)),
      length: Math.log10(lasting.tokens) / 2,
    };
    const kinds = kindsOf(symbol.kind, file.signals) | (files <= 1 ? OWN_FILE_ONLY : 0);
    const facts = {
      ...lasting,
      ...counts,
      file,
      identifier,
      kinds,
      score: scoreOfKinds(kinds, counts),
    };
    if (this.known.size >= KEPT) this.known.clear();
    this.known.set(row, { revision, facts });
    return facts;
  }

  clear(): void {
    this.known.clear();
  }
}

function kindsOf(kind: SymbolKind, { test, example, generated, vendored }: IndexedFile['signals']): DescribedKinds {
  const isFunction = kind === 'function' || kind === 'method';
  return (
    (TYPE_KINDS.has(kind) ? TYPE : isFunction ? FUNCTION : VALUE) |
    (test || example ? ASIDE : 0) |
    (generated || vendored ? DERIVED : 0) |
    NAMESAKES |
    POPULAR |
    LENGTH
  );
}

/** What does not depend on other definitions. */
function own(
  symbol: SymbolDefinition,
  file: IndexedFile,
): Omit<DefinitionFacts, keyof DefinitionCounts | 'file' | 'identifier' | 'kinds' | 'score'> {
  const { kind, container, signature } = symbol;
  return {
    symbol,
    isMember: container !== '' && kind !== 'class' && kind !== 'interface',
    isType: TYPE_KINDS.has(kind),
    reach: reachOf(symbol, file, false),
    reachBeside: reachOf(symbol, file, true),
    key: `${file.uri}\n${container}\n${signature}`,
    tokens: estimateTokens(signature) + HEADING_TOKENS,
  };
}
