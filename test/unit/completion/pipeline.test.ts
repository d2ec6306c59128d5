import { describe, expect, it } from 'vitest';
import type { Snippet } from '../../../src/engine/retrieval';
import {
  ask,
  cursorAt,
  freePolicy,
  gateway,
  instant,
  privatePolicy,
  retrievalOf,
  setUp,
  suggested,
  uri,
} from './pipeline-fixture';

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

describe('nothing', () => {
  it.each([
    ['inside a word', 'con│st x = 1', 'mid-word'],
    ['before a word', 'const │x = 1', 'mid-word'],
    ['before a letter outside ASCII', 'const │größe = 1', 'mid-word'],
    ['on an over-long line', `${'x'.repeat(3000)} = │`, 'too-long-line'],
  ])('is asked for %s', async (_, document, reason) => {
    const setup = await setUp();
    expect(await ask(setup, cursorAt(document))).toEqual({ kind: 'nothing', reason });
    expect(setup.simulator.prompts).toHaveLength(0);
    expect(setup.requested).toHaveLength(0);
  });

  it.each([
    ['after a statement', 'run();│\n', 'statement-ended'],
    ['after closing brackets alone', 'run(() => {\n  a();\n});│\n', 'statement-ended'],
    ['between the parts of a loop', 'for (let i = 0;│\n', undefined],
  ])('or is, %s', async (_, document, reason) => {
    const setup = await setUp({ answer: () => ' value' });
    const outcome = await ask(setup, cursorAt(document));
    expect(outcome.kind === 'nothing' ? outcome.reason : undefined).toBe(reason);
  });

  it.each([
    ['comment', { inComments: false }, 'in-comment'],
    ['string', { inStrings: false }, 'in-string'],
  ] as const)('is asked for in a %s where that is off, except by hand', async (place, settings, reason) => {
    const setup = await setUp({ answer: () => 'value' });
    setup.settings = settings;
    setup.context = async (query) =>
      retrievalOf(query.trace, { syntax: { place, emptyBlock: false, insideArguments: false } });
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason });
    expect(setup.simulator.prompts).toHaveLength(0);
    await suggested(ask(setup, cursorAt('a = │'), 'invoked'));
    setup.model = instant('value;');
    expect(await ask(setup, cursorAt('b = │'))).toEqual({ kind: 'nothing', reason });
  });

  it('is asked for at several cursors, except by hand', async () => {
    const setup = await setUp({ answer: () => 'value;' });
    const several = cursorAt('a = │', { severalCursors: true });
    expect(await ask(setup, several)).toEqual({ kind: 'nothing', reason: 'several-cursors' });
    await suggested(ask(setup, several, 'invoked'));
  });

  it('is offered unasked for a while after three dismissals in a row', async () => {
    const setup = await setUp({ answer: () => 'value;' });
    for (const name of 'abc') {
      const { id } = await suggested(ask(setup, cursorAt(`${name} = │`)));
      setup.pipeline.dismissed(id);
    }
    expect(await ask(setup, cursorAt('d = │'))).toEqual({ kind: 'nothing', reason: 'dismissed-often' });
    setup.later = 31_000;
    setup.pipeline.dismissed((await suggested(ask(setup, cursorAt('d = │')))).id);
    expect(await ask(setup, cursorAt('e = │'))).toEqual({ kind: 'nothing', reason: 'dismissed-often' });
    await suggested(ask(setup, cursorAt('e = │'), 'invoked'));
    await suggested(ask(setup, cursorAt('f = │')));
  });

  it('is said for how long, and when it ends before that', async () => {
    const setup = await setUp({ answer: () => 'value;' });
    for (const name of 'abc') setup.pipeline.dismissed((await suggested(ask(setup, cursorAt(`${name} = │`)))).id);
    expect(setup.quiet.map(Math.round)).toEqual([30_000]);
    setup.pipeline.welcome();
    expect(setup.quiet.map(Math.round)).toEqual([30_000, 0]);
    setup.pipeline.welcome();
    await suggested(ask(setup, cursorAt('d = │')));
    expect(setup.quiet.map(Math.round)).toEqual([30_000, 0]);
  });

  it('of that when a suggestion was typed along in between', async () => {
    const setup = await setUp({ answer: () => 'value;' });
    for (const name of 'abcdef') {
      const { id } = await suggested(ask(setup, cursorAt(`${name} = │`)));
      if (name === 'c') await suggested(ask(setup, cursorAt(`${name} = val│`)));
      if (name < 'f') setup.pipeline.dismissed(id);
      if (name === 'e') break;
    }
    expect(await ask(setup, cursorAt('g = │'))).toEqual({ kind: 'nothing', reason: 'dismissed-often' });
  });

  it('but inside a word when it is asked for by hand', async () => {
    const setup = await setUp({ answer: () => 'tructor' });
    expect((await suggested(ask(setup, cursorAt('cons│x'), 'invoked'))).text).toBe('tructor');
  });

  it.each([
    [{ enabled: false }, 'disabled'],
    [{ languages: { typescript: false } }, 'language-off'],
    [{ languages: { '*': false } }, 'language-off'],
    [{ snoozedUntil: 1_000_001 }, 'snoozed'],
    [{ onDemand: true }, 'on-demand'],
    [{ longestDocument: 3 }, 'too-long-file'],
  ] as const)('with settings %j', async (settings, reason) => {
    const setup = await setUp();
    setup.settings = settings;
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason });
  });

  it('without a model', async () => {
    const setup = await setUp();
    setup.model = undefined;
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'no-model' });
  });

  it('leaves an excluded file', async () => {
    const setup = await setUp();
    setup.policy = privatePolicy;
    setup.pipeline.begin(cursorAt('a = │'));
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'excluded' });
    expect(await ask(setup, cursorAt('a = │'), 'invoked')).toEqual({ kind: 'nothing', reason: 'excluded' });
    setup.policy = undefined;
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'no-policy' });
    expect(setup.simulator.requests).toHaveLength(0);
  });

  it('leaves a file that is excluded while its context is fetched', async () => {
    const setup = await setUp();
    setup.context = async (query) => {
      setup.policy = privatePolicy;
      return retrievalOf(query.trace);
    };
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'excluded' });
    expect(setup.simulator.requests).toHaveLength(0);
  });

  it('is offered of a file that is excluded while the model writes', async () => {
    const setup = await setUp();
    setup.simulator.answer = () => {
      setup.policy = privatePolicy;
      return 'value;';
    };
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'excluded' });
  });

  it('is served from memory after an exclusion', async () => {
    const setup = await setUp({ answer: () => 'value;' });
    await suggested(ask(setup, cursorAt('a = │')));
    setup.policy = { ...privatePolicy, epoch: 2 };
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'excluded' });
    setup.policy = { ...freePolicy, epoch: 3 };
    await suggested(ask(setup, cursorAt('a = │')));
    expect(setup.simulator.prompts).toHaveLength(2);
  });

  it.each([
    ['', 'empty'],
    ['\n\n', 'empty'],
    [')', 'filtered:too-short'],
    ['<think>hm', 'filtered:stray-markup'],
  ])('comes of the answer %j', async (answer, reason) => {
    const setup = await setUp({ answer: () => answer });
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason });
    expect(setup.discarded.map((one) => one[1])).toEqual([reason]);
  });

  it('comes of too little confidence', async () => {
    const setup = await setUp();
    setup.model = instant('value;', 0.3);
    expect(await ask(setup, cursorAt('a = │'))).toEqual({ kind: 'nothing', reason: 'low-confidence' });
    setup.settings = { threshold: 0.2 };
    expect(await suggested(ask(setup, cursorAt('ab = │')))).toMatchObject({ text: 'value;', confidence: 0.3 });
    expect(setup.requested.at(-1)).toMatchObject({ threshold: 0.2, contextStrategy: 'embedded' });
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
