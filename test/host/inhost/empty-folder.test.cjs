'use strict';
const assert = require('node:assert/strict');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');
const { accept, closeEditors, folder, openAt, readyCairn, type, until } = require('./support.cjs');

const block = (name) =>
  `function ${name}(registry) {\n  const total = registry.count(options);\n  console.log(total);\n}\n\n`;

describe('an empty folder', () => {
  let cairn;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);

  it('is indexed at once', async () => {
    const { phase, files, symbols } = await cairn.status();
    assert.deepEqual({ phase, files, symbols }, { phase: 'ready', files: 0, symbols: 0 });
  });

  it('takes up the first file that is written and completes in it', async function () {
    this.timeout(90_000);
    const text = `${block('first')}${block('second')}${block('third')}function again(registry) {\n`;
    writeFileSync(vscode.Uri.joinPath(folder(), 'first.js').fsPath, text);
    await until(async () => (await cairn.status()).files === 1, 'the new file is counted', 30_000);
    const { document } = await openAt('first.js');
    await type('  const total ');
    await accept(document);
    assert.equal(document.lineAt(document.lineCount - 1).text, '  const total = registry.count(options);');
  });
});
