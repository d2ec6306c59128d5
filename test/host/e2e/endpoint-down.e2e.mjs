import assert from 'node:assert/strict';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { until } from '../until.mjs';
import { packageWorkspace } from '../workspaces.mjs';

/** Express, and the address of an endpoint that has gone. */
export async function setup({ defer }) {
  const workspace = packageWorkspace('express');
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start();
  const { url, port } = simulator;
  await simulator.close();
  return {
    folder: workspace.path,
    files: ['lib/view.js'],
    settings: { 'cairn.endpoint.url': url, 'cairn.endpoint.model': 'qwen2.5-coder' },
    state: { workspace, port },
  };
}

export const tests = [
  {
    name: 'an endpoint that is down is one message that says what to do, and typing goes on',
    async run({ workbench, state }) {
      await workbench.indexReady();
      await workbench.openFile('lib/view.js', { line: 30 });
      await workbench.press('End', 'Enter');
      await workbench.type('const first = path.join(a, b);');
      const message = await workbench.toast(/Nothing answers at/);
      assert.ok(message.includes(`127.0.0.1:${state.port}`), message);
      assert.match(message, /start the server there, or correct/);
      assert.match(await workbench.editorText(), /const first = path\.join\(a, b\);/);
      assert.match(await workbench.statusTooltip(), /Nothing answers at/);
      assert.equal(await workbench.page.locator('#cairn\\.cairn\\.status .codicon-warning').count(), 1);
    },
  },
  {
    name: 'there is no second message while it stays down',
    async run({ workbench }) {
      for (let line = 0; line < 5; line++) {
        await workbench.press('Enter');
        await workbench.type(`const more${line} = path.join(a);`);
      }
      const messages = await workbench.notifications();
      assert.equal(messages.filter((message) => /Nothing answers at/.test(message)).length, 1, messages.join('\n'));
    },
  },
  {
    name: 'when it is up, completions come by themselves and the warning goes',
    async run({ workbench, state }) {
      const simulator = await EndpointSimulator.start({ port: state.port, answer: () => 'resolve(name);' });
      try {
        await workbench.clearToasts();
        await until(
          async () => {
            await workbench.press('Enter');
            await workbench.type('const later = ');
            await workbench.page.waitForTimeout(500);
            return (await workbench.shownGhostText()) !== '';
          },
          'a completion is offered again',
          60_000,
        );
        assert.equal(await workbench.shownGhostText(), 'resolve(name);');
        await until(
          async () => (await workbench.page.locator('#cairn\\.cairn\\.status .codicon-warning').count()) === 0,
          'the warning is gone',
        );
      } finally {
        await simulator.close();
      }
    },
  },
  {
    name: 'another address that does not answer either is told anew',
    async run({ workbench }) {
      const simulator = await EndpointSimulator.start();
      const { url, port } = simulator;
      await simulator.close();
      await workbench.clearToasts();
      await workbench.setSettings({ 'cairn.endpoint.url': url });
      await workbench.openFile('lib/view.js', { line: 30 });
      await workbench.press('End', 'Enter');
      await workbench.type('const last = path.join(a, b);');
      assert.ok((await workbench.toast(/Nothing answers at/)).includes(`127.0.0.1:${port}`));
    },
  },
];
