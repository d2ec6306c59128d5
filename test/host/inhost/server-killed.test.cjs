'use strict';
const assert = require('node:assert/strict');
const {
  closeEditors,
  killServer,
  openAt,
  readyCairn,
  restartedServer,
  type,
  until,
  watchErrors,
} = require('./support.cjs');
const simulator = require('./simulator.cjs');

describe('a context server that is killed', () => {
  let cairn;
  const errors = watchErrors();
  before(async function () {
    if (process.platform !== 'linux') this.skip();
    cairn = await readyCairn();
  });
  afterEach(closeEditors);
  after(() => assert.deepEqual(errors.stop(), []));

  for (const time of ['once', 'twice', 'three times'])
    it(`${time}: completions go on, it is started again and its index is ready`, async function () {
      this.timeout(90_000);
      const { document } = await openAt('src/main.ts');
      const killed = killServer();
      await simulator.completeHere(document);
      await restartedServer(cairn, killed);
      // The first answers of a new server may come too late for their prompts.
      await until(
        async () => {
          const from = await simulator.seen();
          await type('\nconst size = area(');
          const request = await simulator.requested(({ prefix }) => prefix?.endsWith('area('), 'a call', from);
          return request.text.includes('radius: number');
        },
        'the prompt has the context of other files again',
        60_000,
      );
    });
});
