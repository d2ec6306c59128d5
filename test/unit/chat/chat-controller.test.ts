import { describe, expect, it } from 'vitest';
import { ConversationStore, FilePicker, type Source } from '../../../src/engine/chat';
import type { ModelClient } from '../../../src/engine/models';
import type { Policy } from '../../../src/engine/workspace';
import { ChatController } from '../../../src/extension/chat/chat-controller';
import { indentToCursor } from '../../../src/extension/chat/indent';
import { panelHtml } from '../../../src/extension/chat/panel-html';
import { parseToPanel, type ToPanel } from '../../../src/webview/chat/protocol';
import { FakeContext, FakeModel, MemoryHost, policyWith, portsWith, snippet, uriOf } from './fakes';

/** A model whose stream goes on when the test says so. */
function steppedModel(first: string) {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const model = new FakeModel(async function* (signal) {
    yield first;
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([released, aborted]);
    yield ' and more';
  });
  return { model, release: () => release() };
}

/** `window` keeps what a window keeps over a reload. */
function chat(
  options: { model?: ModelClient; host?: MemoryHost; paths?: readonly string[]; window?: { shown?: string } } = {},
) {
  const host = options.host ?? new MemoryHost();
  const window: { shown?: string } = options.window ?? {};
  const posted: ToPanel[] = [];
  const done: string[] = [];
  const opened: Source[] = [];
  const waiting: { found: (message: ToPanel) => boolean; resolve: () => void }[] = [];
  const world = { model: options.model as ModelClient | undefined, policy: policyWith() as Policy | undefined };
  const context = new FakeContext(
    [snippet('src/a.ts', 4, 'canary();'), snippet('src/b.ts', 0, 'other();')],
    options.paths,
  );
  const lines: string[] = [];
  const store = new ConversationStore(host, '/chat', (line) => lines.push(line));
  const controller = new ChatController({
    answering: portsWith(context, { model: () => world.model, policy: () => world.policy }),
    store,
    picker: new FilePicker(context, () => 0),
    surface: {
      openSource: async (source) => void opened.push(source),
      openLink: async (href) => void done.push(`link ${href}`),
      copy: async (text) => void done.push(`copy ${text}`),
      insert: async (text) => void done.push(`insert ${text}`),
      act: async (action) => void done.push(action),
      openFiles: () => [],
    },
    host,
    shown: { get: () => window.shown, set: (id) => void (window.shown = id) },
    modelName: () => world.model?.description.id,
    post: (message) => {
      expect(parseToPanel(JSON.parse(JSON.stringify(message)))).toEqual(JSON.parse(JSON.stringify(message)));
      posted.push(message);
      for (const entry of waiting.splice(0)) entry.found(message) ? entry.resolve() : waiting.push(entry);
    },
    log: (line) => lines.push(line),
  });
  const until = (found: (message: ToPanel) => boolean) =>
    posted.some(found) ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ found, resolve }));
  const state = async () => {
    await controller.receive({ kind: 'ready' });
    const last = posted.at(-1);
    if (last?.kind !== 'state') throw new Error('no state');
    return last;
  };
  return { controller, posted, done, opened, world, host, store, lines, until, state, context };
}

describe('the chat controller', () => {
  it('posts nothing before the panel is ready, then the whole state', async () => {
    const { controller, posted, state } = chat({ model: FakeModel.saying('It is here [1].') });
    await controller.ask('where is the canary');
    expect(posted).toEqual([]);
    expect(await state()).toMatchObject({
      model: 'fake',
      turns: [
        {
          question: 'where is the canary',
          answer: 'It is here [1].',
          outcome: { kind: 'done' },
          sources: [
            { number: 1, path: 'src/a.ts', firstLine: 5, lastLine: 5 },
            { number: 2, path: 'src/b.ts' },
          ],
        },
      ],
    });
  });

  it('streams pieces that say where they belong', async () => {
    const { controller, posted, state } = chat({ model: FakeModel.saying('ab', 'cd') });
    await state();
    await controller.receive({ kind: 'ask', text: ' where ' });
    expect(posted.flatMap((message) => (message.kind === 'delta' ? [[message.at, message.text]] : []))).toEqual([
      [0, 'ab'],
      [2, 'cd'],
    ]);
  });

  it('keeps the conversation over a reload', async () => {
    const host = new MemoryHost();
    const window = {};
    const before = chat({ host, window });
    await before.controller.ask('where is the canary');
    const after = chat({ host, window });
    expect((await after.state()).turns).toEqual((await before.state()).turns);
    await after.controller.receive({
      kind: 'open-source',
      turnId: (await after.state()).turns[0]?.id ?? '',
      number: 1,
    });
    expect(after.opened.map((source) => source.origin.uri)).toEqual([uriOf('src/a.ts')]);
  });

  it('stops when asked to, and keeps what was written', async () => {
    const { model } = steppedModel('half');
    const { controller, until, state } = chat({ model });
    await state();
    const asked = controller.ask('one');
    await until((message) => message.kind === 'delta');
    await controller.receive({ kind: 'stop' });
    await asked;
    expect((await state()).turns).toMatchObject([{ answer: 'half', outcome: { kind: 'stopped' } }]);
  });

  it('writes one answer at a time: a new question stops the answer before', async () => {
    const { model, release } = steppedModel('half');
    const { controller, until, state } = chat({ model });
    await state();
    const asked = controller.ask('one');
    await until((message) => message.kind === 'delta');
    release();
    await Promise.all([asked, controller.ask('two'), controller.ask('three')]);
    const { turns } = await state();
    expect(turns.map((turn) => turn.question)).toEqual(['one', 'two', 'three']);
    expect(turns.filter((turn) => turn.outcome.kind === 'running')).toEqual([]);
    expect(turns.at(-1)?.outcome.kind).toBe('done');
  });

  it('purges the screen, the answer being written and the disk when a file becomes private', async () => {
    const { model } = steppedModel('canary said');
    const { controller, until, state, world, host } = chat({ model });
    await state();
    const asked = controller.ask('where is it');
    await until((message) => message.kind === 'delta');
    world.policy = policyWith({ 'src/a.ts': 'private' }, 8);
    await controller.policyChanged();
    await asked;
    const { turns } = await state();
    expect(turns).toMatchObject([{ outcome: { kind: 'stopped' }, sources: [{ path: 'src/b.ts' }] }]);
    expect(turns[0]?.answer).toContain('excluded now');
    const disk = [...host.files.keys()].map((path) => host.text(path)).join('\n');
    expect(disk).not.toMatch(/canary said|src\/a\.ts/);
  });

  it('applies the policy to the conversation it loads', async () => {
    const host = new MemoryHost();
    const window = {};
    await chat({ host, window }).controller.ask('where is the canary');
    const later = chat({ host, window });
    later.world.policy = policyWith({ 'src/a.ts': 'private' });
    expect(JSON.stringify(await later.state())).not.toContain('canary()');
  });

  it('asks again in place of an answer that failed', async () => {
    const { controller, state, world, context, done } = chat();
    world.policy = undefined;
    await controller.ask('where is it');
    const [failed] = (await state()).turns;
    expect(failed?.outcome).toMatchObject({ kind: 'failed', action: 'retry' });
    world.policy = policyWith();
    await controller.receive({ kind: 'act', turnId: failed?.id ?? '', action: 'retry' });
    const { turns } = await state();
    expect(turns).toMatchObject([{ question: 'where is it', author: 'snippets', outcome: { kind: 'done' } }]);
    expect(context.questions).toHaveLength(2);
    await controller.receive({ kind: 'act', turnId: '', action: 'set-endpoint' });
    expect(done).toEqual(['set-endpoint']);
  });

  it('starts anew and keeps the old conversation on disk until everything is erased', async () => {
    const { controller, state, store, host } = chat();
    await controller.ask('one');
    await controller.newConversation();
    expect((await state()).turns).toEqual([]);
    await controller.ask('two');
    expect((await store.list()).map((entry) => entry.title)).toEqual(['two', 'one']);
    await controller.eraseAll();
    expect(host.files.size).toBe(0);
    expect((await state()).turns).toEqual([]);
  });

  it('stays new over a reload, and goes back to an earlier conversation when asked to', async () => {
    const host = new MemoryHost();
    const window = {};
    const before = chat({ host, window });
    await before.controller.ask('one');
    await before.controller.newConversation();
    const after = chat({ host, window });
    expect((await after.state()).turns).toEqual([]);
    const [one] = await after.controller.earlier();
    await after.controller.open(one?.id ?? '');
    expect((await after.state()).turns).toMatchObject([{ question: 'one' }]);
    await after.controller.open('0'.repeat(32));
    expect((await after.state()).turns).toMatchObject([{ question: 'one' }]);
  });

  it('shares no conversation between windows that share a directory', async () => {
    const host = new MemoryHost();
    await chat({ host }).controller.ask('from one window');
    const other = chat({ host });
    await other.controller.ask('from another');
    expect((await other.store.list()).map((entry) => entry.turns)).toEqual([1, 1]);
  });

  it('goes on without its file when the disk refuses', async () => {
    const host = new MemoryHost();
    host.writeFile = async () => {
      throw new Error('disk full');
    };
    const { controller, state, lines } = chat({ host });
    await controller.ask('where is the canary');
    expect((await state()).turns).toMatchObject([{ outcome: { kind: 'done' } }]);
    expect(lines).toContain('Chat: save failed (Error).');
  });

  it('offers files as mentions', async () => {
    const { controller, posted, state } = chat({ paths: ['src/a.ts', 'docs/read me.md'] });
    await state();
    await controller.receive({ kind: 'find-files', request: 3, text: 'read' });
    expect(posted.at(-1)).toEqual({
      kind: 'files',
      request: 3,
      files: [{ path: 'docs/read me.md', mention: '@"docs/read me.md"' }],
    });
  });

  it('ignores an empty question and a source that is not there', async () => {
    const { controller, state, opened } = chat();
    await controller.ask('  \n');
    await controller.receive({ kind: 'open-source', turnId: 'x', number: 1 });
    expect((await state()).turns).toEqual([]);
    expect(opened).toEqual([]);
  });
});

describe('code that is inserted', () => {
  it('takes the indentation of the line it starts in, except on blank lines', () => {
    expect(indentToCursor('if (a) {\n  b();\n\n}', '    ')).toBe('if (a) {\n      b();\n\n    }');
    expect(indentToCursor('a\nb', 'x = ')).toBe('a\nb');
    expect(indentToCursor('a\r\n\r\nb', '\t')).toBe('a\r\n\r\n\tb');
  });
});

describe('the page of the panel', () => {
  it('allows no script without the nonce, no inline style and nothing from elsewhere', () => {
    const html = panelHtml({ script: 'https://r/chat.js?a&b', styles: ['https://r/chat.css'] }, 'https://r', 'abc');
    const csp = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(csp).toBe(
      "default-src 'none'; script-src 'nonce-abc'; style-src https://r; font-src https://r; base-uri 'none'; form-action 'none'",
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="abc" src="https://r/chat.js?a&#38;b">');
    expect(html).not.toMatch(/ style=|<style/);
  });
});
