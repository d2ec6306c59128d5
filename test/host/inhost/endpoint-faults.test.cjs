'use strict';
const assert = require('node:assert/strict');
const { createServer } = require('node:net');
const vscode = require('vscode');
const { accept, closeEditors, openAt, readyCairn, type, until, watchErrors } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const twenty = 'const twenty1234 = 5';

describe('an endpoint that fails', () => {
  let cairn;
  let document;
  let errors;
  /** Requests of earlier tests. */
  let earlier;
  let tests = 0;
  before(async () => {
    errors = watchErrors();
    cairn = await readyCairn();
  });
  beforeEach(async () => {
    earlier = new Set(cairn.recentRequests().map(({ trace }) => trace));
    const opened = await openAt('src/main.ts');
    document = opened.document;
    // Another text each time, which no cache knows.
    await opened.editor.edit((edit) => edit.insert(opened.editor.selection.active, `// test ${++tests}\n`));
  });
  afterEach(async () => {
    await simulator.set({ fault: null, delayMs: 0 });
    await closeEditors();
  });
  after(() => assert.deepEqual(errors.stop(), []));

  for (const fault of [
    'html',
    'unauthorised',
    'not-found',
    'rate-limited',
    'loading',
    'server-error',
    'close-mid-stream',
    'not-json',
    'wrong-content-type',
  ])
    it(`${fault}: typing goes on, the failure is listed, and completion comes back by itself`, async function () {
      this.timeout(90_000);
      await simulator.answers([['', '12345678 + more;']]);
      await simulator.set({ fault });
      await typesAll();
      if (fault !== 'wrong-content-type') await failed();
      await simulator.set({ fault: null });
      await comesBack();
    });

  it('slow: typing goes on, what is not wanted any more is aborted, and completion comes back', async function () {
    this.timeout(90_000);
    const from = await simulator.seen();
    await simulator.set({ fault: 'slow-first-byte' });
    await type('const slow');
    const isFirst = ({ prefix }) => prefix?.split('\n').at(-1).startsWith('c');
    const { index } = await simulator.requested(isFirst, 'the first one', from);
    await typesAll();
    await until(async () => (await simulator.requests(index))[0].aborted, 'the socket is closed');
    await simulator.set({ fault: null });
    await comesBack();
  });

  it('down: typing goes on, the failure is listed, and completion comes back when the address answers', async function () {
    this.timeout(90_000);
    const settings = vscode.workspace.getConfiguration('cairn');
    const address = settings.get('endpoint.url');
    await settings.update('endpoint.url', `http://127.0.0.1:${await freePort()}/v1`, vscode.ConfigurationTarget.Global);
    try {
      await typesAll();
      await failed();
    } finally {
      await settings.update('endpoint.url', address, vscode.ConfigurationTarget.Global);
    }
    await comesBack();
  });

  it('text that differs from what is typed closes the socket', async () => {
    await simulator.answers([['const other', 'wise = 1; const more = 2;']]);
    await typeAnswered('const othe');
    await simulator.set({ fault: 'stall' });
    await type('r');
    const { index } = await simulator.requested(({ answer }) => answer?.startsWith('wise'), 'the stream stalls');
    assert.equal((await simulator.requests(index))[0].aborted, false);
    await simulator.set({ fault: null });
    await type(' = ');
    await until(async () => (await simulator.requests(index))[0].aborted, 'the socket is closed', 30_000);
  });

  it('leaving the file closes the socket', async () => {
    await simulator.answers([]);
    await typeAnswered('const lef');
    await simulator.set({ fault: 'slow-first-byte' });
    const from = await simulator.seen();
    await type('t');
    const { index } = await simulator.requested(({ prefix }) => prefix?.endsWith('const left'), 'a slow one', from);
    await closeEditors();
    await until(async () => (await simulator.requests(index))[0].aborted, 'the socket is closed', 30_000);
  });

  async function typesAll() {
    const before = document.getText();
    assert.equal(twenty.length, 20);
    await type(twenty);
    assert.equal(document.getText(), before + twenty);
  }

  const fresh = () => cairn.recentRequests().filter(({ trace }) => trace === undefined || !earlier.has(trace));

  /** Waits until a request has failed. */
  async function failed() {
    const isThere = () => fresh().some(({ outcome }) => outcome === 'model-error');
    await until(isThere, 'a request ended as model-error').catch((error) => {
      throw new Error(`${error.message}. Ended: ${fresh().map(({ outcome }) => outcome)}`);
    });
  }

  /** Types and waits until the last character has been answered. */
  async function typeAnswered(text) {
    const from = await simulator.seen();
    await type(text);
    await simulator.requested(({ prefix, ended }) => ended && prefix?.endsWith(text), `the text after ${text}`, from);
  }

  /** Types new lines, as a person would go on, until one of them is completed. */
  async function comesBack() {
    let round = 0;
    await until(
      async () => {
        const typed = `const again${++round} `;
        await simulator.answers([[typed, `= ${round};`]]);
        await type(`\n${typed}`);
        await accept(document, 2000).catch(() => undefined);
        return document.getText().endsWith(`${typed}= ${round};`);
      },
      'a line is completed',
      60_000,
    );
  }
});

/** A port that nothing listens on. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
