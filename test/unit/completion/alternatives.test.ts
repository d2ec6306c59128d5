import { describe, expect, it } from 'vitest';
import type { RecordedRequest } from '../../simulator/simulator.mjs';
import { ask, cursorAt, gateway, instant, setUp } from './pipeline-fixture';

describe('asked for by hand', () => {
  it('there are up to two other texts, each of them once, at the latest when it is asked again', async () => {
    let number = 0;
    const texts = ['first();', 'second();', 'first();', 'third();'];
    const setup = await setUp({ answer: () => texts[number++ % 4] ?? '' });
    const offered = async (): Promise<string[]> => {
      const outcome = await ask(setup, cursorAt('x = │\n'), 'invoked');
      if (outcome.kind !== 'suggestion') throw new Error(outcome.kind);
      return [outcome.suggestion, ...outcome.alternatives].map(({ text }) => text);
    };
    await offered();
    await expect.poll(offered, { timeout: 30_000 }).toHaveLength(2);
    expect((await offered()).toSorted()).toEqual(['first();', 'second();']);
    const drawn = setup.simulator.prompts.filter(({ body }) => body.temperature > 0);
    expect([drawn.length, setup.simulator.prompts.length]).toEqual([2, 3]);
    expect(setup.requested).toHaveLength(1);
  });

  it('there is one text where the model has no other', async () => {
    const setup = await setUp();
    setup.model = instant('value;');
    expect(await ask(setup, cursorAt('x = │\n'), 'invoked')).toMatchObject({ alternatives: [] });
  });

  it.each([
    [0.1, ['second;']],
    [0.09, []],
  ])(
    'another text of a model that states its confidence is offered where it is not all too unsure: %d',
    async (confidence, others) => {
      const setup = await setUp();
      const sure = instant('first;');
      setup.model = {
        ...sure,
        async *complete({ variety = 0 }) {
          if (variety < 2) yield variety === 0 ? { text: 'first;', confidence: 0.9 } : { text: 'second;', confidence };
        },
      };
      const outcome = await ask(setup, cursorAt('x = │\n'), 'invoked');
      if (outcome.kind !== 'suggestion') throw new Error(outcome.kind);
      expect(outcome.alternatives.map(({ text }) => text)).toEqual(others);
    },
  );

  describe('other texts that are still being written', () => {
    /** The first text comes at once, or when what is given resolves; others when the gate opens. */
    async function slowOthers(first: Promise<unknown> = Promise.resolve()) {
      const waiting = gateway();
      let number = 0;
      const setup = await setUp({
        answer: async ({ body }) => {
          await (body.seed ? waiting.promise : first);
          return `value${++number}();`;
        },
      });
      setup.settings = { alternativesWaitMs: 60_000 };
      const others = (): readonly RecordedRequest[] => setup.simulator.prompts.filter(({ body }) => body.seed);
      const open = (): number =>
        others().filter(({ abortedAt, endedAt }) => abortedAt === undefined && endedAt === undefined).length;
      const untilAsked = () => expect.poll(open, { timeout: 30_000 }).toBe(2);
      const untilGivenUp = () => expect.poll(open, { timeout: 30_000 }).toBe(0);
      return { setup, waiting, others, untilAsked, untilGivenUp };
    }

    it('are given up with the request, and begun anew when it is made again', async () => {
      const { setup, waiting, others, untilAsked, untilGivenUp } = await slowOthers();
      const abort = new AbortController();
      const asking = ask(setup, cursorAt('x = │\n'), 'invoked', abort.signal);
      await untilAsked();
      abort.abort();
      expect(await asking).toEqual({ kind: 'nothing', reason: 'cancelled' });
      await setup.untilDiscarded('cancelled');
      expect(setup.discarded).toEqual([[setup.requested[0]?.id, 'cancelled']]);
      await untilGivenUp();
      waiting.open();
      const again = async (): Promise<number> => {
        const outcome = await ask(setup, cursorAt('x = │\n'), 'invoked');
        return outcome.kind === 'suggestion' ? outcome.alternatives.length : 0;
      };
      await expect.poll(again, { timeout: 30_000 }).toBe(2);
      expect(others()).toHaveLength(4);
    });

    it('stay for a second request at the place when the first is cancelled', async () => {
      const { setup, waiting, others, untilAsked } = await slowOthers();
      const abort = new AbortController();
      const first = ask(setup, cursorAt('x = │\n'), 'invoked', abort.signal);
      const second = ask(setup, cursorAt('x = │\n'), 'invoked');
      await untilAsked();
      abort.abort();
      await first;
      await second;
      waiting.open();
      const again = async (): Promise<number> => {
        const outcome = await ask(setup, cursorAt('x = │\n'), 'invoked');
        return outcome.kind === 'suggestion' ? outcome.alternatives.length : 0;
      };
      await expect.poll(again, { timeout: 30_000 }).toBe(2);
      expect(others()).toHaveLength(2);
    });

    it('are given up by a purge, which also keeps the first text back', async () => {
      const first = gateway();
      const { setup, untilAsked, untilGivenUp } = await slowOthers(first.promise);
      // By then the first text waits for the others.
      setup.onAnswered = () => setImmediate(() => setup.pipeline.purge());
      const asking = ask(setup, cursorAt('x = │\n'), 'invoked');
      await untilAsked();
      first.open();
      expect(await asking).toEqual({ kind: 'nothing', reason: 'superseded' });
      expect(setup.discarded).toEqual([[setup.requested[0]?.id, 'superseded']]);
      await untilGivenUp();
    });

    it('are given up when the document changes elsewhere', async () => {
      const { setup, untilAsked, untilGivenUp } = await slowOthers();
      void ask(setup, cursorAt('x = │\n'), 'invoked');
      await untilAsked();
      setup.pipeline.begin(cursorAt('x = z│\n'));
      await untilGivenUp();
    });
  });

  it('the first text comes without those that fail or are late', async () => {
    let number = 0;
    const setup = await setUp({ answer: () => (number++ === 0 ? 'first();' : new Promise<string>(() => undefined)) });
    setup.settings = { alternativesWaitMs: 200 };
    const outcome = await ask(setup, cursorAt('x = │\n'), 'invoked');
    expect(outcome).toMatchObject({ kind: 'suggestion', alternatives: [] });
  });
});
