import { describe, expect, it } from 'vitest';
import { remediesOf } from '../../../src/extension/remedies';

describe('what a notification of a failure offers', () => {
  it.each([
    ['unauthorised', 'Set Key'],
    ['over-budget', 'Change Limits'],
    ['unreachable', 'Set Endpoint'],
  ] as const)('an endpoint: %s', (kind, remedy) => {
    expect(remediesOf(kind, 'openai')).toEqual(['Check Endpoint', remedy]);
  });

  it.each(['unauthorised', 'not-found', 'rate-limited'] as const)(
    'a model of the editor has no endpoint to check or to set: %s',
    (kind) => expect(remediesOf(kind, 'editor')).toEqual(['Choose Model']),
  );
});
