'use strict';
const assert = require('node:assert/strict');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');
const { closeEditors, folder, openAt, readyCairn, serverProcess, type, until } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const run = (command) => vscode.commands.executeCommand(command);
const write = (relative, text) => writeFileSync(vscode.Uri.joinPath(folder(), relative).fsPath, text);

describe('the commands of the index', () => {
  let cairn;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);

  it('Index Status says what is indexed', async () => {
    const { symbols } = await cairn.status();
    await reports(/^Ready\.$/m, /^- Files: 3$/m, /^\| typescript \| 2 \|$/m, /^\| python \| 1 \|$/m);
    await reports(new RegExp(`^- Symbols: ${symbols}$`, 'm'));
  });

  it('Pause Indexing leaves new files alone, but for those that are open, until Resume Indexing', async function () {
    this.timeout(120_000);
    await run('cairn.pauseIndexing');
    await until(async () => (await cairn.status()).phase === 'paused', 'indexing is paused');
    await reports(/^Paused: only open files are indexed/m, /^- Files: 3$/m);
    write('src/closed.ts', 'export function closedOne(closedWidth: number): number { return closedWidth; }\n');
    write('src/opened.ts', 'export function openedOne(openedWidth: number): number { return openedWidth; }\n');
    await openAt('src/opened.ts');
    await prompted('openedOne(', 'openedWidth: number');
    assert.ok(!(await promptAfter('closedOne(')).includes('closedWidth'), 'a file that is not open waits');
    assert.equal((await cairn.status()).files, 4, 'only the open one is indexed');
    await run('cairn.resumeIndexing');
    await until(async () => (await cairn.status()).files === 5, 'the new files are indexed', 60_000);
    await prompted('closedOne(', 'closedWidth: number');
    await reports(/^Ready\.$/m, /^- Files: 5$/m);
  });

  it('Rebuild Index makes it anew in the same server, and ends a pause', async function () {
    this.timeout(120_000);
    const server = serverProcess();
    // The editors of the test before may still be closing, which changes what is indexed of them.
    const before = await until(async () => {
      const now = await cairn.status();
      return now.phase === 'ready' && now.files === 5 && now;
    }, 'the index is at rest');
    await run('cairn.pauseIndexing');
    await run('cairn.rebuildIndex');
    const after = await until(
      async () => {
        const now = await cairn.status();
        return now.phase === 'ready' && now;
      },
      'the index is ready again',
      60_000,
    );
    assert.deepEqual([after.files, after.symbols, after.languages], [before.files, before.symbols, before.languages]);
    assert.equal(serverProcess(), server);
    await prompted('area(', 'radius: number');
  });

  /** Runs the command and waits until the report that it shows says this; the one of before may stand there for a moment. */
  async function reports(...patterns) {
    await run('cairn.indexStatus');
    const { document } = vscode.window.activeTextEditor;
    assert.equal(document.uri.toString(), 'cairn-report:/Index.md');
    const fits = () => patterns.every((pattern) => pattern.test(document.getText()));
    await until(fits, `the report says ${patterns.join(', ')}`).catch((error) => {
      throw new Error(`${error.message}. It says: ${document.getText()}`);
    });
  }

  /** The prompt for a call on a line of its own. */
  async function promptAfter(call) {
    await openAt('src/main.ts');
    const from = await simulator.seen();
    await type(`\n${call}`);
    return (await simulator.requested(({ prefix }) => prefix?.endsWith(`\n${call}`), call, from)).text;
  }

  /** The first answers may come too late for a prompt. */
  const prompted = (call, wanted) =>
    until(async () => (await promptAfter(call)).includes(wanted), `a prompt contains ${wanted}`, 60_000);
});
