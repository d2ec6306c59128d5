'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');
const path = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');
const v8 = require('node:v8');
const vm = require('node:vm');
const vscode = require('vscode');
const { watchBlocks } = require('./blocks.cjs');
const { now } = require('./clock.cjs');

const line = 'const total = first + second;\n';
const type = (text) => vscode.commands.executeCommand('type', { text });

/** What the benchmark may ask of the extension host. `records` and `changes` grow while it runs. */
exports.actionsOf = (records, changes) => {
  let profiler;

  /** Types, waits for the provider's answer to that change, and gives what was recorded meanwhile. */
  const typed = async ({ text, answered = true, timeoutMs = 1500 }) => {
    const before = {
      changes: changes.length,
      calls: records.calls.length,
      requests: records.requests.length,
      sent: records.sent.length,
    };
    await type(text);
    const since = () => ({
      change: changes.slice(before.changes).at(-1),
      calls: records.calls.slice(before.calls),
      requests: records.requests.slice(before.requests),
      sent: records.sent.slice(before.sent),
    });
    const end = Date.now() + timeoutMs;
    for (;;) {
      const { change, calls } = since();
      const call = calls.find(({ version }) => version === change?.version);
      if (call && (!answered || call.returned !== undefined)) return since();
      if (Date.now() > end) return since();
      await delay(5);
    }
  };

  return {
    typed,

    /** Types, and at the change posts a body to a URL with nothing but `fetch`: the least that any extension takes. */
    bare({ text, url, body }) {
      return new Promise((resolve, reject) => {
        const listening = vscode.workspace.onDidChangeTextDocument(() => {
          listening.dispose();
          const at = now();
          const headers = { 'content-type': 'application/json' };
          const read = async () => {
            const response = await fetch(url, { method: 'POST', body, headers });
            const reader = response.body.getReader();
            await reader.read();
            const readAt = now();
            await reader.cancel();
            return { at, readAt };
          };
          read().then(resolve, reject);
        });
        type(text).then(undefined, reject);
      });
    },

    async ready() {
      const cairn = await vscode.extensions.getExtension('cairn.cairn').activate();
      const status = await cairn.status().catch(() => undefined);
      return status?.phase === 'ready' ? status : undefined;
    },

    activation: async () => records.activation,

    /** Milliseconds of questions to the server that it answers from a map: what a round trip takes on this machine. */
    async roundTrips({ count }) {
      const cairn = vscode.extensions.getExtension('cairn.cairn').exports;
      const from = records.requests.length;
      for (let done = 0; done < count; done++) {
        await cairn.explain('0'.repeat(32)).catch(() => undefined);
        await delay(5);
      }
      return records.requests.slice(from).map(({ ms }) => ms);
    },

    /** Opens a file of the workspace with the cursor at the end of a zero-based line. */
    async open({ file, line: at }) {
      const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, file);
      const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      const end = editor.document.lineAt(at).range.end;
      editor.selection = new vscode.Selection(end, end);
      editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.InCenter);
    },

    /** Undoes until the file is as it was. */
    async undo() {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
      const { document } = vscode.window.activeTextEditor;
      for (let steps = 0; document.isDirty && steps < 20; steps++) await vscode.commands.executeCommand('undo');
    },

    /** Types something else and takes it back, so that the editor asks again at the same place. */
    async askAgain() {
      await typed({ text: 'q', answered: false });
      const from = records.calls.length;
      await vscode.commands.executeCommand('deleteLeft');
      const { version } = vscode.window.activeTextEditor.document;
      const end = Date.now() + 1000;
      const again = () => records.calls.slice(from).filter((call) => call.version === version);
      while (!again().some(({ returned }) => returned) && Date.now() < end) await delay(5);
      return again();
    },

    async close() {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    },

    async setCompletion({ enabled }) {
      await vscode.workspace.getConfiguration('cairn').update('completion.enabled', enabled, true);
    },

    /** Types new lines and words at a place, each asking the server, and takes them back. */
    async warmUp({ file, line: at, changes: count }) {
      await this.open({ file, line: at });
      for (let done = 0; done < count; done++) {
        await type(done % 2 === 0 ? '\n' : `word${done} = `);
        await delay(30);
      }
      await this.close();
    },

    /** Types a text at a pace and gives the longest blocks of the event loop meanwhile. */
    async typeOn({ text, paceMs }) {
      const from = records.requests.length;
      const blocks = watchBlocks();
      for (const character of text) {
        await type(character);
        await delay(paceMs);
      }
      return { ...blocks.stop(), requests: records.requests.length - from };
    },

    /** Types a line without a pause and deletes it, `times` over; gives how many characters that were. */
    async edit({ times }) {
      const editor = vscode.window.activeTextEditor;
      const top = editor.selection.active.line;
      for (let done = 0; done < times; done++) {
        for (const character of line) await type(character);
        await editor.edit((builder) => builder.delete(new vscode.Range(top, 0, editor.selection.active.line, 0)));
      }
      return times * line.length;
    },

    /** What is in use after a collection, in bytes, without what the benchmark itself wrote down of each edit. */
    async memory() {
      for (const list of [changes, records.calls, records.requests, records.sent]) list.length = 0;
      return memoryInUse(records.serverPid);
    },

    /** Profiles this process and Cairn's server until `stopProfile`. */
    async startProfile() {
      process.kill(records.serverPid, 'SIGUSR2');
      profiler = new Session();
      profiler.connect();
      await profiler.post('Profiler.enable');
      await profiler.post('Profiler.setSamplingInterval', { interval: 200 });
      await profiler.post('Profiler.start');
    },

    async stopProfile({ folder, name }) {
      process.kill(records.serverPid, 'SIGUSR2');
      const { profile } = await profiler.post('Profiler.stop');
      profiler.disconnect();
      writeFileSync(path.join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
    },
  };
};

/** The extension host's heap after a collection, and the resident memory of Cairn's server. Bytes. */
function memoryInUse(serverPid) {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  for (let times = 0; times < 3; times++) collect();
  return { heap: process.memoryUsage().heapUsed, server: residentBytes(serverPid) };
}

function residentBytes(pid) {
  try {
    return 1024 * Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  } catch {
    return undefined;
  }
}
