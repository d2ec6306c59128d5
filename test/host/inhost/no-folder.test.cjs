'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { accept, closeEditors, readyCairn, type, watchErrors } = require('./support.cjs');

describe('a window without a folder', () => {
  let cairn;
  const errors = watchErrors();
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);
  after(() => assert.deepEqual(errors.stop(), []));

  it('says so', async () => {
    const { phase, files } = await cairn.status();
    assert.deepEqual({ phase, files }, { phase: 'no-folder', files: 0 });
  });

  it('completes an untitled document from the lines above', async () => {
    const block = (name) =>
      `function ${name}(registry) {\n  const total = registry.count(options);\n  console.log(total);\n}\n\n`;
    const content = `${block('first')}${block('second')}${block('third')}function again(registry) {\n`;
    const document = await vscode.workspace.openTextDocument({ language: 'javascript', content });
    const editor = await vscode.window.showTextDocument(document);
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await type('  const total ');
    await accept(document);
    assert.equal(document.lineAt(document.lineCount - 1).text, '  const total = registry.count(options);');
    assert.ok(cairn.recentRequests().some(({ outcome }) => outcome === 'suggestion'));
  });

  it('keeps its commands harmless', async () => {
    await vscode.commands.executeCommand('cairn.excludeFile');
    await vscode.commands.executeCommand('cairn.whyExcluded');
    assert.match(await cairn.acceptanceReport(), /Acceptance rate/);
  });
});
