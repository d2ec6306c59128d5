'use strict';
const assert = require('node:assert/strict');
const { createServer } = require('node:net');
const vscode = require('vscode');
const { accept, closeEditors, openAt, readyCairn, type, until, watchErrors } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const twenty = 'const twenty1234 = 5';
/** Every fault of the simulator with what the user is told, or with what arrives nevertheless. */
const outcomes = Object.entries(JSON.parse(process.env.CAIRN_FAULT_OUTCOMES));
const told = outcomes.filter(([, { message }]) => message !== undefined);
const survived = outcomes.filter(([, { text }]) => text === 'the answer' || text === 'whole');

describe('an endpoint that fails', () => {
  let cairn;
  let warnings;
  let document;
  let errors;
  /** Requests of earlier tests. */
  let earlier;
  let tests = 0;
  before(async () => {
    errors = watchErrors();
    warnings = watchWarnings();
    cairn = await readyCairn();
  });
  beforeEach(async () => {
    warnings.messages.length = 0;
    // After a change of the endpoint's settings each kind of failure is told once more.
    await updateSetting('endpoint.chatModel', `chat-${tests}`);
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
  after(() => {
    warnings.stop();
    assert.deepEqual(errors.stop(), []);
  });

  for (const [fault, { message }] of told)
    it(`${fault}: typing goes on, the user is told, and completion comes back by itself`, async function () {
      this.timeout(90_000);
      await simulator.answers([['', '12345678 + more;']]);
      await simulator.set({ fault });
      await typesAll();
      await failed(message);
      await simulator.set({ fault: null });
      await comesBack();
    });

  for (const [fault, { text }] of survived)
    it(`${fault}: completion goes on, and nobody is told`, async function () {
      this.timeout(90_000);
      await simulator.set({ fault });
      await comesBack(() => (text === 'whole' ? text : "'grüße 👋 日本語';"));
      assert.deepEqual(warnings.messages, []);
    });

  it('endless: typing goes on, every socket is closed, nobody is told, and completion comes back', async function () {
    this.timeout(90_000);
    await simulator.answers([['', 'one + ']]);
    const from = await simulator.seen();
    await simulator.set({ fault: 'endless' });
    await typesAll();
    await simulator.requested(({ prefix }) => prefix?.endsWith(twenty), 'what was typed', from);
    await until(async () => (await simulator.requests(from)).every(({ ended }) => ended), 'every socket is closed');
    assert.deepEqual(warnings.messages, []);
    await simulator.set({ fault: null });
    await comesBack();
  });

  it('every fault of the simulator has its test', () => {
    const rest = outcomes.filter((outcome) => !told.includes(outcome) && !survived.includes(outcome));
    assert.deepEqual(rest, [['endless', { text: 'cut' }]]);
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

  it('down: typing goes on, the user is told, and completion comes back when the address answers', async function () {
    this.timeout(90_000);
    const address = vscode.workspace.getConfiguration('cairn').get('endpoint.url');
    const host = `127.0.0.1:${await freePort()}`;
    await updateSetting('endpoint.url', `http://${host}/v1`);
    try {
      await typesAll();
      await failed(`Nothing answers at ${host}: start the server there, or correct the endpoint's base URL.`);
    } finally {
      await updateSetting('endpoint.url', address);
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

  /** Waits until a request has failed and the user is told so, once. */
  async function failed(message) {
    const isThere = () => warnings.messages.length > 0 && fresh().some(({ outcome }) => outcome === 'model-error');
    await until(isThere, 'a request ended as model-error, and the user is told').catch((error) => {
      throw new Error(`${error.message}. Ended: ${fresh().map(({ outcome }) => outcome)}. Told: ${warnings.messages}`);
    });
    assert.deepEqual(warnings.messages, [message]);
  }

  /** Types and waits until the last character has been answered. */
  async function typeAnswered(text) {
    const from = await simulator.seen();
    await type(text);
    await simulator.requested(({ prefix, ended }) => ended && prefix?.endsWith(text), `the text after ${text}`, from);
  }

  /** Types new lines, as a person would go on, until one of them is completed with what arrives in that round. */
  async function comesBack(arriving = (round) => `${round};`) {
    let round = 0;
    await until(
      async () => {
        const typed = `const again${++round} = `;
        const answer = arriving(round);
        await simulator.answers([[typed, answer]]);
        await type(`\n${typed}`);
        await accept(document, 2000).catch(() => undefined);
        return document.getText().endsWith(typed + answer);
      },
      'a line is completed',
      60_000,
    );
  }
});

/** Changes one of Cairn's user settings. */
const updateSetting = (name, value) =>
  vscode.workspace.getConfiguration('cairn').update(name, value, vscode.ConfigurationTarget.Global);

/** Collects the warnings that Cairn shows; tests below its own folder have the editor's API in common with it. */
function watchWarnings() {
  const messages = [];
  const { showWarningMessage } = vscode.window;
  vscode.window.showWarningMessage = async (message) => void messages.push(message);
  return {
    messages,
    stop() {
      vscode.window.showWarningMessage = showWarningMessage;
    },
  };
}

/** A port that nothing listens on. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
