import type { IndexedFile } from '../../index';
import type { SymbolDefinition } from '../../syntax';
import type { FoundRow } from './candidate-set';
import type { CursorSearch } from './cursor-search';
import { type EvidenceKind, SLOTS } from './evidence';
import { reachOf } from './visibility';

/** Definitions of one name that are counted; with more it is just as common a name. */
const MOST_NAMESAKES = 300;
const TYPE_KINDS: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'enum', 'module']);

/** A definition that may help, with what speaks for and against it. */
export interface Candidate {
  readonly file: IndexedFile;
  readonly symbol: SymbolDefinition;
  /** By the order of `EVIDENCE`. */
  readonly values: Float32Array;
}

/** Adds what follows from the definition itself and from its file. */
export function describeCandidate({ row, values }: FoundRow, search: CursorSearch): Candidate {
  const { cursor, index } = search;
  const { symbols } = index;
  const file = index.fileOfRow(row);
  const symbol = symbols.symbolOf(row);
  const set = (kind: EvidenceKind, value = 1) => {
    values[SLOTS[kind]] = value;
  };
  const has = (kind: EvidenceKind) => (values[SLOTS[kind]] as number) > 0;
  const isMember = symbol.container !== '' && symbol.kind !== 'class' && symbol.kind !== 'interface';
  if (cursor.receiver.length > 0) set(isMember ? 'member-after-dot' : 'top-after-dot');
  else if (isMember) set('member-elsewhere');
  const isType = TYPE_KINDS.has(symbol.kind);
  if (cursor.expectsType) set(isType ? 'expected-type' : 'unexpected-value');
  if (isType) set('type');
  else if (symbol.kind === 'function' || symbol.kind === 'method') set('function');
  else set('value');
  const sameDirectory = search.isBeside(file);
  if (sameDirectory) set('same-folder');
  const reach = reachOf(symbol, file, sameDirectory);
  if (reach !== 'open') set(reach);
  if (cursor.isUsed(symbol.name)) set('shown');
  if (file.signals.test || file.signals.example) set('aside');
  if (file.signals.generated || file.signals.vendored) set('derived');
  const identifier = symbols.identifierAt(row);
  const popular = Math.log10(1 + index.filesWith(identifier)) / 3;
  set('popular', popular);
  if (has('receiver-module') || has('receiver-type')) set('popular-of-receiver', popular);
  if (has('imported-file')) set('popular-imported', popular);
  set('namesakes', Math.log10(Math.min(symbols.countOfIdentifier(identifier), MOST_NAMESAKES)));
  return { file, symbol, values };
}
