export type {
  ContextSource,
  CursorQuery,
  CursorSyntax,
  Dropped,
  DropReason,
  EnginePhase,
  EngineProgress,
  EngineStatus,
  Evidence,
  Explanation,
  Multiplier,
  Question,
  ReachedLimit,
  RecentEdit,
  Retrieval,
  ScoredFile,
  SetAsideFile,
  Snippet,
  SnippetKind,
  StreamedText,
  SymbolHit,
  SymbolQuery,
  SyntaxVerdict,
  Timings,
} from './contract';
export { LocalContext } from './local-context';
export type { LocalContextParts } from './local-context-parts';
export type { IndexObserver } from './index-observers';
export type { IndexStoreParts } from './index-store';
export type { IndexProgress } from './index-work';
