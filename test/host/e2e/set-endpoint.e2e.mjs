import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { until } from '../until.mjs';
import { fileWorkspace } from '../workspaces.mjs';

const key = 'key-canary-7c1e';

/** A folder, and an endpoint that wants a key and is named in no setting. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'main.ts': 'const first = 1;\n' });
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start({
    models: ['qwen2.5-coder', 'another-model'],
    key,
    answer: ({ prefix }) => (/const \w+ = $/.test(prefix) ? 'alpha(beta);' : ''),
  });
  defer(() => simulator.close());
  return { folder: workspace.path, files: ['main.ts'], state: { simulator } };
}

const settingsOf = ({ settingsFile }) => JSON.parse(readFileSync(settingsFile, 'utf8'));

/** Types a line of its own and waits for what the endpoint answers there; more than once while the new model is being set up. */
async function completes(workbench, name) {
  const shown = async () => {
    await workbench.press('Control+End', 'Enter');
    await workbench.type(`const ${name} = `);
    return workbench.ghostText({ timeout: 5_000 }).catch(() => undefined);
  };
  assert.equal(await until(shown, 'the endpoint completes', 60_000), 'alpha(beta);');
  await workbench.press('Escape');
}

async function enter(workbench, text) {
  await workbench.page.locator('.quick-input-widget:not(.hidden) input').first().waitFor();
  await workbench.answer(text);
}

const says = (workbench, text) =>
  workbench.page.locator('.quick-input-widget:not(.hidden)', { hasText: text }).first().waitFor();

export const tests = [
  {
    name: 'an address that is none is refused where it is written, with what to write',
    async run({ workbench, server }) {
      await workbench.indexReady();
      await workbench.command('Cairn: Set Endpoint…');
      await enter(workbench, '127.0.0.1:8080/v1');
      await says(workbench, 'The base URL has no scheme: start it with http:// or https://.');
      await enter(workbench, 'https://user:secret@example.com/v1');
      await says(workbench, 'Cairn: Set Endpoint Key');
      await workbench.press('Escape');
      assert.equal(settingsOf(server)['cairn.endpoint.url'], undefined);
      assert.match(await workbench.statusTooltip(), /Nothing leaves this machine/);
    },
  },
  {
    name: 'a good address is asked for its models with the key that it wants, and then completes',
    async run({ workbench, server, state }) {
      await workbench.command('Cairn: Set Endpoint…');
      await enter(workbench, state.simulator.url);
      await says(workbench, "kept in the editor's secret storage");
      assert.equal(await workbench.page.locator('.quick-input-widget input[type="password"]').count(), 1);
      await enter(workbench, key);
      await says(workbench, 'another-model');
      await workbench.pick('qwen2.5-coder');
      await workbench.toast(/Completion and chat use qwen2\.5-coder at 127\.0\.0\.1/);
      const settings = settingsOf(server);
      assert.equal(settings['cairn.endpoint.url'], state.simulator.url);
      assert.equal(settings['cairn.endpoint.model'], 'qwen2.5-coder');
      const saysWhereItGoes = async () =>
        (await workbench.statusTooltip()).startsWith('Model: qwen2.5-coder at 127.0.0.1');
      await until(saysWhereItGoes, 'the status bar says where prompts go before anything else happens');
      await workbench.openFile('main.ts');
      await completes(workbench, 'second');
    },
  },
  {
    name: 'the key outlives a reload, and stands in no file of the editor',
    async run({ workbench, server }) {
      await workbench.clearToasts();
      await workbench.press('Control+s');
      await workbench.reload();
      await workbench.openFile('main.ts');
      await completes(workbench, 'third');
      const folder = server.folders.userData;
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const holds = (entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(key);
      assert.deepEqual(files.filter(holds), []);
    },
  },
  {
    name: 'a wrong key is one message with a button that asks for another',
    async run({ workbench, state }) {
      await workbench.clearToasts();
      await workbench.command('Cairn: Set Endpoint Key…');
      await enter(workbench, 'wrong');
      const refused = async () => {
        await workbench.press('Control+End', 'Enter');
        await workbench.type('const refused = ');
        return workbench.toast(/key/, { timeout: 5_000 }).catch(() => undefined);
      };
      const message = await until(refused, 'a message tells of the key', 60_000);
      assert.match(message, /127\.0\.0\.1:\d+ .*Cairn: Set Endpoint Key/);
      await workbench.press('Enter');
      await workbench.type('const again = ');
      await until(
        () => state.simulator.requests.at(-1)?.headers.authorization === 'Bearer wrong',
        'the new key is used',
      );
      assert.equal((await workbench.toasts()).length, 1);
      await workbench.toastButton('Set Key');
      await enter(workbench, key);
      await workbench.openFile('main.ts');
      await completes(workbench, 'fourth');
      await workbench.indexReady();
    },
  },
  {
    name: 'an empty address goes back to the embedded model',
    async run({ workbench, server, state }) {
      await workbench.clearToasts();
      await workbench.command('Cairn: Set Endpoint…');
      await enter(workbench, '');
      await until(async () => /Model: embedded/.test(await workbench.statusTooltip()), 'the embedded model serves');
      assert.equal(settingsOf(server)['cairn.endpoint.url'], undefined);
      const before = state.simulator.requests.length;
      await workbench.openFile('main.ts');
      await workbench.press('Control+End', 'Enter');
      await workbench.type('const fifth = ');
      await workbench.command('Cairn: Show Acceptance');
      assert.equal(state.simulator.requests.length, before, 'the endpoint is not asked any more');
    },
  },
];
