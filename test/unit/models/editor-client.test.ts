import { describe, expect, it } from 'vitest';
import { type ChatMessage, EditorClient, type EditorModel, ModelError } from '../../../src/engine/models';
import { atCursor, chat, complete, failure, sendable } from './endpoint-fixture';

/** A model of the editor that says these pieces; null stands for silence from there on. */
function editorModel(pieces: readonly (string | null)[]) {
  const asked: { readonly messages: readonly ChatMessage[]; readonly signal: AbortSignal }[] = [];
  const model: EditorModel = {
    name: 'acme/one',
    async send(messages, signal) {
      asked.push({ messages, signal });
      return (async function* () {
        for (const piece of pieces) {
          if (piece === null) await new Promise(() => undefined);
          else yield piece;
        }
      })();
    },
  };
  return { model, asked };
}

const failing = (error: unknown): EditorModel => ({ name: 'acme/one', send: () => Promise.reject(error) });

describe("one of the editor's own models", () => {
  it('fills the gap at the cursor', async () => {
    const { model, asked } = editorModel(['<fi', 'll>4', '2</fill> as asked']);
    const client = new EditorClient(model);
    expect(client.description).toMatchObject({ id: 'acme/one', endpointKind: 'editor', canChat: true });
    expect(await complete(client, { prompt: await atCursor('const x = ', ';') })).toBe('42');
    expect(asked[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(asked[0]?.messages[1]?.content).toContain('const x = <hole/>;');
  });

  it.each([
    ['\n', ['<fill>42;', '\n']],
    ['\r\n in two pieces', ['<fill>42;\r', '\n']],
    ['further lines', ['<fill>42;\nconst y', ' = 1;']],
  ])('has said one line when it ends with %s, whether it goes on or not', async (_what, said) => {
    const { model, asked } = editorModel([...said, null]);
    const prompt = await atCursor('const x = ', '');
    expect(await complete(new EditorClient(model), { prompt, multiLine: false })).toBe('42;');
    expect(asked).toHaveLength(1);
  });

  it('is not asked for a second text, since it would say the same', async () => {
    const { model, asked } = editorModel(['<fill>42</fill>']);
    expect(await complete(new EditorClient(model), { variety: 1 })).toBe('');
    expect(asked).toEqual([]);
  });

  it('answers questions', async () => {
    const { model, asked } = editorModel(['It ', 'adds.']);
    const prompt = await sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }]);
    expect(await chat(new EditorClient(model), prompt)).toBe('It adds.');
    expect(asked[0]?.messages).toEqual([{ role: 'user', content: 'Why?' }]);
  });

  it('is cancelled with the request, and when its text is not wanted any more', async () => {
    const { model, asked } = editorModel(['<fill>one two', ' three', null]);
    const abort = new AbortController();
    const completing = failure(complete(new EditorClient(model), { signal: abort.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect((await completing).name).toBe('AbortError');
    expect(asked[0]?.signal.aborted).toBe(true);
    await complete(new EditorClient(editorModel(['<fill>1</fill>', null]).model));
  });

  it.each([
    [new ModelError('not-found', 'Gone.'), 'not-found', /^Gone\.$/],
    [
      new Error('your prompt was: const secret'),
      'server-error',
      /^The model acme\/one of VS Code failed: try again, or choose/,
    ],
  ])('that fails with %s is told in one sentence', async (error, kind, message) => {
    const told = await failure(complete(new EditorClient(failing(error))));
    expect(told).toMatchObject({ kind });
    expect(told.message).toMatch(message);
  });

  it('that falls silent is given up', async () => {
    const timeouts = { completionFirstByteMs: 50, chatIdleMs: 50 };
    const silent = new EditorClient(editorModel([null]).model, timeouts);
    expect(await failure(complete(silent))).toMatchObject({ kind: 'timeout' });
    const halting = new EditorClient(editorModel(['It ', null]).model, timeouts);
    const prompt = await sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }]);
    const error = await failure(chat(halting, prompt));
    expect(error).toMatchObject({ kind: 'stalled' });
    expect(error.message).toMatch(/model acme\/one of VS Code said nothing/);
  });
});
