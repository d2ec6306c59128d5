'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { accept, closeEditors, openAt, readyCairn, type } = require('./support.cjs');

describe('completion with the embedded model', () => {
  let cairn;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);

  it('offers the rest of a line that the workspace knows', async () => {
    const { document } = await openAt('lib/response.js', 267);
    await type('\nvar spaces ');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await accept(document);
    assert.equal(document.lineAt(268).text, "  var spaces = app.get('json spaces');");
    const outcomes = cairn.recentRequests().map(({ outcome }) => outcome);
    assert.ok(outcomes.includes('suggestion'), outcomes.join());
  });
});
