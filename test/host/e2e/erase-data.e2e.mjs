import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { eventLines } from '../event-lines.mjs';
import { until } from '../until.mjs';
import { packageWorkspace } from '../workspaces.mjs';

const key = 'erase-canary-31b7';
const question = 'Where is the ETag of a response generated?';

/** Express and an endpoint that wants a key. */
export async function setup({ defer }) {
  const workspace = packageWorkspace('express');
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start({
    models: ['qwen2.5-coder'],
    key,
    answer: ({ kind, prefix }) => {
      if (kind === 'chat') return 'It is made by a generator [1].';
      return /var \w+ = $/.test(prefix) ? 'alpha(beta);' : '';
    },
  });
  defer(() => simulator.close());
  return {
    folder: workspace.path,
    files: ['lib/view.js'],
    settings: { 'cairn.endpoint.url': simulator.url, 'cairn.endpoint.model': 'qwen2.5-coder' },
    state: { workspace, simulator },
  };
}

/** Everything that Cairn keeps in the editor's folder, as `{ 'metrics/2026-01-01.ab.jsonl': 'text' }`. */
function kept(server) {
  const folder = path.join(server.folders.userData, 'User/globalStorage/cairn.cairn');
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file, 'latin1')];
    }),
  );
}

const events = (server) =>
  Object.entries(kept(server))
    .filter(([name]) => /^metrics\/.*\.jsonl$/.test(name))
    .flatMap(([, text]) => eventLines(text));

const names = (server, folder) => Object.keys(kept(server)).filter((name) => name.startsWith(`${folder}/`));
const accepted = (server) => events(server).filter(({ outcome }) => outcome === 'accepted').length;

async function typeLine(workbench, name) {
  await workbench.openFile('lib/view.js', { line: 30 });
  await workbench.press('End', 'Enter');
  await workbench.type(`var ${name} = `);
}

export const tests = [
  {
    name: 'a key, a conversation, an accept, a pin and an index are there',
    async run({ workbench, server }) {
      await workbench.indexReady();
      await workbench.command('Cairn: Set Endpoint Key…');
      await workbench.page.locator('.quick-input-widget input[type="password"]').waitFor();
      await workbench.answer(key);
      const completes = async () => {
        await typeLine(workbench, 'first');
        return workbench.ghostText({ timeout: 5_000 }).catch(() => undefined);
      };
      await until(completes, 'the endpoint completes with the key', 60_000);
      await workbench.accept();
      await until(() => accepted(server) === 1, 'the accept is recorded');
      await workbench.command('Cairn: Pin This File');
      await workbench.showView('Cairn');
      const panel = workbench.webview();
      await panel.locator('textarea').fill(question);
      await panel.locator('textarea').press('Enter');
      await panel.locator('.markdown', { hasText: 'It is made by a generator' }).waitFor();
      await until(() => names(server, 'conversations').length === 1, 'the conversation is stored');
      const isStored = () => names(server, 'indexes').some((name) => name.endsWith('.cairn-index'));
      await until(isStored, 'the index is stored', 60_000);
    },
  },
  {
    name: 'Erase All Data asks first, and Cancel leaves everything',
    async run({ workbench, server }) {
      await workbench.command('Cairn: Erase All Data');
      const text = await workbench.dialog();
      for (const word of ['Conversations', 'acceptance records', 'keys', 'indexes', 'files and settings stay'])
        assert.ok(text.includes(word), `"${word}" is missing in: ${text}`);
      await workbench.dialogButton('Cancel');
      await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
      assert.equal(accepted(server), 1);
      assert.equal(names(server, 'conversations').length, 1);
      await workbench.webview().getByText(question).first().waitFor();
    },
  },
  {
    name: 'then nothing of it is left: on disk, in the chat, in the report and at the endpoint',
    async run({ workbench, server, state }) {
      const before = state.workspace.read('lib/view.js');
      await workbench.command('Cairn: Erase All Data');
      await workbench.dialog();
      await workbench.dialogButton('Erase');
      await workbench.toast(/All of Cairn’s data is erased/);
      assert.equal(accepted(server), 0);
      assert.deepEqual(names(server, 'conversations'), []);
      await until(
        async () => (await workbench.webview().getByText(question).count()) === 0,
        'the conversation is gone from the panel',
      );
      await workbench.clearToasts();
      const refused = async () => {
        await typeLine(workbench, 'second');
        return workbench.toast(/key/, { timeout: 5_000 }).catch(() => undefined);
      };
      await until(refused, 'the endpoint misses its key', 60_000);
      assert.equal(state.simulator.requests.at(-1).headers.authorization?.includes(key) ?? false, false);
      await workbench.clearToasts();
      await workbench.command('Cairn: Show Acceptance');
      await until(async () => /Accepted: 0, /.test(await workbench.editorText()), 'the report begins anew');
      await workbench.command('Cairn: Index Status');
      await until(async () => /Files: 10\b/.test(await workbench.editorText()), 'the index is built anew');
      assert.equal(state.workspace.read('lib/view.js'), before, 'files stay as they are');
      for (const [name, text] of Object.entries(kept(server))) assert.ok(!text.includes(key), name);
    },
  },
];
