import { describe, expect, it } from 'vitest';
import { addTurn, answer, applyEvent, type Conversation, newConversation, newTurn } from '../../../src/engine/chat';
import { ModelError } from '../../../src/engine/models';
import {
  collect,
  FakeContext,
  FakeModel,
  policyWith,
  portsWith,
  snippet,
  sourcesOf,
  textOf,
  trace,
  uriOf,
} from './fakes';

const empty = newConversation('0'.repeat(32), 0);
const live = (): AbortSignal => new AbortController().signal;
const ask = (text: string) => ({ trace, text });

const store = snippet('src/store.ts', 9, 'export function save(text: string) {\n  write(text);\n}');
const load = snippet('src/store.ts', 2, 'export function load() {\n  return read();\n}');
const main = snippet('src/main.ts', 0, 'save("x");');

describe('an answer by a model', () => {
  it('streams, with sources grouped by file and numbered from 1', async () => {
    const model = FakeModel.saying('It is ', 'saved [1].');
    const ports = portsWith(new FakeContext([store, main, load]), { model: () => model });
    const events = await collect(answer(ask('how is it saved'), empty, ports, live()));
    expect(events.map((event) => event.kind)).toEqual(['sources', 'delta', 'delta', 'done']);
    expect(
      sourcesOf(events)?.sources.map(({ number, path, origin }) => [number, path, origin.range.start.line]),
    ).toEqual([
      [1, 'src/store.ts', 2],
      [2, 'src/store.ts', 9],
      [3, 'src/main.ts', 0],
    ]);
    expect(textOf(events)).toBe('It is saved [1].');
    const parts = model.requests[0]?.prompt.parts ?? [];
    expect(parts.map((part) => part.slot)).toEqual(['instruction', 'chunk', 'chunk', 'chunk', 'question']);
    expect(parts[2]?.text).toMatch(/^\[2\] lines 10-12\nexport function save/);
    expect(parts[2]?.path).toBe('src/store.ts');
    expect(parts.at(-1)).toMatchObject({ text: 'how is it saved', origin: { kind: 'user' } });
  });

  it('leaves out a file that is private by the newest policy, though retrieval returned it', async () => {
    const model = FakeModel.saying('ok');
    const secret = snippet('secret.ts', 0, 'const canary = "never-leaves";');
    const ports = portsWith(new FakeContext([secret, main]), {
      model: () => model,
      policy: () => policyWith({ 'secret.ts': 'private' }),
    });
    const events = await collect(answer(ask('canary'), empty, ports, live()));
    expect(sourcesOf(events)?.sources.map((source) => source.path)).toEqual(['src/main.ts']);
    expect(JSON.stringify(model.requests[0]?.prompt.parts)).not.toMatch(/canary =|secret\.ts/);
  });

  it('drops a source that becomes private while the gate is asked', async () => {
    const model = FakeModel.saying('ok');
    let asked = 0;
    const policy = () => policyWith(asked++ === 0 ? {} : { 'src/main.ts': 'private' });
    const ports = portsWith(new FakeContext([main, store]), { model: () => model, policy });
    const events = await collect(answer(ask('save'), empty, ports, live()));
    expect(sourcesOf(events)?.sources.map((source) => source.path)).toEqual(['src/store.ts']);
    expect(JSON.stringify(model.requests[0]?.prompt.parts)).not.toContain('main.ts');
  });

  it('quotes a low-quality file only when the question names it', async () => {
    const legacy = snippet('old/legacy.ts', 0, 'const legacy = 1;', { kind: 'mention' });
    const context = new FakeContext([legacy], ['old/legacy.ts']);
    const model = FakeModel.saying('ok');
    const ports = portsWith(context, {
      model: () => model,
      policy: () => policyWith({ 'old/legacy.ts': 'low-quality' }),
    });
    const unnamed = await collect(answer(ask('what is legacy'), empty, ports, live()));
    expect(sourcesOf(unnamed)?.sources).toEqual([]);
    const named = await collect(answer(ask('what is in @legacy.ts?'), empty, ports, live()));
    expect(sourcesOf(named)?.sources.map((source) => source.path)).toEqual(['old/legacy.ts']);
    expect(context.questions[1]?.mentions).toEqual([uriOf('old/legacy.ts')]);
    expect(model.requests[1]?.prompt.parts.find((part) => part.path === 'old/legacy.ts')?.slot).toBe('mention');
  });

  it('says so when there is no policy, and sends nothing', async () => {
    const model = FakeModel.saying('ok');
    const ports = portsWith(new FakeContext([main]), { model: () => model, policy: () => undefined });
    const events = await collect(answer(ask('save'), empty, ports, live()));
    expect(events).toMatchObject([{ kind: 'failed', action: 'retry' }]);
    expect(model.requests).toEqual([]);
  });

  it('stops in mid-stream and keeps what was written', async () => {
    const abort = new AbortController();
    const model = new FakeModel(async function* (signal) {
      yield 'first';
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      yield 'never shown';
    });
    const ports = portsWith(new FakeContext([main]), { model: () => model });
    const events = [];
    for await (const event of answer(ask('save'), empty, ports, abort.signal)) {
      events.push(event);
      if (event.kind === 'delta') abort.abort();
    }
    expect(events.map((event) => event.kind)).toEqual(['sources', 'delta', 'stopped']);
    expect(textOf(events)).toBe('first');
  });

  it('stops when an aborted model throws', async () => {
    const abort = new AbortController();
    const model = new FakeModel(async function* (signal) {
      yield 'first';
      abort.abort();
      signal.throwIfAborted();
    });
    const events = await collect(
      answer(ask('save'), empty, portsWith(new FakeContext([main]), { model: () => model }), abort.signal),
    );
    expect(events.at(-1)).toEqual({ kind: 'stopped' });
  });

  it('stops while retrieval is under way', async () => {
    const abort = new AbortController();
    const context = new FakeContext([main]);
    context.onRetrieve = async () => abort.abort();
    const events = await collect(answer(ask('save'), empty, portsWith(context), abort.signal));
    expect(events).toEqual([{ kind: 'stopped' }]);
  });

  it('fails in mid-stream with the error of the model and what to do about it', async () => {
    const model = new FakeModel(async function* () {
      yield 'half';
      throw new ModelError('unauthorised', 'The endpoint refuses the key; set another one.');
    });
    const ports = portsWith(new FakeContext([main]), { model: () => model });
    const events = await collect(answer(ask('save'), empty, ports, live()));
    expect(textOf(events)).toBe('half');
    expect(events.at(-1)).toEqual({
      kind: 'failed',
      message: 'The endpoint refuses the key; set another one.',
      action: 'set-key',
    });
  });

  it('never shows the message of an unexpected error, which may hold anything', async () => {
    const model = new FakeModel(async function* () {
      yield 'half';
      throw new Error('prompt: secret');
    });
    const events = await collect(
      answer(ask('save'), empty, portsWith(new FakeContext([main]), { model: () => model }), live()),
    );
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(events.at(-1)?.kind).toBe('failed');
  });

  it('fails when the model says nothing', async () => {
    const ports = portsWith(new FakeContext([main]), { model: () => FakeModel.saying('', '') });
    expect((await collect(answer(ask('save'), empty, ports, live()))).at(-1)?.kind).toBe('failed');
  });

  it('asks to try again when the search rejects', async () => {
    const context = new FakeContext();
    context.onRetrieve = async () => {
      throw new Error('connection closed');
    };
    const events = await collect(answer(ask('save'), empty, portsWith(context), live()));
    expect(events).toMatchObject([{ kind: 'failed', action: 'retry' }]);
  });
});

describe('earlier turns', () => {
  async function withTurn(text: string, reply: string): Promise<Conversation> {
    const ports = portsWith(new FakeContext([store]), { model: () => FakeModel.saying(reply) });
    let turn = newTurn('1', trace, text, 0);
    for await (const event of answer(ask(text), empty, ports, live())) turn = applyEvent(turn, event);
    return addTurn(empty, turn);
  }

  it('go along with paths instead of numbers, and hand on what they came from', async () => {
    const model = FakeModel.saying('ok');
    const ports = portsWith(new FakeContext([main]), { model: () => model });
    const events = await collect(
      answer(ask('and who calls it'), await withTurn('where is it', 'There [1].'), ports, live()),
    );
    const parts = model.requests[0]?.prompt.parts ?? [];
    expect(parts.map((part) => part.slot)).toEqual(['instruction', 'chunk', 'question', 'answer', 'question']);
    expect(parts[3]).toMatchObject({
      text: 'There (src/store.ts).',
      origin: { kind: 'model', sources: [{ uri: uriOf('src/store.ts') }] },
    });
    expect(sourcesOf(events)?.background.map((origin) => origin.uri)).toEqual([uriOf('src/store.ts')]);
  });

  it('stay at home when a file behind them is excluded now', async () => {
    const model = FakeModel.saying('ok');
    const ports = portsWith(new FakeContext([main]), {
      model: () => model,
      policy: () => policyWith({ 'src/store.ts': 'private' }),
    });
    await collect(answer(ask('and who calls it'), await withTurn('where is it', 'There [1].'), ports, live()));
    expect(JSON.stringify(model.requests[0]?.prompt.parts)).not.toContain('There');
  });

  it('help a short question that points back to find something', async () => {
    const context = new FakeContext([main]);
    await collect(
      answer(ask('how is it tested?'), await withTurn('where is the parser', 'There [1].'), portsWith(context), live()),
    );
    expect(context.questions[0]?.text).toBe('where is the parser\nhow is it tested?');
  });
});

describe('an answer without a model', () => {
  it('says so, names the command, and shows the best code with its sources', async () => {
    const ports = portsWith(new FakeContext([store, main, load]));
    const events = await collect(answer(ask('how is the text saved'), empty, ports, live()));
    expect(sourcesOf(events)).toMatchObject({ author: 'snippets', epoch: 7 });
    const text = textOf(events);
    expect(text.split('\n')[0]).toBe(
      'No model is set, so this answer is code from your workspace. For written answers, run `Cairn: Set Endpoint`.',
    );
    expect(text).toContain('`src/store.ts` lines 10-12 [1]\n\n```typescript\nexport function save');
    expect(text).toContain('`src/main.ts` line 1 [2]');
    expect(text).toContain('`src/store.ts` lines 3-5 [3]\n\n```typescript\nexport function load() {');
    expect(events.at(-1)).toEqual({ kind: 'done' });
  });

  it.each([
    [
      "'use strict';\n\n/** Modules. */\nvar trust = require('./utils').trust;\nvar View = require('./view');\nvar defaults = {};",
    ],
    ["import {\n  compileTrust,\n  compileQuery,\n} from './utils';\nimport view from './view';"],
    ['package app\n\nimport (\n\t"fmt"\n\t"trust"\n)'],
    ['# what is needed\nfrom .utils import trust\nimport os'],
    ['#pragma once\n#include <vector>\n#include "trust.h"'],
  ])('shows imports after all code: %j', async (imports) => {
    const ports = portsWith(new FakeContext([snippet('src/app.ts', 0, imports), main]));
    const sources = sourcesOf(await collect(answer(ask('where is trust compiled'), empty, ports, live())))?.sources;
    expect(sources?.map(({ path }) => path)).toEqual(['src/main.ts', 'src/app.ts']);
  });

  it('stays short: few blocks, few of one file, few lines of each, and the lines that match', async () => {
    const filler = Array.from({ length: 90 }, (_, line) => `  step${line}();`);
    filler[45] = '  retryBackoff(attempt);';
    const long = snippet('src/long.ts', 100, ['function run() {', ...filler, '}'].join('\n'));
    const many = Array.from({ length: 9 }, (_, at) => snippet('src/many.ts', at * 10, `const many${at} = ${at};`));
    const others = ['a', 'b', 'c'].map((name) => snippet(`src/${name}.ts`, 0, `const ${name} = 1;`));
    const ports = portsWith(new FakeContext([long, ...many, ...others]));
    const events = await collect(answer(ask('where is retryBackoff computed'), empty, ports, live()));
    const sources = sourcesOf(events)?.sources ?? [];
    expect(sources.map((source) => source.path)).toEqual([
      'src/long.ts',
      'src/many.ts',
      'src/many.ts',
      'src/a.ts',
      'src/b.ts',
    ]);
    const block = /```typescript\n([\s\S]*?)\n```/.exec(textOf(events))?.[1] ?? '';
    expect(block).toContain('retryBackoff(attempt);');
    expect(block.split('\n').length).toBe(18);
    const range = sources[0]?.origin.range;
    expect(range && range.end.line - range.start.line).toBe(17);
    expect(block.split('\n')[146 - (range?.start.line ?? 0)]).toBe('retryBackoff(attempt);');
  });

  it('keeps code with fences inside in one block', async () => {
    const ports = portsWith(new FakeContext([snippet('a.md', 0, '```sh\nls\n```', { languageId: 'markdown' })]));
    expect(textOf(await collect(answer(ask('listing'), empty, ports, live())))).toContain(
      '````markdown\n```sh\nls\n```\n````',
    );
  });

  it('shows code as the gate leaves it, without secrets', async () => {
    const key = snippet('src/key.ts', 0, 'const key = "hunter2hunter2";');
    const scanner = {
      scan: async (text: string) => {
        const start = text.indexOf('hunter2hunter2');
        return start < 0 ? [] : [{ start, end: start + 14, rule: 'test' }];
      },
    };
    const events = await collect(answer(ask('key'), empty, portsWith(new FakeContext([key]), { scanner }), live()));
    expect(textOf(events)).toContain('const key = "');
    expect(textOf(events)).not.toContain('hunter2');
  });

  it('treats a model that cannot chat like none', async () => {
    const model = FakeModel.saying('no');
    const mute = Object.assign(FakeModel.saying('no'), { description: { ...model.description, canChat: false } });
    const events = await collect(
      answer(ask('save'), empty, portsWith(new FakeContext([main]), { model: () => mute }), live()),
    );
    expect(sourcesOf(events)?.author).toBe('snippets');
    expect(mute.requests).toEqual([]);
  });

  it.each([
    ['ready', /Nothing in this workspace matches/],
    ['indexing', /still reading this workspace \(12 of 90 files\)/],
    ['paused', /Indexing is paused, .* `Cairn: Resume Indexing`/],
    ['no-folder', /No folder is open/],
  ] as const)('says what to try when nothing is found and the engine is %s', async (phase, expected) => {
    const context = new FakeContext();
    context.phase = phase;
    const events = await collect(answer(ask('zebra'), empty, portsWith(context), live()));
    expect(textOf(events)).toMatch(expected);
    expect(events.at(-1)).toEqual({ kind: 'done' });
  });

  it('says that there is no code to search where no file is indexed', async () => {
    const context = new FakeContext();
    context.files = 0;
    const events = await collect(answer(ask('zebra'), empty, portsWith(context), live()));
    expect(textOf(events)).toMatch(/No file of this workspace is indexed.*Cairn: Index Status/);
  });

  it('says which named file is not there', async () => {
    const events = await collect(
      answer(ask('explain @src/gone.ts'), empty, portsWith(new FakeContext([main])), live()),
    );
    expect(textOf(events)).toMatch(/^No usable file matches `@src\/gone\.ts`\.\n\n/);
  });
});
