import { EndpointSimulator } from '../simulator/simulator.mjs';
import { isFree } from './server.mjs';
import { until } from './until.mjs';
import { packageWorkspace } from './workspaces.mjs';

const file = 'lib/view.js';
const usualPort = 8080;
const model = 'qwen2.5-coder';

/** Express with a private and a low-quality file, and an endpoint that completes every line alike. */
export async function setup() {
  const workspace = packageWorkspace('express');
  workspace.write('.cairnignore', 'config/customers/\n\n[low-quality]\nlegacy/\n');
  workspace.write('config/customers/prices.js', 'exports.prices = {};\n');
  workspace.write('legacy/router.js', 'exports.route = function route() {};\n');
  const port = (await isFree(usualPort)) ? usualPort : 0;
  const simulator = await EndpointSimulator.start({ port, models: [model], answer: () => 'path.resolve(root, name);' });
  return { workspace, simulator };
}

/**
 * The states of the status bar item, in the order in which they are reached: each leaves nothing to the next but the endpoint. `says`
 * finds the tooltip's sentence for it. What passes by itself within a second, as the start, is not among them.
 */
export const states = [
  {
    name: 'Ready',
    says: /^Model: embedded/,
    reach: (workbench) => workbench.openFile(file),
  },
  {
    name: 'On demand',
    says: /^Suggestions come when you ask/,
    reach: (workbench) => workbench.setSettings({ 'cairn.completion.trigger': 'onDemand' }),
    leave: (workbench) => workbench.setSettings({ 'cairn.completion.trigger': undefined }),
  },
  {
    name: 'Snoozed',
    says: /^Completion is snoozed until/,
    reach: (workbench) => snooze(workbench, 'For 1 hour'),
    leave: (workbench) => snooze(workbench, 'Wake up'),
  },
  {
    name: 'Off here',
    says: /^Completion is off here/,
    reach: (workbench) => workbench.command('Cairn: Turn Completion On or Off Here'),
    leave: (workbench) => workbench.command('Cairn: Turn Completion On or Off Here'),
  },
  {
    name: 'Off for the language',
    says: /^Completion is off for the language/,
    reach: (workbench) => workbench.openFile('Readme.md'),
  },
  {
    name: 'Private file',
    says: /^Private/,
    reach: (workbench) => workbench.openFile('config/customers/prices.js'),
  },
  {
    name: 'Low-quality file',
    says: /^Low quality/,
    reach: (workbench) => workbench.openFile('legacy/router.js'),
    leave: (workbench) => workbench.openFile(file),
  },
  {
    name: 'Indexing paused',
    says: /^Indexing is paused/,
    reach: (workbench) => workbench.command('Cairn: Pause Indexing'),
    leave: (workbench) => workbench.command('Cairn: Resume Indexing'),
  },
  {
    name: 'Endpoint in use',
    says: /^Model: qwen2\.5-coder at/,
    reach: (workbench, { url }) => workbench.setSettings({ 'cairn.endpoint.url': url, 'cairn.endpoint.model': model }),
  },
  {
    name: 'Quiet after dismissals',
    says: /^Several suggestions in a row were dismissed/,
    reach: dismissAll,
    leave: (workbench) => snooze(workbench, 'Wake up'),
  },
  {
    name: 'Endpoint down',
    says: /^Nothing answers at/,
    withTooltip: true,
    async reach(workbench, simulator) {
      await simulator.close();
      await nextLine(workbench);
    },
    leave: (workbench) => workbench.clearToasts(),
  },
  {
    name: 'Endpoint misconfigured',
    says: /has no scheme/,
    reach: (workbench) => workbench.setSettings({ 'cairn.endpoint.url': '127.0.0.1:8080/v1' }),
    leave: (workbench) => workbench.setSettings({ 'cairn.endpoint.url': undefined, 'cairn.endpoint.model': undefined }),
  },
];

async function snooze(workbench, choice) {
  await workbench.command('Cairn: Snooze Completion…');
  await workbench.pick(choice);
}

async function nextLine(workbench) {
  await workbench.press('Control+End', 'Enter');
  await workbench.type('const found = ');
}

/** Dismisses what is offered, line after line, until nothing is offered any more. */
async function dismissAll(workbench) {
  await until(
    async () => {
      await nextLine(workbench);
      await workbench.ghostText({ timeout: 3_000 }).catch(() => undefined);
      await workbench.press('Escape');
      return /quiet/.test(await workbench.statusText());
    },
    'nothing is offered after several dismissals',
    90_000,
  );
}
