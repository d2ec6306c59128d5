import { describe, expect, it } from 'vitest';
import { remediesOf } from '../../../src/extension/remedies';

describe('what a notification of a failure offers', () => {
  it.each([
    ['unauthorised', ['Set Key', 'Check Endpoint']],
    ['over-budget', ['Change Limits', 'Check Endpoint']],
    ['unreachable', ['Check Endpoint', 'Set Endpoint']],
  ] as const)('an endpoint: %s', (kind, remedies) => {
    expect(remediesOf(kind, 'openai')).toEqual(remedies);
  });

  it.each(['unauthorised', 'not-found', 'rate-limited'] as const)(
    'a model of the editor has no endpoint to check or to set: %s',
    (kind) => expect(remediesOf(kind, 'editor')).toEqual(['Choose Model']),
  );
});
