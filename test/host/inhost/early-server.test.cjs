'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { closeEditors, openAt, readyCairn, serverProcess, type, until, watchErrors } = require('./support.cjs');
const simulator = require('./simulator.cjs');

describe('a context server that starts before the exclusion policy is there', () => {
  const errors = watchErrors();
  let search;
  before(async () => {
    search = await vscode.extensions.getExtension('cairn-test.cairn-held-search').activate();
    await until(() => methods().includes('initialized'), 'the server is initialised', 60_000);
  });
  after(async () => {
    await closeEditors();
    assert.deepEqual(errors.stop(), []);
  });

  it('runs, and is told of no policy, document or question', async () => {
    assert.ok(serverProcess(), 'the context server runs');
    assert.equal(search.sent[0].method, 'initialize');
    assert.equal(search.sent[0].params.initializationOptions.policy, null);
    await openAt('src/hidden.ts');
    await type('\nhiddenCanary(');
    await openAt('src/main.ts');
    await type('\narea(');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await vscode.commands.executeCommand('cairn.ask', 'What does hiddenCanary return?');
    assert.deepEqual(
      methods().filter((method) => /^textDocument\/|^cairn\/(context|predict|judge|policy)$/.test(method)),
      [],
    );
    const texts = (await simulator.requests()).map(({ text }) => text);
    assert.deepEqual(
      texts.filter((text) => text.includes('canary: string') || text.includes('radius: number')),
      [],
    );
  });

  it('gets the policy before any document once it is compiled, and then the documents that it may have', async () => {
    search.release();
    await until(() => opened('/src/main.ts'), 'the free document is synchronised', 30_000);
    assert.equal(opened('/src/hidden.ts'), false);
    const all = methods();
    assert.ok(all.indexOf('cairn/policy') < all.indexOf('textDocument/didOpen'), all.join(', '));
    const cairn = await readyCairn();
    assert.equal((await cairn.status()).epoch, 1);
    assert.equal(all.filter((method) => method === 'cairn/policy').length, 1);
  });

  it('then completes with the context of free files', async () => {
    const from = await simulator.seen();
    await openAt('src/main.ts');
    await type(';\nconst size = area(');
    const request = await simulator.requested(({ prefix }) => prefix?.endsWith('size = area('), 'the call', from);
    assert.ok(request.text.includes('radius: number'), request.text);
    await type('1);\nhiddenCanary(');
    const hidden = await simulator.requested(({ prefix }) => prefix?.endsWith('hiddenCanary('), 'the call', from);
    assert.ok(!hidden.text.includes('canary: string'), hidden.text);
  });

  const methods = () => search.sent.map(({ method }) => method).filter(Boolean);

  const opened = (path) =>
    search.sent.some(
      ({ method, params }) => method === 'textDocument/didOpen' && params.textDocument.uri.endsWith(path),
    );
});
