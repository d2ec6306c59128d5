export { EmbeddedModel, SHOW_THRESHOLD } from './embedded';
export type { EmbeddedStats, LinePrediction, LineQuery } from './embedded';
export {
  checkEndpoint,
  EditorClient,
  endpointClient,
  EndpointLimits,
  EndpointMemory,
  fimSettingValues,
  isLoopback,
  listModels,
  noLimits,
  readFimSetting,
  validateBaseUrl,
} from './endpoint';
export type {
  ChatMessage,
  CheckedUrl,
  CheckLine,
  CheckRequest,
  CheckTopic,
  EditorModel,
  EndpointConfig,
  EndpointTimeouts,
  FimChoice,
  FimKind,
  LimitSettings,
  ModelList,
  TokenUse,
  UseRecord,
} from './endpoint';
export { gate } from './gate';
export type { GateContext } from './gate';
export { EMBEDDED_MODEL, isModelError, ModelError } from './model-client';
export type {
  ChatRequest,
  CompletionChunk,
  CompletionRequest,
  EndpointKind,
  ModelClient,
  ModelDescription,
  ModelErrorKind,
} from './model-client';
export type { PromptPart, Slot } from './prompt';
export { cachedScanner, lazySecretScanner, loadSecretScanner } from './secret-scanner';
export type { SecretScanner, SecretSpan } from './secret-scanner';
export type { GateAction, GateReport, Sendable } from './sendable';
