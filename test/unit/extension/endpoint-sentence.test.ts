import { expect, it } from 'vitest';
import { endpointSentence } from '../../../src/extension/endpoint-sentence';

const none = { chat: '', completion: '' };

it.each([
  ['', none, 'Completion and chat use m at h:1.'],
  ['m', none, 'Completion and chat use m at h:1.'],
  ['c', none, 'Completion uses m at h:1. Chat uses c at h:1, as cairn.endpoint.chatModel says.'],
  [
    'c',
    { ...none, chat: 'a/b' },
    'Completion uses m at h:1. Chat uses a/b of VS Code, as cairn.editorModel.chat says.',
  ],
  [
    '',
    { ...none, completion: 'a/b' },
    'Completion uses a/b of VS Code, as cairn.editorModel.completion says. Chat uses m at h:1.',
  ],
] as const)('says which models serve (chat model %j, of the editor %j)', (chatModel, editor, sentence) => {
  expect(endpointSentence({ model: 'm', host: 'h:1', chatModel }, editor)).toBe(sentence);
});
