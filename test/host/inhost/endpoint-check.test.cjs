'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { closeEditors, openAt, readyCairn, type, until, watchErrors } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const settings = () => vscode.workspace.getConfiguration('cairn.endpoint');
const set = (name, value) => settings().update(name, value, vscode.ConfigurationTarget.Global);

describe('Cairn: Check Endpoint', () => {
  let cairn;
  let errors;
  before(async () => {
    errors = watchErrors();
    cairn = await readyCairn();
  });
  afterEach(async () => {
    await simulator.set({ fault: null, dialect: 'openai' });
    await closeEditors();
  });
  after(() => assert.deepEqual(errors.stop(), []));

  /** Runs the command and waits until the report that it shows says this; one of before may stand there for a moment. */
  async function report(...patterns) {
    await vscode.commands.executeCommand('cairn.checkEndpoint');
    const text = () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'cairn-report' ? document.getText() : '';
    };
    const fits = () => patterns.every((pattern) => pattern.test(text()));
    await until(fits, `the report says ${patterns.join(', ')}`).catch((error) => {
      throw new Error(`${error.message}. It says: ${text()}`);
    });
  }

  it('says how a llama.cpp server is asked', async function () {
    this.timeout(60_000);
    await simulator.set({ dialect: 'llamacpp' });
    await simulator.answers([['of numbers) ', 'sum += number; // and some more text than one piece']]);
    await report(
      /\| ✓ \| Connection \| 127\.0\.0\.1:\d+ answers in \d+ ms\./,
      /\| ✓ \| Fill in the middle \| The server is llama\.cpp\. Asked by `infill`, found by itself/,
      /Asked from the machine `[^`]+`/,
    );
    assert.ok((await simulator.requests()).every(({ text: sent }) => !sent.includes('const first')));
  });

  it('says what is wrong, and what to do', async function () {
    this.timeout(60_000);
    await simulator.set({ fault: 'unauthorised' });
    await report(
      /^It does not work/m,
      /\| ✗ \| Key \| .*asks for a key: set one with the command "Cairn: Set Endpoint Key"\./,
    );
  });

  it('looks anew each time', async function () {
    this.timeout(60_000);
    await simulator.set({ fault: 'html' });
    await report(/\| ✗ \| Connection \| .*web page instead of the OpenAI API/);
    await simulator.set({ fault: null, dialect: 'vllm' });
    await closeEditors();
    await report(/The server is vllm\. Asked by `template`/);
  });

  it('helps where no model is set yet', async function () {
    this.timeout(60_000);
    const model = settings().get('model');
    await set('model', undefined);
    try {
      await report(/\| ✗ \| Model \| No model is set: .* It offers `qwen2\.5-coder`\./);
    } finally {
      await set('model', model);
    }
  });

  it('says that today’s tokens are used up, and nothing is sent then', async function () {
    this.timeout(60_000);
    await simulator.answers([['of numbers) ', 'sum += number;']]);
    await report(/Fill in the middle/);
    await closeEditors();
    await set('dailyTokens', 1);
    try {
      const from = await simulator.seen();
      await report(/Today's 1 tokens for 127\.0\.0\.1:\d+ are used up: raise cairn\.endpoint\.dailyTokens/);
      await closeEditors();
      await openAt('src/main.ts');
      // Those that come soon after the first one that failed are not tried.
      const failed = () => cairn.recentRequests().filter((request) => request.outcome === 'model-error').length;
      const before = failed();
      await type('const over = ');
      await until(() => failed() > before, 'a request fails');
      assert.deepEqual(await simulator.requests(from), []);
    } finally {
      await set('dailyTokens', undefined);
    }
  });
});
