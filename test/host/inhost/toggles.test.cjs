'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { closeEditors, openAt, readyCairn, type, until } = require('./support.cjs');

const settings = () => vscode.workspace.getConfiguration('cairn', vscode.window.activeTextEditor?.document);

describe('turning completion on and off', () => {
  let cairn;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(closeEditors);

  /** Asks by hand and waits until the newest request ended in what `fits`. */
  async function ask(fits, what) {
    await type('\nconst ');
    await until(async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      return fits(cairn.recentRequests().at(-1)?.outcome);
    }, what);
  }
  const isOff = (wanted) => (outcome) => outcome === wanted;
  const isOn = (outcome) => outcome !== undefined && !['language-off', 'disabled', 'running'].includes(outcome);

  it('a wrong entry of the user’s map turns no other language on', async () => {
    await openAt('notes.md');
    await ask(isOff('language-off'), 'Markdown is off');
  });

  it('for a language keeps what else the user’s map says', async () => {
    await openAt('main.ts');
    await ask(isOn, 'TypeScript is on');
    await vscode.commands.executeCommand('cairn.toggleLanguage');
    await ask(isOff('language-off'), 'TypeScript is off');
    const map = () => settings().inspect('completion.languages').globalValue;
    assert.deepEqual(map(), { python: 'sometimes', go: false, typescript: false });
    await vscode.commands.executeCommand('cairn.toggleLanguage');
    await ask(isOn, 'TypeScript is on again');
    assert.deepEqual(map(), { python: 'sometimes', go: false, typescript: true });
  });

  it('for a language that the workspace turned off takes effect there', async () => {
    await openAt('main.ts');
    const { Workspace } = vscode.ConfigurationTarget;
    await settings().update('completion.languages', { typescript: false }, Workspace);
    await ask(isOff('language-off'), 'TypeScript is off');
    await vscode.commands.executeCommand('cairn.toggleLanguage');
    await ask(isOn, 'TypeScript is on');
    assert.deepEqual(settings().inspect('completion.languages').workspaceValue, { typescript: true });
    await settings().update('completion.languages', undefined, Workspace);
  });

  it('here writes the workspace’s settings', async () => {
    await openAt('main.ts');
    await vscode.commands.executeCommand('cairn.toggleHere');
    assert.equal(settings().inspect('completion.enabled').workspaceValue, false);
    await ask(isOff('disabled'), 'completion is off');
    await vscode.commands.executeCommand('cairn.toggleHere');
    assert.equal(settings().inspect('completion.enabled').workspaceValue, true);
    await ask(isOn, 'completion is on');
  });
});
