'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const {
  accept,
  closeEditors,
  killServer,
  openAt,
  readyCairn,
  restartedServer,
  type,
  watchErrors,
} = require('./support.cjs');

describe('the embedded model and a context server that is killed', () => {
  let cairn;
  const errors = watchErrors();
  before(async function () {
    if (process.platform !== 'linux') this.skip();
    cairn = await readyCairn();
  });
  afterEach(closeEditors);
  after(() => assert.deepEqual(errors.stop(), []));

  it('typing goes on without a failure of the model, and completions come back with the server', async function () {
    this.timeout(120_000);
    const { document } = await openAt('lib/response.js', 267);
    const outcomes = () => cairn.recentRequests().map(({ outcome }) => outcome);
    // A server can be back before anything was asked for.
    for (let kills = 0; kills < 3 && !outcomes().includes('empty'); kills++)
      await restartedServer(cairn, killServer(), () => type('\nvar other = 1;'));
    await type('\nvar spaces ');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await accept(document, 30_000);
    assert.match(document.getText(), /^ *var spaces = app\.get\('json spaces'\);$/m);
    assert.ok(outcomes().includes('empty'), `some were asked for while the server was away: ${outcomes().join()}`);
    assert.ok(!outcomes().includes('model-error'), outcomes().join());
  });
});
