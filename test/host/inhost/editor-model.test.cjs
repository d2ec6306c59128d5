'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { accept, closeEditors, openAt, readyCairn, type, until, watchErrors } = require('./support.cjs');

describe('a language model of VS Code', () => {
  let cairn;
  let sent;
  let document;
  let errors;
  before(async () => {
    errors = watchErrors();
    cairn = await readyCairn();
    ({ sent } = await vscode.extensions.getExtension('cairn-test.cairn-model-provider').activate());
    await until(
      async () => (await vscode.lm.selectChatModels({ vendor: 'cairn-test' })).length > 0,
      'a model is offered',
    );
  });
  beforeEach(async () => {
    ({ document } = await openAt('src/main.ts'));
  });
  afterEach(closeEditors);
  after(async () => {
    await choose(undefined);
    assert.deepEqual(errors.stop(), []);
  });

  const choose = (name) =>
    vscode.workspace
      .getConfiguration('cairn.editorModel')
      .update('completion', name, vscode.ConfigurationTarget.Global);
  const ended = () => cairn.recentRequests().filter(({ outcome }) => outcome !== 'running').length;

  it('is asked nothing until the user names it, whatever the workspace says', async () => {
    const before = ended();
    await type('const quiet = ');
    await until(() => ended() > before, 'a request has ended');
    assert.deepEqual(sent, []);
  });

  it('completes once it is named', async function () {
    this.timeout(60_000);
    await choose('cairn-test/filler');
    await type('const named ');
    await accept(document, 30_000);
    assert.ok(document.getText().endsWith('const named = filled;'), document.getText());
    assert.match(sent.at(-1), /const named <hole\/>/);
  });

  it('that fails is listed, and comes back by itself', async function () {
    this.timeout(60_000);
    const failed = () => cairn.recentRequests().filter(({ outcome }) => outcome === 'model-error').length;
    const before = failed();
    await type('const breaks ');
    await until(() => failed() > before, 'a request has failed', 30_000);
    await closeEditors();
    ({ document } = await openAt('src/main.ts'));
    let round = 0;
    await until(
      async () => {
        await type(`\nconst again${++round} `);
        await accept(document, 2000).catch(() => undefined);
        return document.getText().endsWith(`const again${round} = filled;`);
      },
      'a line is completed',
      45_000,
    );
  });

  it('that nobody offers is listed as failed', async function () {
    this.timeout(60_000);
    await choose('cairn-test/gone');
    const failed = () => cairn.recentRequests().filter(({ outcome }) => outcome === 'model-error').length;
    const before = failed();
    await type('const gone ');
    await until(() => failed() > before, 'a request has failed', 30_000);
  });
});
