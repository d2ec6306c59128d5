import { afterAll, describe, expect, it } from 'vitest';
import { endpointClient, noLimits } from '../../../src/engine/models';
import { DocumentSyntax } from '../../../src/engine/syntax';
import { installedGrammars } from '../syntax/installed-grammars';
import { ask, cursorAt, instant, retrievalOf, setUp, suggested } from './pipeline-fixture';

const syntax = new DocumentSyntax(installedGrammars, Number.POSITIVE_INFINITY);
afterAll(() => syntax.dispose());

/** An endpoint with that answer, and syntax from real trees. */
async function answering(answer: string) {
  const setup = await setUp({ answer: () => answer, chunkSize: 3 });
  setup.context = async (query) => retrievalOf(query.trace, { syntax: await syntax.cursorSyntax(query) });
  setup.judge = (_text, _goesOn, streamed) => {
    if (!streamed) throw new Error('there is nothing to judge');
    return syntax.judge(streamed);
  };
  return setup;
}

const python = { languageId: 'python', uri: 'file:///w/src/a.py' };

describe('asked for by hand behind what may be finished, the next lines are offered', () => {
  it.each([
    ['run();│\n', '\nnextCall(value);', '\nnextCall(value);'],
    ['run();│\n', '\nnextCall(value);\nthirdCall();\n', '\nnextCall(value);'],
    ['run();│\n', '\n\nif (ready) {\n  go();\n}\nend();\n', '\n\nif (ready) {\n  go();\n}'],
    ['it(() => {\n  a();\n});│\n', '\n\nit(() => {\n  b();\n});\n\nit(() => {', '\n\nit(() => {\n  b();\n});'],
    ['x = compute(a)│\n', '\nnextCall(value);', '\nnextCall(value);'],
    ['x = compute(a)│\n', '\n  .then(store);\nend();\n', '\n  .then(store);'],
    ['function f() {\n  run();│\n}\n', '\n  nextCall();\n}\n\nfunction g() {', '\n  nextCall();'],
    ['if (a) {\n  b();\n}│\n', ' else {\n  c();\n}\nd();\n', ' else {\n  c();\n}'],
    ['f(\n  first,│\n);\n', '\n  second,\n  third,', '\n  second,'],
  ])('%j: %j', async (document, answer, text) => {
    const setup = await answering(answer);
    const suggestion = await suggested(ask(setup, cursorAt(document), 'invoked'));
    expect(suggestion).toMatchObject({ text, multiLine: true });
    expect(setup.simulator.prompts[0]?.body.stop ?? []).not.toContain('\n');
  });

  it('in a language without semicolons', async () => {
    const setup = await answering('\n    total += price\nprint(total)\n');
    const cursor = cursorAt('for price in prices:\n    print(price)│\n', python);
    expect((await suggested(ask(setup, cursor, 'invoked'))).text).toBe('\n    total += price');
  });

  it('with the line breaks of the document, and once more as it is typed along', async () => {
    const setup = await answering('\n  nextCall(value);\n}');
    const document = 'function f() {\r\n  run();│\r\n}\r\n';
    const asked = await suggested(ask(setup, cursorAt(document), 'invoked'));
    expect(asked.text).toBe('\r\n  nextCall(value);');
    const typed = await suggested(ask(setup, cursorAt(document.replace('│', '\r\n  next│'))));
    expect(typed).toMatchObject({ id: asked.id, text: 'Call(value);' });
  });

  it('told by indentation when the judge cannot', async () => {
    const setup = await setUp({ answer: () => '\n  nextCall();\n  third();\n}\n' });
    setup.judge = () => Promise.reject(new Error('away'));
    const suggestion = await suggested(ask(setup, cursorAt('function f() {\n  run();│\n}\n'), 'invoked'));
    expect(suggestion.text).toBe('\n  nextCall();\n  third();');
  });

  it('also by a model that only chats', async () => {
    const setup = await answering('<fill>\nnextCall(value);\n</fill>');
    const limits = noLimits('simulator');
    setup.model = endpointClient({ baseUrl: setup.simulator.url, model: 'gpt', fim: 'chat', limits });
    const suggestion = await suggested(ask(setup, cursorAt('run();│\n'), 'invoked'));
    expect(suggestion.text).toBe('\nnextCall(value);');
  });

  it('also by the model that only knows how a line goes on', async () => {
    const setup = await setUp();
    setup.model = instant('nextCall(value);');
    const document = 'function f() {\n  run();│\n}\n';
    const asked = await suggested(ask(setup, cursorAt(document), 'invoked'));
    expect(asked).toMatchObject({ text: '\n  nextCall(value);', multiLine: true });
    const typed = await suggested(ask(setup, cursorAt(document.replace('│', '\n  next│'))));
    expect(typed).toMatchObject({ id: asked.id, text: 'Call(value);' });
  });
});

describe('asked for by hand, one line is offered', () => {
  it.each([
    ['where the text goes on with a line that is not finished', 'x = comp│\n', 'ute(a);\nnext();\n', 'ute(a);'],
    ['where something is open', 'x = compute(│\n', 'a);\nnext();\n', 'a);'],
    ['in a comment', '// what it │\n', 'does\nnext();\n', 'does'],
  ])('%s', async (_, document, answer, text) => {
    const setup = await answering(answer);
    expect((await suggested(ask(setup, cursorAt(document), 'invoked'))).text).toBe(text);
  });

  it('and none where the model says nothing but white space', async () => {
    const setup = await answering('\n\n  \n');
    expect(await ask(setup, cursorAt('run();│\n'), 'invoked')).toEqual({ kind: 'nothing', reason: 'empty' });
  });
});

it('unasked, nothing is offered behind a finished statement', async () => {
  const setup = await answering('\nnextCall(value);');
  expect(await ask(setup, cursorAt('run();│\n'))).toEqual({ kind: 'nothing', reason: 'statement-ended' });
  expect(setup.simulator.prompts).toEqual([]);
});
