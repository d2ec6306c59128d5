import { expect, it } from 'vitest';
import { embeddedClient } from '../../../src/extension/embedded-client';
import { ask, cursorAt, setUp, suggested } from '../completion/pipeline-fixture';

it('has nothing to say while the context server is away, and is asked again as soon as it is back', async () => {
  const setup = await setUp();
  const reasons: unknown[] = [];
  let isAway = true;
  const server = {
    async request(): Promise<never> {
      if (isAway) throw new Error('The context server is not running.');
      return { text: 'area();', confidence: 1 } as never;
    },
  };
  setup.model = embeddedClient(server, (reason) => reasons.push(reason));
  const away = cursorAt('const a = │\n');
  expect(await ask(setup, away)).toEqual({ kind: 'nothing', reason: 'empty' });
  expect(setup.health).toEqual(['answered']);
  expect(reasons.map(String)).toEqual(['Error: The context server is not running.']);
  isAway = false;
  expect((await suggested(ask(setup, cursorAt('const ab = │\n')))).text).toBe('area();');
  expect(setup.health).toEqual(['answered', 'answered']);
});

it('ends with the signal, not with silence, when it is cancelled', async () => {
  const reasons: unknown[] = [];
  const abort = new AbortController();
  const server = {
    async request(): Promise<never> {
      abort.abort();
      throw new DOMException('The request was aborted.', 'AbortError');
    },
  };
  const setup = await setUp();
  setup.model = embeddedClient(server, (reason) => reasons.push(reason));
  const outcome = await ask(setup, cursorAt('const a = │\n'), 'automatic', abort.signal);
  expect(outcome).toEqual({ kind: 'nothing', reason: 'cancelled' });
  expect(setup.health).toEqual([]);
});

it('hands on that the next best text is wanted', async () => {
  const setup = await setUp();
  const wanted: unknown[] = [];
  const server = {
    async request(_: string, { variety }: { variety?: number }): Promise<never> {
      wanted.push(variety);
      return { text: `area${variety ?? 0}();`, confidence: 1 } as never;
    },
  };
  setup.model = embeddedClient(server as never, () => undefined);
  expect(await ask(setup, cursorAt('const a = │\n'), 'invoked')).toMatchObject({
    suggestion: { text: 'area0();' },
    alternatives: [{ text: 'area1();' }, { text: 'area2();' }],
  });
  expect(wanted).toEqual([undefined, 1, 2]);
});
