'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');

describe('activation', () => {
  const extension = vscode.extensions.getExtension('cairn.cairn');

  it('activates', async () => {
    assert.ok(extension, 'cairn.cairn is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that it contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed = extension.packageJSON.contributes.commands.map(({ command }) => command);
    assert.ok(contributed.length > 0);
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('runs on the Node of the host and in a supported VS Code', () => {
    assert.ok(Number.parseInt(process.versions.node, 10) >= 22);
    const [major, minor] = vscode.version.split('.').map(Number);
    assert.ok(major > 1 || minor >= 105, vscode.version);
  });
});
