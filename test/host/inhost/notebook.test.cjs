'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { accept, closeEditors, folder, outcome, readyCairn, type, until } = require('./support.cjs');
const simulator = require('./simulator.cjs');

describe('completion in the cells of a notebook', () => {
  let cairn;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);

  it('takes the cells of the same language around as one text, and puts the suggestion into the cell', async function () {
    this.timeout(240_000);
    const document = await editCell('free.cells', 2);
    await simulator.answers([['\nlarger ', '= area + radius']]);
    const from = await simulator.seen();
    await type('\nlarger ');
    const request = await simulator.requested(({ prefix }) => prefix?.endsWith('\nlarger '), 'the cell', from);
    assert.equal(request.prefix, 'radius = 2\narea = 1\nlarger ');
    assert.equal(request.suffix, '\nprint(area)');
    await accept(document);
    assert.equal(document.getText(), 'area = 1\nlarger = area + radius');
    await vscode.workspace.save(document.uri);
  });

  it('does nothing in a notebook that is private', async function () {
    this.timeout(240_000);
    await editCell('hidden.cells', 2);
    const from = await simulator.seen();
    await type('\nlarger ');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await outcome(cairn, 'excluded');
    assert.deepEqual(await simulator.requests(from), []);
  });

  /** Opens a notebook with the cursor at the end of a cell; the cell's document. */
  async function editCell(name, index) {
    const uri = vscode.Uri.joinPath(folder(), name);
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    const selections = [new vscode.NotebookRange(index, index + 1)];
    await vscode.window.showNotebookDocument(notebook, { selections, preview: false });
    const { document } = notebook.cellAt(index);
    await until(
      async () => {
        await vscode.commands.executeCommand('notebook.cell.edit');
        return vscode.window.activeTextEditor?.document === document;
      },
      'the cell is edited',
      30_000,
    );
    await vscode.commands.executeCommand('cursorBottom');
    return document;
  }
});
