import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { until } from '../until.mjs';
import { fileWorkspace } from '../workspaces.mjs';

/** Longer than it takes until Cairn's keys are in force for a suggestion on screen. */
const readingMs = 1200;

export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'main.js': '// Start\n' });
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start({
    answer: ({ prefix }) => (/(^|\n)const \w+Line = $/.test(prefix) ? 'alpha(beta);' : ''),
  });
  defer(() => simulator.close());
  return {
    folder: workspace.path,
    files: ['main.js'],
    settings: {
      'cairn.endpoint.url': simulator.url,
      'cairn.endpoint.model': 'qwen2.5-coder',
      'cairn.metrics.enabled': false,
    },
  };
}

export const tests = [
  {
    name: 'without metrics, suggestions pause after three dismissals with Escape, and nothing is recorded',
    async run({ workbench, server }) {
      await workbench.indexReady();
      for (const name of ['first', 'second', 'third']) {
        await workbench.press('Control+End', 'Enter');
        await workbench.type(`const ${name}Line = `);
        assert.equal(await workbench.ghostText(), 'alpha(beta);');
        await delay(readingMs);
        await workbench.press('Escape');
        await workbench.noGhostText();
      }
      await until(
        async () => /Several suggestions in a row were dismissed/.test(await workbench.statusTooltip()),
        'the tooltip says that suggestions pause',
        30_000,
      );
      const records = path.join(server.folders.userData, 'User/globalStorage/cairn.cairn/metrics');
      assert.equal(existsSync(records), false);
    },
  },
];
