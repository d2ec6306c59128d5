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
    let trace;
    let explanation;
    let round = 0;
    // A busy machine may answer without context, which is then nothing to explain.
    const explained = async () => {
      const typed = `const size${++round} = area(`;
      await simulator.answers([[typed, `${round});`]]);
      await type(typed);
      await simulator.requested(({ answer }) => answer === `${round});`, typed);
      await accept(document);
      await type('\n');
      trace = cairn.recentRequests().findLast(({ outcome }) => outcome === 'suggestion')?.trace;
      explanation = trace && (await cairn.explain(trace));
      return explanation;
    };
    await until(explained, 'a suggestion is explained');
    assert.equal(explanation.trace, trace);
    assert.equal(explanation.kind, 'context');
    assert.deepEqual([...new Set(explanation.kept.map(({ path }) => path))], ['src/shapes.ts']);
    assert.equal(JSON.stringify(explanation).includes('Math.PI'), false, 'a trace holds references, no text');
  });

  it('knows nothing of a trace that never was', async () => {
    assert.equal(await cairn.explain('0123456789abcdef0123456789abcdef').catch((error) => String(error)), undefined);
  });
});
