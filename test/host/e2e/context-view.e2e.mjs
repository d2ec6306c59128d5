import assert from 'node:assert/strict';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { until } from '../until.mjs';
import { packageWorkspace } from '../workspaces.mjs';

const line = "  var spaces = app.get('json spaces');\n";

/** Express, and an endpoint that completes a line of its kind. */
export async function setup({ defer }) {
  const workspace = packageWorkspace('express');
  defer(workspace.remove);
  const text = workspace.read('lib/response.js');
  const simulator = await EndpointSimulator.start({
    models: ['qwen2.5-coder'],
    answer: ({ kind, prefix }) =>
      kind === 'chat' ? 'It is made by a generator [1].' : `= app.get('spaces ${/spaces(\d+) $/.exec(prefix)?.[1]}');`,
  });
  defer(() => simulator.close());
  return {
    folder: workspace.path,
    files: ['lib/request.js'],
    settings: { 'cairn.endpoint.url': simulator.url, 'cairn.endpoint.model': 'qwen2.5-coder' },
    state: { workspace, simulator, line: text.slice(0, text.lastIndexOf(line)).split('\n').length },
  };
}

const pane = (workbench) =>
  workbench.page.locator('.pane', { has: workbench.page.locator('h3', { hasText: 'Context' }) });
/** Rows that do not fit are not drawn, so the chat is folded. */
async function foldChat({ page }) {
  const header = page.locator('.pane-header[aria-expanded="true"]', { hasText: 'Chat' });
  if ((await header.count()) > 0) await header.click({ position: { x: 60, y: 10 } });
}

const rows = (workbench) => pane(workbench).locator('.monaco-list-row');
const row = (workbench, text) => rows(workbench).filter({ hasText: text }).first();

async function action(workbench, found, label) {
  await found.hover();
  await found.locator(`.action-label[aria-label^="${label}"]`).click();
}

export const tests = [
  {
    name: 'the view is folded below the chat, says what will be there, and then shows the completion',
    async run({ workbench, state }) {
      await workbench.indexReady();
      await workbench.showView('Cairn');
      await pane(workbench).locator('.pane-header').click();
      await pane(workbench).getByText('appears here').waitFor();
      await foldChat(workbench);
      await workbench.openFile('lib/response.js', { line: state.line - 1 });
      await workbench.press('End', 'Enter');
      let round = 0;
      // A busy machine may complete before the context is there, which leaves nothing to show.
      const completed = async () => {
        await workbench.type(`var spaces${++round} `);
        await workbench.ghostText();
        await workbench.accept();
        await workbench.press('Enter');
        const heading = row(workbench, 'Last completion');
        const says = async () => /response\.js, \d+ kept, [\d,]+ tokens/.test(await heading.innerText());
        await heading.waitFor();
        return until(says, 'the section says how much was kept', 3000).then(
          () => true,
          () => false,
        );
      };
      await until(completed, 'a completion is explained', 90_000);
      await row(workbench, 'utils.js:').waitFor();
    },
  },
  {
    name: 'a row opens its lines, and its tooltip says why it was kept',
    async run({ workbench }) {
      const found = row(workbench, 'utils.js:');
      const [, number] = /utils\.js:(\d+)/.exec(await found.innerText());
      const hover = workbench.page.locator('.workbench-hover-container .monaco-hover, .workbench-hover').last();
      // A row that is drawn anew beneath the pointer has no tooltip until the pointer comes again.
      const hovered = async () => {
        await workbench.page.mouse.move(700, 300);
        await found.hover();
        const appears = hover.getByText('Found by').waitFor({ timeout: 5_000 });
        return appears.then(
          () => true,
          () => false,
        );
      };
      await until(hovered, 'the tooltip appears', 60_000);
      assert.match(await hover.innerText(), /lib\/utils\.js/);
      await found.click();
      await until(async () => (await workbench.activeFile()) === 'utils.js', 'the file opens');
      await until(
        async () => (await workbench.cursor()).line === Number(number),
        `the cursor stands at line ${number}`,
      );
    },
  },
  {
    name: 'a pinned file comes first in the next answer, whose rows bear the numbers of its sources',
    async run({ workbench, state }) {
      await action(workbench, row(workbench, 'express.js:'), 'Pin This File');
      await row(workbench, 'Pinned').waitFor();
      await workbench.command('Cairn: Ask a Question…');
      const panel = workbench.webview();
      await panel.locator('textarea').fill('Where is the ETag of a response generated?');
      await panel.locator('textarea').press('Enter');
      const request = await state.simulator.waitForRequest(({ kind }) => kind === 'chat');
      const [first] = /lib\/\w+\.js/.exec(request.text);
      assert.equal(first, 'lib/express.js');
      await panel.locator('.source').first().waitFor();
      await foldChat(workbench);
      await row(workbench, 'Last completion').click();
      await row(workbench, 'Last answer').waitFor();
      await row(workbench, '[1]').waitFor();
    },
  },
  {
    name: 'an excluded file is gone from the view, the pins and the index',
    async run({ workbench, state }) {
      await action(workbench, row(workbench, 'express.js:'), 'Exclude This File');
      await workbench.pick('lib/express.js');
      await workbench.pick('Private');
      await workbench.toast(/\/lib\/express\.js is private now/);
      assert.match(state.workspace.read('.cairnignore'), /^\/lib\/express\.js$/m);
      await until(
        async () => (await rows(workbench).filter({ hasText: 'express.js' }).count()) === 0,
        'no row names the file',
      );
      assert.equal(await rows(workbench).filter({ hasText: 'Pinned' }).count(), 0);
      assert.ok((await rows(workbench).count()) > 1, 'the other rows stay');
    },
  },
];
