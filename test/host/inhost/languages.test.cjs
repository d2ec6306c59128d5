'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { filesOfRound } = require('./language-files.cjs');
const { closeEditors, folder, openAt, serverProcess, until, watchErrors } = require('./support.cjs');

const rounds = [1, 2];
const perRound = Object.keys(filesOfRound(0)).length;

describe('a folder of every language that has a grammar', () => {
  let cairn;
  let server;
  const errors = watchErrors();
  before(async function () {
    if (process.platform !== 'linux') this.skip();
    this.timeout(180_000);
    cairn = await vscode.extensions.getExtension('cairn.cairn').activate();
    server = await until(serverProcess, 'the context server runs', 60_000);
    await indexed(perRound);
  });
  afterEach(closeEditors);
  after(() => assert.deepEqual(errors.stop(), []));

  async function indexed(files) {
    let status;
    const read = async () => {
      status = await cairn.status().catch(() => undefined);
      return status?.phase === 'ready' && status.files === files;
    };
    await until(read, `${files} files are indexed`, 120_000).catch((error) => {
      throw new Error(`${error.message}. The status is ${JSON.stringify(status)}`);
    });
    return status;
  }

  it('is parsed whole, each file by its grammar', async () => {
    const status = await indexed(perRound);
    assert.deepEqual(status.setAside, []);
    assert.ok(Object.keys(status.languages).length >= 25, JSON.stringify(status.languages));
    assert.ok(status.symbols > status.files * 10, `${status.symbols} symbols in ${status.files} files`);
  });

  for (const round of rounds)
    it(`goes on in the same context server when more of it is written (${round})`, async function () {
      this.timeout(180_000);
      for (const [path, text] of Object.entries(filesOfRound(round)))
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), path), Buffer.from(text));
      const before = await cairn.status();
      const status = await indexed(perRound * (round + 1));
      assert.deepEqual(status.setAside, []);
      assert.ok(status.symbols >= before.symbols);
      assert.equal(serverProcess(), server);
    });

  it('has its syntax at the cursor too', async function () {
    this.timeout(180_000);
    for (const path of Object.keys(filesOfRound(0)).filter((name) => name.includes('/part0/'))) {
      const { document } = await openAt(path, 12);
      assert.ok(document.lineCount > 12);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    }
    await indexed(perRound * (rounds.length + 1));
    assert.equal(serverProcess(), server);
  });
});
