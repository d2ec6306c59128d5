import { expect, it } from 'vitest';
import { modelFailure } from '../../../src/engine/chat/failure';
import { ModelError } from '../../../src/engine/models';

it.each([
  ['unreachable', 'check-endpoint'],
  ['bad-address', 'set-endpoint'],
  ['unauthorised', 'set-key'],
  ['over-budget', 'change-limits'],
  ['timeout', 'retry'],
] as const)('after %s the chat offers to %s', (kind, action) => {
  expect(modelFailure(new ModelError(kind, 'What to do.'))).toEqual({ kind: 'failed', message: 'What to do.', action });
});
