export { CompletionPipeline } from './completion-pipeline';
export type { CompletionPorts } from './completion-pipeline';
export type { CursorState } from './cursor';
export type { CompletionObserver, ModelHealth, RequestFacts } from './observer';
export { discardReasons, reasonsBeforeAsking } from './outcome';
export type {
  Alternative,
  CompletionMeasures,
  CompletionOutcome,
  DiscardReason,
  FilterName,
  Suggestion,
} from './outcome';
export { defaultCompletionSettings } from './settings';
export type { CompletionSettings } from './settings';
export type { CompletionTrigger } from './when';
