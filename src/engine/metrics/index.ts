export type { DocumentChange, TextChange } from './change-effect';
export { typedBeforeCursor } from './characters';
export type {
  AnomalyEvent,
  EventProblem,
  MarkerEvent,
  MetricsEvent,
  RetentionEvent,
  SuggestionEvent,
  Trigger,
  TypingEvent,
  UndoneEvent,
} from './events';
export { EVENT_VERSION, parseEvent, serializeEvent } from './events';
export { saltedFileId } from './file-id';
export type { StoredCounts, SumOptions } from './counted-days';
export type { CountGroup, Counts } from './counts';
export { acceptanceIn, acceptanceInBy, countsOf, retentionIn, sumOfCounts } from './counts';
export { loadAcceptanceReport } from './load-report';
export type { Acceptance, AcceptanceFilter, AcceptanceGroup, Grouping } from './rates';
export { acceptance, acceptanceBy } from './rates';
export type { RetentionFigures } from './retention';
export { retention } from './retention';
export { RunningCounts } from './running-counts';
export type { StoredEvents, StoreHost, StoreOptions } from './store';
export { MetricsStore } from './store';
export type { DiscardReason, EndCause, SuggestionState, TerminalState } from './suggestion';
export { DISCARD_REASONS } from './suggestion';
export type { RequestFacts, RequestMeasures } from './suggestion-event';
export { SuggestionTracker } from './tracker';
export type { Offer, TrackerCounts, TrackerOptions } from './tracker-contract';
export type { Schedule } from './typing';
export { describeBriefly } from './words';
