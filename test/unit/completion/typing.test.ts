import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, cursorAt, gateway, instant, setUp, suggested } from './pipeline-fixture';

describe('typing along', () => {
  it('keeps the suggestion and asks nobody', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    const first = await suggested(ask(setup, cursorAt('x = │\n')));
    let document = 'x = ';
    for (const character of 'comp') {
      document += character;
      setup.pipeline.begin(cursorAt(`${document}│\n`));
      const next = await suggested(ask(setup, cursorAt(`${document}│\n`)));
      expect(next.id).toBe(first.id);
      expect(document + next.text).toBe('x = compute(a);');
      expect(next.offset).toBe(document.length);
    }
    expect(setup.simulator.prompts).toHaveLength(1);
    expect(setup.requested).toHaveLength(1);
    expect(setup.discarded).toEqual([]);
  });

  it('keeps what was asked for by hand where nothing is offered unasked', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    setup.settings = { onDemand: true };
    const { id } = await suggested(ask(setup, cursorAt('x = │\n'), 'invoked'));
    setup.pipeline.begin(cursorAt('x = com│\n'));
    expect(await suggested(ask(setup, cursorAt('x = com│\n')))).toMatchObject({ id, text: 'pute(a);' });
    expect(await ask(setup, cursorAt('x = cz│\n'))).toEqual({ kind: 'nothing', reason: 'on-demand' });
  });

  it('goes back and forth within the suggestion', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    const first = await suggested(ask(setup, cursorAt('x = │\n')));
    await suggested(ask(setup, cursorAt('x = com│\n')));
    expect(await suggested(ask(setup, cursorAt('x = c│\n')))).toMatchObject({ id: first.id, text: 'ompute(a);' });
  });

  it('keeps it when the editor closes the bracket that was typed', async () => {
    const setup = await setUp({ answer: () => 'compute(a, b);' });
    const first = await suggested(ask(setup, cursorAt('x = │\n')));
    const next = await suggested(ask(setup, cursorAt('x = compute(│)\n')));
    expect(next).toMatchObject({ id: first.id, text: 'a, b);', replaceSuffix: 1 });
    expect(setup.simulator.prompts).toHaveLength(1);
  });

  it('keeps it over line breaks of the document', async () => {
    const setup = await setUp({ answer: () => '\n  return 1;\n}' });
    const first = await suggested(ask(setup, cursorAt('// a\r\nfunction f() {│\r\n')));
    const next = await suggested(ask(setup, cursorAt('// a\r\nfunction f() {\r\n  │\r\n')));
    expect(next).toMatchObject({ id: first.id, text: 'return 1;\r\n}' });
  });

  it('something else asks anew', async () => {
    const setup = await setUp({ answer: ({ prefix }) => (prefix.endsWith('z') ? 'ebra();' : 'compute(a);') });
    const first = await suggested(ask(setup, cursorAt('x = │\n')));
    const other = await suggested(ask(setup, cursorAt('x = z│\n')));
    expect(other.text).toBe('ebra();');
    expect(other.id).not.toBe(first.id);
  });

  it('the end of it asks anew', async () => {
    const setup = await setUp({ answer: ({ prefix }) => (prefix.endsWith(')') ? ' + 1;' : 'go()') });
    const first = await suggested(ask(setup, cursorAt('x = │\n')));
    const next = await suggested(ask(setup, cursorAt('x = go()│\n')));
    expect(next.text).toBe(' + 1;');
    expect(next.id).not.toBe(first.id);
  });
});

describe('a run of which nothing is heard yet', () => {
  it('is waited for over a few typed characters, and given up for a new one after more', async () => {
    const setup = await setUp({ fault: 'slow-first-byte' });
    const first = ask(setup, cursorAt('x = │\n'));
    const asked = await setup.simulator.waitForRequest();
    const second = ask(setup, cursorAt('x = compute│\n'));
    expect(setup.requested).toHaveLength(1);
    const third = ask(setup, cursorAt('x = compute(a, b│\n'));
    await setup.simulator.waitForAbort(asked);
    expect(setup.requested).toHaveLength(2);
    expect(await first).toEqual({ kind: 'nothing', reason: 'superseded' });
    expect(await second).toEqual({ kind: 'nothing', reason: 'superseded' });
    setup.pipeline.dispose();
    expect(await third).toEqual({ kind: 'nothing', reason: 'superseded' });
  });

  it('is begun anew when a purge ends it while the editor waits', async () => {
    const setup = await setUp({ fault: 'slow-first-byte' });
    const waiting = ask(setup, cursorAt('x = │\n'));
    const asked = await setup.simulator.waitForRequest();
    setup.simulator.fault = undefined;
    setup.simulator.answer = () => 'compute(a);';
    setup.pipeline.purge();
    await setup.simulator.waitForAbort(asked);
    expect((await suggested(waiting)).text).toBe('compute(a);');
    expect(setup.requested).toHaveLength(2);
  });
});

describe('the cache', () => {
  it('offers a text again under a new id', async () => {
    const setup = await setUp({ answer: ({ prefix }) => (prefix.endsWith('z') ? 'ebra();' : 'compute(a);') });
    const first = await suggested(ask(setup, cursorAt('x = │\n')));
    await suggested(ask(setup, cursorAt('x = z│\n')));
    const again = await suggested(ask(setup, cursorAt('x = │\n')));
    expect(again).toMatchObject({ text: 'compute(a);', cached: true, trace: first.trace, measures: { cached: true } });
    expect(again.id).not.toBe(first.id);
    expect(setup.requested.map((facts) => facts.id)).toContain(again.id);
    expect(setup.simulator.prompts).toHaveLength(2);
  });

  it('does not serve another file, suffix or model', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    await suggested(ask(setup, cursorAt('x = │\n')));
    await suggested(ask(setup, cursorAt('x = │\n', { uri: 'file:///w/other.ts' })));
    await suggested(ask(setup, cursorAt('x = │\ny();\n')));
    expect(setup.simulator.prompts).toHaveLength(3);
  });

  it('forgets what the user dismissed', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    const first = await suggested(ask(setup, cursorAt('x = │\n')));
    setup.pipeline.dismissed(first.id);
    setup.simulator.answer = () => 'other(b);';
    expect((await suggested(ask(setup, cursorAt('x = │\n')))).text).toBe('other(b);');
  });

  it('forgets everything when purged', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    await suggested(ask(setup, cursorAt('x = │\n')));
    setup.pipeline.purge();
    await suggested(ask(setup, cursorAt('x = │\n')));
    expect(setup.simulator.prompts).toHaveLength(2);
  });
});

describe('a run begun at the change', () => {
  it('is joined by the editor that asks for the same place', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    setup.settings = { askWithinMs: 60_000 };
    setup.pipeline.begin(cursorAt('x = │\n'));
    await setup.simulator.waitForRequest();
    const suggestion = await suggested(ask(setup, cursorAt('x = │\n')));
    expect(suggestion).toMatchObject({ text: 'compute(a);', cached: false, id: setup.requested[0]?.id });
    expect(setup.simulator.prompts).toHaveLength(1);
  });

  it('is joined when it has finished already', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    setup.settings = { askWithinMs: 60_000 };
    setup.pipeline.begin(cursorAt('x = │\n'));
    await setup.simulator.waitForEnd(await setup.simulator.waitForRequest());
    const suggestion = await suggested(ask(setup, cursorAt('x = │\n')));
    expect(suggestion).toMatchObject({ cached: false, id: setup.requested[0]?.id });
    expect(setup.requested).toHaveLength(1);
  });

  it('is aborted when nobody asks', async () => {
    const setup = await setUp({ fault: 'slow-first-byte' });
    setup.settings = { askWithinMs: 3000 };
    setup.pipeline.begin(cursorAt('x = │\n'));
    const request = await setup.simulator.waitForRequest();
    await setup.untilDiscarded('not-asked');
    await setup.simulator.waitForAbort(request);
    expect(setup.discarded).toEqual([[setup.requested[0]?.id, 'not-asked']]);
  });

  describe('by default', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
    afterEach(() => void vi.useRealTimers());

    it('is given to the editor that asks within 150 ms, and given up when it does not', async () => {
      const setup = await setUp();
      const waiting = gateway();
      setup.model = {
        ...instant(''),
        async *complete() {
          await waiting.promise;
          yield { text: 'compute(a);', confidence: 0.9 };
        },
      };
      setup.pipeline.begin(cursorAt('x = │\n'));
      await vi.advanceTimersByTimeAsync(149);
      const asking = ask(setup, cursorAt('x = │\n'));
      await vi.advanceTimersByTimeAsync(1000);
      waiting.open();
      expect((await suggested(asking)).id).toBe(setup.requested[0]?.id);

      setup.pipeline.begin(cursorAt('y = │\n'));
      await vi.advanceTimersByTimeAsync(149);
      expect(setup.discarded).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(setup.discarded).toEqual([[setup.requested[1]?.id, 'not-asked']]);
    });
  });

  it('is closed when it finished and nobody asked; its text stays in the cache', async () => {
    const setup = await setUp();
    setup.model = instant('compute(a);');
    setup.settings = { askWithinMs: 1000 };
    setup.pipeline.begin(cursorAt('x = │\n'));
    await setup.untilDiscarded('not-asked');
    const suggestion = await suggested(ask(setup, cursorAt('x = │\n')));
    expect(suggestion).toMatchObject({ cached: true, trace: setup.requested[0]?.id });
    expect(suggestion.id).toBe(setup.requested[1]?.id);
  });

  it('two requests for one place share it', async () => {
    const setup = await setUp({ answer: () => 'compute(a);' });
    const [one, two] = await Promise.all([
      suggested(ask(setup, cursorAt('x = │\n'))),
      suggested(ask(setup, cursorAt('x = │\n'))),
    ]);
    expect(one).toEqual(two);
    expect(setup.simulator.prompts).toHaveLength(1);
  });
});

describe('typing while the model writes', () => {
  it('as it writes lets it go on', async () => {
    const waiting = gateway();
    const setup = await setUp({
      answer: async () => {
        await waiting.promise;
        return 'compute(a);';
      },
    });
    setup.settings = { askWithinMs: 60_000 };
    const abort = new AbortController();
    setup.pipeline.begin(cursorAt('x = │\n'));
    const first = ask(setup, cursorAt('x = │\n'), 'automatic', abort.signal);
    await setup.simulator.waitForRequest();
    setup.pipeline.begin(cursorAt('x = c│\n'));
    abort.abort();
    expect(await first).toEqual({ kind: 'nothing', reason: 'cancelled' });
    const second = suggested(ask(setup, cursorAt('x = c│\n')));
    waiting.open();
    expect(await second).toMatchObject({ text: 'ompute(a);', offset: 5, id: setup.requested[0]?.id });
    expect(setup.simulator.prompts).toHaveLength(1);
    expect(setup.discarded).toEqual([]);
  });

  it('something else aborts it and asks anew', async () => {
    const setup = await setUp({
      answer: ({ prefix }) => (prefix.endsWith('z') ? 'ebra();' : 'compute(a);'),
      chunkDelayMs: 5,
    });
    setup.simulator.fault = 'stall';
    const first = ask(setup, cursorAt('x = │\n'));
    const request = await setup.simulator.waitForRequest(
      (one) => one.firstByteAt !== undefined || one.kind === 'completion',
    );
    setup.simulator.fault = undefined;
    const second = await suggested(ask(setup, cursorAt('x = z│\n')));
    expect(second.text).toBe('ebra();');
    expect(await first).toEqual({ kind: 'nothing', reason: 'superseded' });
    await setup.simulator.waitForAbort(request);
    expect(setup.discarded).toEqual([[setup.requested[0]?.id, 'superseded']]);
  });

  it('elsewhere supersedes it', async () => {
    const setup = await setUp({ fault: 'slow-first-byte' });
    const first = ask(setup, cursorAt('x = │\n'));
    const request = await setup.simulator.waitForRequest();
    setup.pipeline.begin(cursorAt('x = \ny = │\n'));
    expect(await first).toEqual({ kind: 'nothing', reason: 'superseded' });
    await setup.simulator.waitForAbort(request);
  });

  it('in another document does not', async () => {
    const waiting = gateway();
    const setup = await setUp({
      answer: async () => {
        await waiting.promise;
        return 'compute(a);';
      },
    });
    const first = suggested(ask(setup, cursorAt('x = │\n')));
    const other = suggested(ask(setup, cursorAt('x = │\n', { uri: 'file:///w/other.ts' })));
    waiting.open();
    expect((await first).id).not.toBe((await other).id);
  });
});

it('every id that is announced comes back once, whatever is typed', async () => {
  const setup = await setUp({ answer: ({ prefix }) => `value${prefix.length % 3}(a);`, chunkSize: 2 });
  const handedOut = new Set<string>();
  const asked: Promise<void>[] = [];
  let abort = new AbortController();
  let document = 'x = ';
  for (const character of 'value0(val;vaaalue1(a);') {
    document += character;
    const cursor = cursorAt(`${document}│\n`);
    setup.pipeline.begin(cursor);
    abort.abort();
    abort = new AbortController();
    const asking = ask(setup, cursor, 'automatic', abort.signal).then((outcome) => {
      if (outcome.kind === 'suggestion') handedOut.add(outcome.suggestion.id);
    });
    asked.push(asking);
    if (document.length % 2 === 0) await asking;
  }
  await Promise.all(asked);
  setup.pipeline.dispose();
  const closed = setup.discarded.map(([id]) => id);
  expect(new Set(closed).size).toBe(closed.length);
  expect(closed.filter((id) => handedOut.has(id))).toEqual([]);
  expect([...closed, ...handedOut].toSorted()).toEqual(setup.requested.map((facts) => facts.id).toSorted());
});

describe('while a suggestion is on screen, the next one', () => {
  const answer = ({ prefix }: { prefix: string }) =>
    prefix.endsWith('= ') ? 'compute(a);' : prefix.endsWith('\n  ') ? 'return total;' : 'other';

  it('is asked for as if it were taken, and is there when it is', async () => {
    const setup = await setUp({ answer });
    setup.settings = { askAhead: true };
    await suggested(ask(setup, cursorAt('{\n  x = │\n}\n')));
    const ahead = await setup.simulator.waitForRequest(({ text }) => text.includes('compute(a)'));
    await setup.simulator.waitForEnd(ahead);
    expect(setup.requested).toHaveLength(1);
    const next = await suggested(ask(setup, cursorAt('{\n  x = compute(a);\n  │\n}\n')));
    expect(next.text).toBe('return total;');
    expect(setup.simulator.prompts).toHaveLength(2);
    expect(setup.requested.map(({ id }) => id)).toContain(next.id);
    expect(setup.discarded).toEqual([]);
  });

  it('goes on while the user types along, and is aborted by something else', async () => {
    const setup = await setUp({ answer });
    setup.settings = { askAhead: true };
    await suggested(ask(setup, cursorAt('{\n  x = │\n}\n')));
    setup.simulator.fault = 'slow-first-byte';
    const ahead = await setup.simulator.waitForRequest(({ text }) => text.includes('compute(a)'));
    setup.simulator.fault = undefined;
    await suggested(ask(setup, cursorAt('{\n  x = comp│\n}\n')));
    expect(ahead.abortedAt).toBeUndefined();
    setup.pipeline.begin(cursorAt('{\n  x = z│\n}\n'));
    await setup.simulator.waitForAbort(ahead);
    expect(setup.discarded.map(([, reason]) => reason)).not.toContain('model-error');
  });

  it('goes on while the cursor rests where the suggestion was taken, and is aborted when it rests elsewhere', async () => {
    const setup = await setUp({ answer });
    setup.settings = { askAhead: true };
    await suggested(ask(setup, cursorAt('{\n  x = │\n}\n')));
    setup.simulator.fault = 'slow-first-byte';
    const ahead = await setup.simulator.waitForRequest(({ text }) => text.includes('compute(a)'));
    setup.pipeline.rested(cursorAt('{\n  x = compute(a);│\n}\n'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ahead.abortedAt).toBeUndefined();
    setup.pipeline.rested(cursorAt('{│\n  x = \n}\n'));
    await setup.simulator.waitForAbort(ahead);
  });

  it('is not asked for unless that is wanted', async () => {
    const setup = await setUp({ answer });
    await suggested(ask(setup, cursorAt('{\n  x = │\n}\n')));
    setup.later = 60_000;
    await suggested(ask(setup, cursorAt('{\n  x = c│\n}\n')));
    expect(setup.simulator.prompts).toHaveLength(1);
  });
});
