'use strict';
const assert = require('node:assert/strict');
const { accept, closeEditors, openAt, readyCairn, type, until } = require('./support.cjs');
const simulator = require('./simulator.cjs');

describe('one trace id through both processes', () => {
  let cairn;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);

  it('explains in the context server what the extension host asked and the endpoint got', async () => {
    const { document } = await openAt('src/main.ts');
    await simulator.answers([['const size = area(', '2);']]);
    await type('const size = area(');
    await simulator.requested(({ answer }) => answer === '2);', 'the call');
    await accept(document);
    const { trace } = await until(
      () => cairn.recentRequests().findLast(({ outcome }) => outcome === 'suggestion'),
      'a suggestion is listed',
    );
    const explanation = await cairn.explain(trace);
    assert.equal(explanation.trace, trace);
    assert.equal(explanation.kind, 'context');
    assert.deepEqual([...new Set(explanation.kept.map(({ path }) => path))], ['src/shapes.ts']);
    assert.equal(JSON.stringify(explanation).includes('Math.PI'), false, 'a trace holds references, no text');
  });

  it('knows nothing of a trace that never was', async () => {
    assert.equal(await cairn.explain('0123456789abcdef0123456789abcdef').catch((error) => String(error)), undefined);
  });
});
