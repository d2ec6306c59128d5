import { isModelError, type ModelErrorKind } from '../models';
import type { AnswerAction, AnswerEvent } from './conversation';

const actions: Readonly<Record<ModelErrorKind, AnswerAction>> = {
  'bad-address': 'set-endpoint',
  unreachable: 'check-endpoint',
  'not-found': 'check-endpoint',
  'not-the-protocol': 'check-endpoint',
  unauthorised: 'set-key',
  rejected: 'show-log',
  timeout: 'retry',
  stalled: 'retry',
  'rate-limited': 'retry',
  'over-budget': 'change-limits',
  loading: 'retry',
  'server-error': 'retry',
  'closed-early': 'retry',
};

type FailedEvent = Extract<AnswerEvent, { kind: 'failed' }>;

export function failed(message: string, action: AnswerAction): FailedEvent {
  return { kind: 'failed', message, action };
}

/** One sentence and one action for an error thrown by a model. */
export function modelFailure(error: unknown): FailedEvent {
  if (isModelError(error)) return failed(error.message, actions[error.kind]);
  return failed('The model stopped with an unexpected error; ask again, or see the log.', 'show-log');
}
