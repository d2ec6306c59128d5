import { describe, expect, it } from 'vitest';
import { ask, cursorAt, freePolicy, instant, privatePolicy, retrievalOf, setUp, suggested } from './pipeline-fixture';

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
