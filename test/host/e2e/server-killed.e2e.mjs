import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { until } from '../until.mjs';
import { fileWorkspace } from '../workspaces.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'main.ts': "import { area } from './shapes';\n",
    'shapes.ts': 'export function area(radius: number): number {\n  return Math.PI * radius ** 2;\n}\n',
  });
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start({
    answer: ({ prefix }) => {
      const typed = /const size(\d+)$/.exec(prefix);
      return typed ? ` = ${typed[1]} + 1;` : '';
    },
  });
  defer(() => simulator.close());
  return {
    folder: workspace.path,
    files: ['main.ts'],
    settings: { 'cairn.endpoint.url': simulator.url, 'cairn.endpoint.model': 'qwen2.5-coder' },
    state: { simulator },
  };
}

/** Ids of the context servers in the process group of this VS Code server. Reads /proc, so Linux only. */
function contextServers(server) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      try {
        const [, group] = /\) \S \d+ (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8'));
        const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
        return Number(group) === server.pid && command.some((part) => part.endsWith('/dist/server.js'));
      } catch {
        return false;
      }
    });
}

/** Notes in the page that the status bar item has shown an icon, however short it was. */
async function watchIcons(page) {
  await page.evaluate(() => {
    const item = document.querySelector('#cairn\\.cairn\\.status');
    window.cairnIcons = [];
    const note = () => {
      for (const icon of item.querySelectorAll('.codicon')) window.cairnIcons.push(icon.className);
    };
    new MutationObserver(note).observe(item, { childList: true, subtree: true, attributes: true });
  });
  return () => page.evaluate(() => window.cairnIcons.splice(0).join(' '));
}

let killedSoFar = 0;

async function killAndWork({ workbench, server, state }) {
  const [killed, ...others] = contextServers(server);
  assert.ok(killed, 'a context server runs');
  assert.deepEqual(others, []);
  const icons = await watchIcons(workbench.page);
  process.kill(killed, 'SIGKILL');
  const number = ++killedSoFar;
  await workbench.press('Control+End', 'Enter');
  await workbench.type(`const size${number}`);
  assert.equal(await workbench.ghostText(), ` = ${number} + 1;`);
  await workbench.accept();

  await until(() => contextServers(server).some((id) => id !== killed), 'another context server runs', 60_000);
  const seen = [];
  await until(
    async () => {
      seen.push(await icons());
      return /debug-disconnect.*layers/s.test(seen.join(' '));
    },
    'the status bar has said that the server was away, and that it is back',
    60_000,
  );
  await until(
    async () => {
      const before = state.simulator.requests.length;
      await workbench.press('Control+End', 'Enter');
      await workbench.type('area(');
      const asked = await until(
        () => state.simulator.requests.slice(before).find(({ prompt }) => prompt?.prefix.endsWith('area(')),
        'a request arrives',
      );
      return asked.text.includes('radius: number');
    },
    'the prompt has the context of the other file again',
    60_000,
  );
  await until(
    async () => /Index: 2 files, \d+ symbols/.test(await workbench.statusTooltip()),
    'the tooltip shows the new index',
    30_000,
  );
  assert.deepEqual(await workbench.toasts(), []);
}

export const tests = [
  {
    name: 'the index is ready',
    async run({ workbench }) {
      await until(
        async () => /Index: 2 files/.test(await workbench.statusTooltip()),
        'the tooltip shows the index',
        30_000,
      );
    },
  },
  ...['once', 'twice', 'three times'].map((times) => ({
    name: `killed ${times}, the context server starts again, completions go on, and no message appears`,
    run: killAndWork,
  })),
];
