export { CompletionPipeline } from './completion-pipeline';
export type { CompletionObserver, CompletionPorts, ModelHealth, RequestFacts } from './completion-pipeline';
export type { CursorState } from './cursor';
export { discardReasons, reasonsBeforeAsking } from './outcome';
export type { CompletionMeasures, CompletionOutcome, DiscardReason, FilterName, Suggestion } from './outcome';
export { defaultCompletionSettings } from './settings';
export type { CompletionSettings } from './settings';
export type { CompletionTrigger } from './when';
