'use strict';
const assert = require('node:assert/strict');
const { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');
const { closeEditors, folder, openAt, outcome, readyCairn, type, until } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const foreign = simulator.connect(process.env.CAIRN_FOREIGN_SIMULATOR);
const ignoreFile = () => vscode.Uri.joinPath(folder(), '.cairnignore');
const write = (text) => writeFileSync(ignoreFile().fsPath, text);
const functions = 10;

describe('exclusions in the editor', () => {
  let cairn;
  let lines = 0;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);

  it('a free file is completed and used, so that what follows means something', async () => {
    const { document } = await openAt('src/customers.ts');
    await simulator.completeHere(document);
    await closeEditors();
    const { text } = await promptAfter('customer0(');
    assert.ok(text.includes('customerCanary0: string'), text);
  });

  for (const name of ['user-secret', 'workspace-secret'])
    it(`${name}.ts is private by a setting of its scope`, async () => {
      await refused(`src/${name}.ts`);
    });

  it('a file that is a link to a private one is as private', async function () {
    if (process.platform === 'win32') this.skip();
    const { fsPath } = vscode.Uri.joinPath(folder(), 'src', 'plain-name.ts');
    symlinkSync('user-secret.ts', fsPath);
    await refused('src/plain-name.ts');
    rmSync(fsPath);
  });

  it('a rule that another program writes into .cairnignore holds for the file on screen', async () => {
    const { document } = await openAt('src/customers.ts');
    await simulator.completeHere(document);
    write('[private]\n/src/customers.ts\n');
    await until(
      async () => {
        await type('\nlet x ');
        await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
        return cairn.recentRequests().at(-1)?.outcome === 'excluded';
      },
      'the file on screen is excluded',
      30_000,
    );
    await closeEditors();
    await refused('src/customers.ts');
  });

  it('nothing of private files reaches the endpoint in a hundred completions that use their names', async function () {
    this.timeout(180_000);
    const from = await simulator.seen();
    const names = ['customer', 'user', 'workspace'].flatMap((name) =>
      Array.from({ length: functions }, (_, at) => `${name}${at}(`),
    );
    const { document, editor } = await openAt('src/main.ts');
    for (let at = 0; at < 100; at++) await promptIn(document, editor, names[at % names.length]);
    // The control: a file that is free shows up in the same way.
    const control = await promptIn(document, editor, 'supplier3(');
    assert.ok(control.text.includes('supplierCanary3'), control.text);

    const texts = (await simulator.requests(from)).map(({ text }) => text);
    assert.ok(texts.length > 100, String(texts.length));
    const leaked = texts.filter((text) => /(customer|user|workspace)Canary/.test(text));
    assert.deepEqual(leaked, []);
  });

  it('nothing of a private file reaches a chat prompt', async () => {
    const from = await simulator.seen();
    await vscode.commands.executeCommand('cairn.ask', 'What do customer3 and supplier3 return?');
    const { text } = await simulator.requested(({ kind }) => kind === 'chat', 'the question', from);
    assert.ok(text.includes('supplierCanary3'), text);
    assert.ok(!text.includes('customerCanary'), text);
  });

  it('a broken line gets a diagnostic, and the other lines hold', async () => {
    write('[private]\n!\n/src/suppliers.ts\n[privat]\n');
    const found = await until(
      () => {
        const all = vscode.languages.getDiagnostics(ignoreFile());
        return all.length > 0 && all;
      },
      'the file has diagnostics',
      30_000,
    );
    assert.deepEqual(
      found.map(({ range, source }) => [range.start.line, source]),
      [
        [1, 'Cairn'],
        [3, 'Cairn'],
      ],
    );
    await refused('src/suppliers.ts');
    write('[private]\n/src/suppliers.ts\n');
    await until(() => vscode.languages.getDiagnostics(ignoreFile()).length === 0, 'the diagnostics are gone', 30_000);
  });

  it('a rule that is taken away gives the file back', async function () {
    this.timeout(90_000);
    rmSync(ignoreFile().fsPath);
    await until(
      async () => {
        // While the rules are read anew nothing is asked.
        const request = await promptAfter('customer1(', 2000).catch(() => undefined);
        return request?.text.includes('customerCanary1: string');
      },
      'the file is used again',
      60_000,
    );
    const { document } = await openAt('src/suppliers.ts');
    await simulator.completeHere(document);
  });

  it('rules hold in a directory that is moved in with another one, of whose files the editor never tells', async function () {
    this.timeout(90_000);
    const codeFiles = async () => (await cairn.status()).languages.typescript;
    const before = await codeFiles();
    const elsewhere = `${folder().fsPath}-elsewhere`;
    const moved = path.join(folder().fsPath, 'moved');
    const writeInner = (name, text) => writeFileSync(path.join(moved, 'inner', name), text);
    mkdirSync(path.join(elsewhere, 'inner'), { recursive: true });
    renameSync(elsewhere, moved);
    writeInner('shown.ts', 'export const shown = 1;\n');
    await until(async () => (await codeFiles()) === before + 1, 'the file is in the index', 30_000);
    writeInner('hidden.ts', 'export const hidden = 1;\n');
    await until(async () => (await codeFiles()) === before + 2, 'the file that came later is in the index', 30_000);
    writeInner('.cairnignore', 'hidden.ts\n');
    await until(async () => (await codeFiles()) === before + 1, 'the file that the rule hides is out of it', 30_000);
    await refused('moved/inner/hidden.ts');
    rmSync(moved, { recursive: true });
    await until(async () => (await codeFiles()) === before, 'the directories are out of the index', 30_000);
  });

  it('what is asked for while changed rules are read is answered as soon as they are', async () => {
    const { document, editor } = await openAt('src/suppliers.ts');
    const set = (patterns) =>
      vscode.workspace
        .getConfiguration('cairn')
        .update('exclude.lowQuality', patterns, vscode.ConfigurationTarget.Workspace);
    const line = 'const held ';
    await editor.edit((edit) => edit.insert(document.lineAt(document.lineCount - 1).range.end, `\n${line.trimEnd()}`));
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    const from = await simulator.seen();
    await set(['nothing/of/this/name']);
    await type(line.at(-1));
    await simulator.requested(({ prefix }) => prefix?.endsWith(`\n${line}`), line, from);
    await set(undefined);
  });

  it('a workspace cannot choose the endpoint', async () => {
    assert.equal(vscode.workspace.getConfiguration('cairn').get('endpoint.model'), 'qwen2.5-coder');
    assert.deepEqual(await foreign.requests(), []);
    const all = await simulator.requests();
    assert.ok(all.length > 100);
    assert.deepEqual([...new Set(all.map(({ model }) => model))], ['qwen2.5-coder']);
  });

  async function refused(relative) {
    const from = await simulator.seen();
    await openAt(relative);
    await type('const x ');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await outcome(cairn, 'excluded');
    assert.deepEqual(await simulator.requests(from), []);
    await closeEditors();
  }

  async function promptAfter(call, ms) {
    const { document, editor } = await openAt('src/main.ts');
    const request = await promptIn(document, editor, call, ms);
    await closeEditors();
    return request;
  }

  /** The request at the end of a new last line, of which there is no second; only its bracket is typed by hand. */
  async function promptIn(document, editor, call, ms) {
    const from = await simulator.seen();
    const line = `/* ${++lines} */ ${call}`;
    await editor.edit((edit) =>
      edit.insert(document.lineAt(document.lineCount - 1).range.end, `\n${line.slice(0, -1)}`),
    );
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await type(line.at(-1));
    return simulator.requested(({ prefix }) => prefix?.endsWith(line), line, from, ms);
  }
});
