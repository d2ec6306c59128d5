import { expect, it } from 'vitest';
import { mayAskAhead } from '../../../src/extension/may-ask-ahead';
import type { ModelState } from '../../../src/extension/model-owner';

const at = (host: string): ModelState => ({ kind: 'endpoint', model: 'm', chatModel: 'm', host });
const withEditor = (base: ModelState): ModelState => ({ ...base, editor: { chat: '', completion: 'acme/one' } });

it.each([
  ['an endpoint on this machine', at('localhost:8080'), { never: false, local: true, always: true }],
  ['an endpoint on this machine by IPv6', at('[::1]:11434'), { never: false, local: true, always: true }],
  ['an endpoint as servers name where they listen', at('0.0.0.0:8000'), { never: false, local: true, always: true }],
  ['the same by IPv6', at('[::]:8000'), { local: true }],
  ['a chat model of the editor', { ...at('127.0.0.1'), editor: { chat: 'a/b', completion: '' } }, { local: true }],
  ['another endpoint', at('localhost.example:8080'), { never: false, local: false, always: true }],
  ["the editor's model, though an endpoint is here", withEditor(at('localhost')), { local: false, always: true }],
  ["the editor's model", withEditor({ kind: 'embedded' }), { never: false, local: false, always: true }],
] as const)('%s', (_, model, wanted) => {
  for (const [choice, may] of Object.entries(wanted))
    expect([choice, mayAskAhead(choice as 'never' | 'local' | 'always', model)]).toEqual([choice, may]);
});
