'use strict';
const assert = require('node:assert/strict');
const { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const vscode = require('vscode');

/** What the editor asked its providers for, as this one beside Cairn's sees it, newest last; it says who was silent when a test waits in vain. */
const asks = [];
vscode.languages.registerInlineCompletionItemProvider(
  { pattern: '**' },
  {
    provideInlineCompletionItems({ version }, { line, character }, { triggerKind }, token) {
      const ask = { version, at: `${line}:${character}`, triggerKind, time: new Date().toISOString() };
      asks.push(ask);
      token.onCancellationRequested(() => Object.assign(ask, { cancelled: true }));
      return [];
    },
  },
);

/** Waits until `condition` gives something true, and gives it back. */
async function until(condition, what, ms = 15_000) {
  const end = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited in vain for this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Waits until the editor asks for completions. It makes what does so up to five seconds after its first document, and never asks for
 * what was typed before; the editor of files stays for those that are opened later.
 */
async function untilEditorAsks() {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'cairn-first-')), 'first.txt');
  writeFileSync(file, '');
  await vscode.window.showTextDocument(vscode.Uri.file(file));
  const isAsked = async () => {
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger', { explicit: false });
    return asks.length > 0;
  };
  await until(isAsked, 'the editor asks for a completion');
  await closeEditors();
  rmSync(path.dirname(file), { recursive: true });
}

/** Cairn's exported API, once the index is ready and the editor asks for completions. */
async function readyCairn() {
  const cairn = await vscode.extensions.getExtension('cairn.cairn').activate();
  await until(async () => {
    const status = await cairn.status().catch(() => undefined);
    return status?.phase === 'ready' || status?.phase === 'no-folder';
  }, 'the index is ready');
  if (asks.length === 0) await untilEditorAsks();
  return cairn;
}

const folder = (index = 0) => vscode.workspace.workspaceFolders[index].uri;

/** Opens a file of a workspace folder with the cursor at a zero-based line's end, or at the end of the file. */
async function openAt(relative, line, index = 0) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(index), relative));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const at = document.lineAt(line ?? document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(at, at);
  return { document, editor };
}

/**
 * Types as the keyboard does, one character after the other. A view that is still loading may take the focus, and the editor drops
 * what is typed then: such a character is typed again. One that closes a bracket or a string may be there already.
 */
async function type(text) {
  for (const character of text) {
    const document = vscode.window.activeTextEditor?.document;
    const before = document?.version;
    await vscode.commands.executeCommand('type', { text: character });
    if (!document || document.version !== before || ')]}"\'`'.includes(character)) continue;
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await vscode.commands.executeCommand('type', { text: character });
  }
}

/** Accepts the suggestion on screen; true once the document has changed. The editor accepts only what is in the focused editor. */
async function accept(document, ms) {
  const before = document.getText();
  const accepted = async () => {
    await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    if (document.getText() !== before) return true;
    if (!vscode.window.activeNotebookEditor)
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    return false;
  };
  try {
    await until(accepted, 'a suggestion is accepted', ms);
  } catch (error) {
    throw withOutcomes(error);
  }
}

/** The same error, which also says what the editor asked for last and how the last completion requests ended. */
function withOutcomes(error) {
  const cairn = vscode.extensions.getExtension('cairn.cairn').exports;
  const outcomes = cairn.recentRequests().map(({ outcome }) => outcome);
  const asked = `The editor asked last ${JSON.stringify(asks.slice(-3))} of a document at version ${vscode.window.activeTextEditor?.document.version}`;
  return new Error(`${error.message}. ${asked}. Requests ended as ${outcomes.slice(-10).join(', ')}.`, {
    cause: error,
  });
}

/** Waits until the newest request has ended like this. */
const outcome = (cairn, wanted, what) =>
  until(
    () => cairn.recentRequests().at(-1)?.outcome === wanted,
    `${what ?? 'the last request'} ended as ${wanted}`,
    30_000,
  ).catch((error) => {
    throw withOutcomes(error);
  });

/** Collects what is thrown in the extension host and comes out of Cairn's code; `stop` gives it back. */
function watchErrors() {
  const errors = [];
  const note = (error) => {
    const text = String(error?.stack ?? error);
    if (/dist[\\/](extension|server)|cairn/i.test(text)) errors.push(text);
  };
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);
  return {
    stop() {
      process.off('unhandledRejection', note);
      process.off('uncaughtExceptionMonitor', note);
      return errors;
    },
  };
}

/** The context server's process: a child of this extension host. Linux only. */
function serverProcess() {
  const found = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))[1]);
      return parent === process.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('dist/server.js');
    } catch {
      return false;
    }
  });
  assert.ok(found.length <= 1, `${found.length} context servers are running`);
  return found[0] && Number(found[0]);
}

/** Kills the context server; the process that is gone. Linux only. */
function killServer() {
  const killed = serverProcess();
  assert.ok(killed, 'the context server runs');
  process.kill(killed, 'SIGKILL');
  return killed;
}

/** Waits until another context server than the killed one runs, doing `meanwhile` again and again, and then until its index is ready. */
async function restartedServer(cairn, killed, meanwhile = async () => undefined) {
  const isAnother = async () => {
    await meanwhile();
    const now = serverProcess();
    return now !== undefined && now !== killed;
  };
  await until(isAnother, 'another context server runs', 60_000);
  const isReady = async () => (await cairn.status().catch(() => undefined))?.phase === 'ready';
  await until(isReady, 'the index is ready again', 60_000);
}

async function closeEditors() {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

module.exports = {
  accept,
  closeEditors,
  folder,
  killServer,
  openAt,
  outcome,
  readyCairn,
  restartedServer,
  serverProcess,
  type,
  until,
  watchErrors,
  withOutcomes,
};
