'use strict';
const assert = require('node:assert/strict');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');
const { closeEditors, folder, openAt, outcome, readyCairn, type, until, watchErrors } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const onDisk = (relative) => vscode.Uri.joinPath(folder(), relative).fsPath;

describe('difficult inputs', () => {
  let cairn;
  let errors;
  before(async function () {
    this.timeout(120_000);
    errors = watchErrors();
    cairn = await readyCairn();
  });
  afterEach(closeEditors);
  after(() => assert.deepEqual(errors.stop(), []));

  it('the index becomes ready and says what it left out', async () => {
    const status = await cairn.status();
    assert.equal(status.phase, 'ready');
    assert.deepEqual(status.setAside, []);
    const reasons = Object.entries(status.skipped)
      .map(([reason, count]) => `${reason}: ${count}`)
      .join(', ');
    assert.match(reasons, /larger than 1 MiB: 1/);
    assert.match(reasons, /link\w*: 3/);
    assert.match(reasons, /binary\w*: 1/);
  });

  for (const file of ['src/empty.ts', 'src/only-spaces.ts', 'src/broken.ts', 'run.sh', 'Über uns/größe und maß.ts']) {
    it(`completes in ${file}`, async () => {
      const { document } = await openAt(file);
      await simulator.completeHere(document);
    });
  }

  it('leaves a file of an unknown kind alone, which is plain text to the editor', async () => {
    await openAt('data.zzz');
    await type('const x ');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await outcome(cairn, 'language-off');
  });

  it('completes a hundred folders deep', async () => {
    const { document } = await openAt(`${'deep/'.repeat(100)}leaf.ts`);
    await simulator.completeHere(document);
  });

  it('completes after a line of nearly a megabyte', async () => {
    const { document } = await openAt('line.ts');
    await simulator.completeHere(document);
  });

  it('finds functions in a folder with spaces and umlauts, and a hundred folders deep', async () => {
    await openAt('src/main.ts');
    for (const [typed, wanted] of [
      ['größeMessen', 'breite: number'],
      ['deepLeaf', 'depth: number'],
    ]) {
      const from = await simulator.seen();
      await type(`\n${typed}(`);
      await simulator.requested(({ text }) => text.includes(wanted), `the signature of ${typed}`, from);
    }
  });

  it('a file of 50 MB on screen does not disturb another one', async function () {
    this.timeout(180_000);
    const big = await vscode.workspace
      .openTextDocument(vscode.Uri.file(onDisk('big.ts')))
      .then((document) => vscode.window.showTextDocument(document, { preview: false }))
      .then(
        () => 'open',
        (error) => String(error),
      );
    // The API refuses files above 50 MiB; in a window a person still sees them.
    if (big !== 'open') await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(onDisk('big.ts')));
    const { document } = await openAt('src/main.ts');
    await simulator.completeHere(document);
    assert.equal((await cairn.status()).phase, 'ready');
  });

  it('finds what was changed on disk', async () => {
    const { document } = await openAt('src/main.ts');
    writeFileSync(
      onDisk('src/stock.ts'),
      'export function countStock(crate: string, writtenOnDisk: boolean): number {\n  return crate.length;\n}\n',
    );
    await promptedWith(document, 'countStock(', 'writtenOnDisk: boolean');
  });

  it('finds what is not saved yet rather than what is on disk, for completion and for chat', async () => {
    const { editor: stock, document: unsaved } = await openAt('src/stock.ts');
    const whole = new vscode.Range(0, 0, unsaved.lineCount, 0);
    await stock.edit((edit) =>
      edit.replace(
        whole,
        'export function countStock(pallet: string, notSavedYet: boolean): number {\n  return 1;\n}\n',
      ),
    );
    assert.equal(unsaved.isDirty, true);
    const { document } = await openAt('src/main.ts');
    await promptedWith(document, 'countStock(', 'notSavedYet: boolean', 'writtenOnDisk');

    const from = await simulator.seen();
    await vscode.commands.executeCommand('cairn.ask', 'What does countStock do?');
    const asked = await simulator.requested(({ kind }) => kind === 'chat', 'the question', from);
    assert.ok(asked.text.includes('notSavedYet'), asked.text);
    assert.ok(!asked.text.includes('writtenOnDisk'), asked.text);
    await vscode.window.showTextDocument(unsaved);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  /** Types a call until a prompt has what is wanted and not what is gone: watcher and index take their time. */
  async function promptedWith(document, call, wanted, gone) {
    const from = await simulator.seen();
    const editor = vscode.window.activeTextEditor;
    let asked;
    const fits = async () => {
      const end = document.lineAt(document.lineCount - 1).range.end;
      editor.selection = new vscode.Selection(end, end);
      await type(`\n${call}`);
      const prefix = document.getText(new vscode.Range(new vscode.Position(0, 0), editor.selection.active));
      asked = await simulator.requested((request) => request.prefix === prefix, `the text after ${call}`, from);
      return asked.text.includes(wanted) && !(gone && asked.text.includes(gone));
    };
    await until(fits, `a prompt contains ${wanted}`, 30_000).catch((error) => {
      throw new Error(`${error.message}. The last prompt: ${asked?.text}`);
    });
  }
});
