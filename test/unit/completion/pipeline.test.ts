import { describe, expect, it } from 'vitest';
import type { Snippet } from '../../../src/engine/retrieval';
import { ask, cursorAt, gateway, retrievalOf, setUp, suggested, uri } from './pipeline-fixture';

describe('a request', () => {
  it('ends in a suggestion with all that metrics want', async () => {
    const setup = await setUp({ answer: () => 'compute(a, b);' });
    const suggestion = await suggested(ask(setup, cursorAt('const total = │\n')));
    expect(suggestion).toMatchObject({
      text: 'compute(a, b);',
      offset: 14,
      replaceSuffix: 0,
      multiLine: false,
      cached: false,
      model: { id: 'qwen2.5-coder', endpointKind: 'openai', promptTemplate: 'qwen-coder-1' },
      gate: { epoch: 1, actions: [] },
    });
    const { measures } = suggestion;
    for (const name of ['contextMs', 'gateMs', 'firstTextMs', 'modelMs', 'filterMs', 'promptTokens'] as const)
      expect(measures[name]).toBeGreaterThanOrEqual(0);
    expect(setup.requested).toMatchObject([{ id: suggestion.id, uri, trigger: 'automatic', policyEpoch: 1 }]);
    expect(setup.discarded).toEqual([]);
  });

  it('replaces what the text closes again', async () => {
    const setup = await setUp({ answer: () => 'value);' });
    expect(await suggested(ask(setup, cursorAt('console.log(│)\n')))).toMatchObject({
      text: 'value);',
      replaceSuffix: 1,
    });
  });

  it('gives offsets in UTF-16 units and line breaks of the document', async () => {
    const setup = await setUp({ answer: () => '\n  return "👋";\n}\n', chunkSize: 1 });
    setup.judge = (text) => ({
      place: 'code',
      errorDelta: 0,
      ...(text.endsWith('}\n') ? { completeAt: text.length - 1 } : {}),
    });
    const suggestion = await suggested(ask(setup, cursorAt('// 👋\r\nfunction f() {│\r\n')));
    expect(suggestion).toMatchObject({ text: '\r\n  return "👋";\r\n}', offset: 21, multiLine: true });
  });

  it('sends other files by placement: bodies, edits, signatures, prefix', async () => {
    const setup = await setUp({ answer: () => 'compute();' });
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const snippet = (kind: Snippet['kind'], path: string): Snippet => ({
      origin: { kind: 'file', uri: `file:///w/${path}`, range, version: -1 },
      path,
      languageId: 'typescript',
      text: `// ${kind} of ${path}`,
      tokens: 5,
      kind,
      score: 1,
      why: [],
    });
    setup.context = async (query) =>
      retrievalOf(query.trace, {
        snippets: [
          snippet('signature', 'c.ts'),
          snippet('chunk', 'b.ts'),
          snippet('edit', 'd.ts'),
          snippet('chunk', 'a.ts'),
        ],
      });
    const suggestion = await suggested(ask(setup, cursorAt('const x = │\n')));
    const sent: string = setup.simulator.prompts[0]?.body.prompt;
    const places = ['chunk of a.ts', 'chunk of b.ts', 'edit of d.ts', 'signature of c.ts', 'const x = '].map((text) =>
      sent.indexOf(text),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(sent).toContain('<|file_sep|>src/main.ts\n<|fim_prefix|>');
    expect(suggestion.measures.contextUris).toEqual(['a', 'b', 'd', 'c'].map((name) => `file:///w/${name}.ts`));
  });

  it('goes on without other files when the context is late or broken', async () => {
    const setup = await setUp({ answer: () => 'compute();' });
    setup.settings = { contextWaitMs: 20 };
    setup.context = () => new Promise(() => undefined);
    expect((await suggested(ask(setup, cursorAt('const x = │\n')))).text).toBe('compute();');
    setup.context = () => Promise.reject(new Error('the server is away'));
    expect((await suggested(ask(setup, cursorAt('const y = │\n')))).text).toBe('compute();');
  });

  it('fails in one sentence, and then leaves the model in peace for a while', async () => {
    const setup = await setUp({ fault: 'rate-limited', retryAfterSeconds: 9 });
    expect(await ask(setup, cursorAt('a = │'))).toMatchObject({ kind: 'failed', error: { kind: 'rate-limited' } });
    expect(setup.discarded.map(([, reason]) => reason)).toEqual(['model-error']);
    expect(await ask(setup, cursorAt('ab = │'))).toEqual({ kind: 'nothing', reason: 'over-limit' });
    // Asked for by hand, the reason is said again; the endpoint is left alone as it wished.
    expect(await ask(setup, cursorAt('ab = │'), 'invoked')).toMatchObject({ kind: 'failed' });
    expect(setup.simulator.prompts).toHaveLength(1);
    setup.later = 10_000;
    setup.simulator.fault = undefined;
    setup.simulator.answer = () => 'value;';
    expect((await suggested(ask(setup, cursorAt('abc = │')))).text).toBe('value;');
  });

  it.each([
    ['not-found', 'not-found'],
    ['redirect', 'bad-address'],
    ['bad-request', 'rejected'],
    ['html', 'not-the-protocol'],
    ['server-error', 'server-error'],
  ] as const)('leaves a wrong endpoint in peace: %s', async (fault, kind) => {
    const setup = await setUp({ fault });
    expect(await ask(setup, cursorAt('a = │'))).toMatchObject({ kind: 'failed', error: { kind } });
    const asked = setup.simulator.requests.length;
    for (const typed of ['b', 'bc', 'bcd'])
      expect(await ask(setup, cursorAt(`${typed} = │`))).toEqual({ kind: 'nothing', reason: 'over-limit' });
    expect(setup.simulator.requests).toHaveLength(asked);
    expect(setup.health).toEqual([kind]);
    setup.later = 10_000;
    setup.simulator.fault = undefined;
    setup.simulator.answer = () => 'value;';
    expect((await suggested(ask(setup, cursorAt('bcde = │')))).text).toBe('value;');
  });

  it('asks again at once after an answer that broke off', async () => {
    const setup = await setUp({ fault: 'close-mid-stream', answer: () => 'value + other;' });
    expect(await ask(setup, cursorAt('a = │'))).toMatchObject({ kind: 'failed', error: { kind: 'closed-early' } });
    setup.simulator.fault = undefined;
    expect((await suggested(ask(setup, cursorAt('ab = │')))).text).toBe('value + other;');
  });

  it('tells a failure to the editor that asks after it happened', async () => {
    const setup = await setUp({ fault: 'unauthorised' });
    setup.settings = { askWithinMs: 60_000 };
    setup.pipeline.begin(cursorAt('a = │'));
    await setup.untilDiscarded('model-error');
    expect(await ask(setup, cursorAt('a = │'))).toMatchObject({ kind: 'failed', error: { kind: 'unauthorised' } });
  });

  it('tells of a failure that nobody waited for, because the next key came first', async () => {
    const setup = await setUp({ fault: 'unauthorised' });
    setup.settings = { askWithinMs: 60_000 };
    setup.pipeline.begin(cursorAt('a│'));
    await setup.untilDiscarded('model-error');
    setup.pipeline.begin(cursorAt('zb│'));
    expect(await ask(setup, cursorAt('zb = │'))).toEqual({ kind: 'nothing', reason: 'over-limit' });
    expect(setup.health).toEqual(['unauthorised']);
    setup.later = 60_000;
    setup.simulator.fault = undefined;
    setup.simulator.answer = () => 'value;';
    await suggested(ask(setup, cursorAt('abc = │')));
    expect(setup.health).toEqual(['unauthorised', 'answered']);
  });

  it('that ends before the model is asked does not say that the model answers again', async () => {
    const setup = await setUp({ fault: 'unauthorised' });
    expect((await ask(setup, cursorAt('a = │'))).kind).toBe('failed');
    setup.later = 60_000;
    expect(await ask(setup, cursorAt('run();│\n'))).toEqual({ kind: 'nothing', reason: 'statement-ended' });
    expect(setup.health).toEqual(['unauthorised']);
  });
});

describe('the end of the text', () => {
  it('is the line where one line is wanted, and the rest is not waited for', async () => {
    const setup = await setUp({ fault: 'stall', answer: () => 'f(a);\nmore', chunkSize: 6 });
    expect((await suggested(ask(setup, cursorAt('const x = │\n')))).text).toBe('f(a);');
    await setup.simulator.waitForAbort(await setup.simulator.waitForRequest());
  });

  it('is where the judge says in a block', async () => {
    const setup = await setUp({ answer: () => '\n  return 1;\n}\n\nfunction g() {\n' });
    const end = '\n  return 1;\n}\n'.length - 1;
    setup.judge = (text) => ({ place: 'code', errorDelta: 0, ...(text.length > end ? { completeAt: end } : {}) });
    expect((await suggested(ask(setup, cursorAt('function f() {│\n')))).text).toBe('\n  return 1;\n}');
  });

  it.each([
    ['function f() {│\n', '\n  return 1;\n}\n\nfunction g() {\n', '\n  return 1;\n}'],
    ['class A:\n    def f(self):│\n', '\n        return 1\n\n    def g(self):\n', '\n        return 1'],
    ['function f() {\n  │\n}\n', 'a();\n  b();\n}\n\nfunction g() {\n', 'a();\n  b();'],
  ])('is told by indentation when the judge cannot: %j', async (document, answer, text) => {
    const setup = await setUp({ answer: () => answer });
    setup.judge = () => Promise.reject(new Error('away'));
    expect((await suggested(ask(setup, cursorAt(document)))).text).toBe(text);
  });

  it('is offered of a text that breaks the syntax only while a bracket is open', async () => {
    const setup = await setUp({ answer: () => 'if (a b) {\n  c();\n}' });
    setup.judge = () => ({ place: 'code', errorDelta: 1 });
    expect(await ask(setup, cursorAt('│\n'))).toEqual({ kind: 'nothing', reason: 'filtered:parse-errors' });
    setup.simulator.answer = () => 'run(\n  first,\n  second,';
    expect((await suggested(ask(setup, cursorAt('x();\n│\n')))).text).toBe('run(\n  first,\n  second,');
  });

  it('is judged as a whole when the text ends or is cut, as one that goes on before that', async () => {
    const setup = await setUp({ answer: () => 'if (a) {\n  b();\n  c();\n  d();\n' });
    const asked: [text: string, goesOn: boolean | undefined][] = [];
    setup.judge = (text, goesOn) => {
      asked.push([text, goesOn]);
      return { place: 'code', ...(goesOn ? {} : { errorDelta: 1 }) };
    };
    setup.settings = { mostLines: 3 };
    await ask(setup, cursorAt('│\n'));
    expect(asked.at(-1)).toEqual(['if (a) {\n  b();\n  c();', false]);
    expect(asked.slice(0, -1).every(([, goesOn]) => goesOn)).toBe(true);
    setup.settings = { mostLines: 30 };
    await ask(setup, cursorAt('x();\n│\n'));
    expect(asked.at(-1)).toEqual(['if (a) {\n  b();\n  c();\n  d();\n', false]);
  });

  it('comes after some lines in any case', async () => {
    const setup = await setUp({
      answer: () => Array.from({ length: 99 }, (_, at) => `call${at}(argument);`).join('\n'),
    });
    setup.settings = { mostLines: 3 };
    expect((await suggested(ask(setup, cursorAt('│\n')))).text).toBe(
      'call0(argument);\ncall1(argument);\ncall2(argument);',
    );
  });

  it.each([
    ['inside arguments', 'f(│\n', { insideArguments: true, emptyBlock: false, place: 'code' }],
    ['in a comment', '// │\n', { insideArguments: false, emptyBlock: false, place: 'comment' }],
  ] as const)('is the line %s', async (_, document, syntax) => {
    const setup = await setUp({ answer: () => 'first,\nsecond' });
    setup.context = async (query) => retrievalOf(query.trace, { syntax });
    expect((await suggested(ask(setup, cursorAt(document)))).text).toBe('first,');
  });
});

describe('cancelling', () => {
  it('closes the socket and ends in nothing', async () => {
    const setup = await setUp({ fault: 'slow-first-byte' });
    const abort = new AbortController();
    const asking = ask(setup, cursorAt('a = │'), 'automatic', abort.signal);
    const request = await setup.simulator.waitForRequest();
    abort.abort();
    expect(await asking).toEqual({ kind: 'nothing', reason: 'cancelled' });
    await setup.simulator.waitForAbort(request);
    await setup.untilDiscarded('cancelled');
    expect(setup.discarded).toEqual([[setup.requested[0]?.id, 'cancelled']]);
  });

  it('before anything is sent sends nothing', async () => {
    const setup = await setUp();
    expect(await ask(setup, cursorAt('a = │'), 'automatic', AbortSignal.abort())).toEqual({
      kind: 'nothing',
      reason: 'cancelled',
    });
    const waiting = gateway();
    setup.context = async (query) => {
      await waiting.promise;
      return retrievalOf(query.trace);
    };
    const abort = new AbortController();
    const asking = ask(setup, cursorAt('a = │'), 'automatic', abort.signal);
    abort.abort();
    expect(await asking).toEqual({ kind: 'nothing', reason: 'cancelled' });
    await setup.untilDiscarded('cancelled');
    waiting.open();
    expect(setup.simulator.requests).toHaveLength(0);
  });

  it('by disposing ends every request', async () => {
    const setup = await setUp({ fault: 'slow-first-byte' });
    const asking = ask(setup, cursorAt('a = │'));
    const request = await setup.simulator.waitForRequest();
    setup.pipeline.dispose();
    expect(await asking).toEqual({ kind: 'nothing', reason: 'superseded' });
    await setup.simulator.waitForAbort(request);
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'disabled' });
  });
});
