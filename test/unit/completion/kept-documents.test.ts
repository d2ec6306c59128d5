import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ask, cursorAt, instant, setUp, uri } from './pipeline-fixture';

describe('what was handed out, or came to nothing, keeps no document in memory', () => {
  it.each([
    ['a suggestion', 'area(radius);'],
    ['nothing', ''],
  ])('%s', async (_, text) => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const setup = await setUp();
    setup.model = instant(text);
    const cursors: WeakRef<object>[] = [];
    for (let number = 0; number < 20; number++) {
      const cursor = cursorAt(`const a${number} = │\n`, { uri: `file:///w/src/f${number}.ts` });
      cursors.push(new WeakRef(cursor));
      await ask(setup, cursor);
    }
    const alive = (): number => {
      collectGarbage();
      return cursors.filter((cursor) => cursor.deref()).length;
    };
    await expect.poll(alive, { timeout: 30_000 }).toBeLessThanOrEqual(2);
  });

  it('a document that is closed, in which a request still waits', async () => {
    const setup = await setUp({ fault: 'slow-first-byte' });
    const asking = ask(setup, cursorAt('y = │\n'));
    const request = await setup.simulator.waitForRequest();
    setup.pipeline.closed(uri);
    expect(await asking).toEqual({ kind: 'nothing', reason: 'superseded' });
    await setup.simulator.waitForAbort(request);
  });
});
