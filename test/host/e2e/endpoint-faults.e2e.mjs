import assert from 'node:assert/strict';
import { faultOutcomes } from '../../simulator/fault-outcomes.mjs';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { until } from '../until.mjs';
import { fileWorkspace } from '../workspaces.mjs';

const model = 'qwen2.5-coder';

/** An endpoint that answers, but not with what was asked for. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'main.ts': 'const first = 1;\n' });
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start({ retryAfterSeconds: 1, answer: () => 'alpha(beta);' });
  defer(() => simulator.close());
  const facts = { host: new URL(simulator.url).host, model, hasKey: false };
  return {
    folder: workspace.path,
    files: ['main.ts'],
    settings: { 'cairn.endpoint.url': simulator.url, 'cairn.endpoint.model': model },
    state: {
      simulator,
      outcomes: faultOutcomes({ ...facts, firstWait: '5 s', idleWait: '3 s', retryWait: '1 s' }),
    },
  };
}

async function nextLine(workbench) {
  await workbench.press('Control+End', 'Enter');
  await workbench.type('const found = ');
}

const warning = ({ page }) => page.locator('#cairn\\.cairn\\.status .codicon-warning');

/** Types under the fault, reads what the window says, and goes on until a line is completed again. */
const faultTest = (fault, button) => ({
  name: `${fault} is told in a message and in the status bar, in the words for it, and both end when it does`,
  async run({ workbench, state: { simulator, outcomes } }) {
    const { message } = outcomes[fault];
    await workbench.indexReady();
    await workbench.openFile('main.ts');
    simulator.fault = fault;
    await nextLine(workbench);
    assert.equal(await workbench.toast(message), message);
    const buttons = workbench.page.locator('.notifications-toasts .notification-list-item-buttons-container');
    assert.match(await buttons.first().innerText(), button);
    await warning(workbench).waitFor();
    simulator.fault = undefined;
    await workbench.clearToasts();
    const completed = async () => {
      await nextLine(workbench);
      return workbench.ghostText({ timeout: 3_000 }).catch(() => undefined);
    };
    await until(completed, 'a line is completed again', 60_000);
    // Dismissing one after the other would quieten completion.
    assert.equal(await workbench.accept(), 'alpha(beta);');
    await warning(workbench).waitFor({ state: 'detached' });
  },
});

export const tests = [
  faultTest('rate-limited', /Check Endpoint/),
  faultTest('html-error', /Check Endpoint/),
  faultTest('html', /Set Endpoint/),
  faultTest('unauthorised', /Set Key/),
  {
    name: 'the tooltip keeps the sentence while the fault lasts',
    async run({ workbench, state: { simulator, outcomes } }) {
      await workbench.openFile('main.ts');
      simulator.fault = 'error-in-stream';
      await nextLine(workbench);
      await warning(workbench).waitFor();
      const [first] = (await workbench.statusTooltip()).trim().split('\n');
      assert.equal(first.trim(), outcomes['error-in-stream'].message);
    },
  },
];
