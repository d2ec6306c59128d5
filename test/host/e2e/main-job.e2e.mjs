import assert from 'node:assert/strict';
import { until } from '../until.mjs';
import { packageWorkspace } from '../workspaces.mjs';

const removed = "  var spaces = app.get('json spaces');\n";
const secret = "var customers = require('./customer-list-canary');\n";

/** Express as it is published, but for one line that the test types again and one file that nobody may see. */
export async function setup({ defer }) {
  const workspace = packageWorkspace('express', { git: true });
  defer(workspace.remove);
  const text = workspace.read('lib/response.js');
  const second = text.lastIndexOf(removed);
  assert.notEqual(second, text.indexOf(removed), 'express still has the line that this test types twice');
  workspace.write('lib/response.js', text.slice(0, second) + text.slice(second + removed.length));
  workspace.write('lib/customers.js', `${secret}exports.customerEtagSecret = function customerEtagSecret() {};\n`);
  return {
    folder: workspace.path,
    files: ['lib/response.js'],
    state: { workspace, text, line: text.slice(0, second).split('\n').length },
  };
}

export const tests = [
  {
    name: 'the index is ready and the status bar says so',
    async run({ workbench }) {
      await workbench.indexReady();
      // It is ready before the symbols of the last files are read.
      const tooltip = await until(async () => {
        const text = await workbench.statusTooltip();
        return /Index: 11 files, \d+ symbols/.test(text) && text;
      }, 'the tooltip tells of 11 files and their symbols');
      assert.match(tooltip, /Nothing leaves this machine/);
    },
  },
  {
    name: 'typing a real line shows the rest of it, and Tab takes it',
    async run({ workbench, state }) {
      await workbench.openFile('lib/response.js', { line: state.line - 1 });
      await workbench.press('End', 'Enter');
      await workbench.type('var spaces ');
      assert.equal(await workbench.ghostText(), "= app.get('json spaces');");
      await workbench.accept();
      await workbench.save();
      assert.equal(state.workspace.read('lib/response.js'), state.text);
    },
  },
  {
    name: 'Escape hides a suggestion and typing goes on',
    async run({ workbench }) {
      await workbench.press('Home', 'Shift+End', 'Delete');
      await workbench.type('var spaces ');
      await workbench.ghostText();
      await workbench.press('Escape');
      await workbench.noGhostText();
      await workbench.type('= 1;');
      assert.match(await workbench.editorText(), /var spaces = 1;/);
    },
  },
  {
    name: 'the acceptance rate stands in the tooltip and in the report',
    async run({ workbench }) {
      await until(
        async () => /Acceptance rate: \d+/.test(await workbench.statusTooltip()),
        'the tooltip shows the rate',
      );
      await workbench.command('Cairn: Show Acceptance');
      await until(async () => /Accepted: 1, /.test(await workbench.editorText()), 'the report counts the accept');
      assert.match(await workbench.editorText(), /Acceptance rate: \d+(\.\d+)? %/);
      await workbench.press('Control+W');
    },
  },
  {
    name: 'the chat answers without a model, with sources that open at their lines',
    async run({ workbench }) {
      await workbench.showView('Cairn');
      const panel = workbench.webview();
      await panel.locator('textarea').fill('Where is the ETag of a response generated?');
      await panel.locator('textarea').press('Enter');
      const source = panel.locator('.source').first();
      await source.waitFor();
      await until(
        async () => (await panel.locator('body').innerText()).includes('No model is set'),
        'it says that no model is set',
      );
      const label = await source.innerText();
      const [, file] = /([\w.-]+\.js)/.exec(label);
      const [, line] = /(\d+)/.exec(label.slice(label.indexOf(file)));
      await source.click();
      await until(async () => (await workbench.activeFile()) === file, `${file} opens`);
      await until(async () => (await workbench.cursor()).line === Number(line), `the cursor stands at line ${line}`);
    },
  },
  {
    name: 'an excluded file is out of completion, chat and index, and says why',
    async run({ workbench, state }) {
      await workbench.openFile('lib/customers.js');
      await workbench.command('Cairn: Exclude This File…');
      await workbench.pick('/lib/customers.js');
      await workbench.pick('Private');
      await workbench.statusMatches(/Cairn: private/);
      assert.equal(state.workspace.read('.cairnignore'), '[private]\n/lib/customers.js\n');
      await workbench.clearToasts();
      assert.match(await workbench.statusTooltip(), /Private: rule .*\/lib\/customers\.js.*line 2/);
      await workbench.command('Cairn: Why Is This File Excluded?');
      await workbench.toast(/Private: rule/);
      await workbench.openFile('lib/response.js', { line: 3 });
      await workbench.indexReady();
      await until(
        async () => /Index: 12 files|Index: 10 files|Index: 11 files/.test(await workbench.statusTooltip()),
        'the index is up to date',
      );
      const panel = workbench.webview();
      await panel.locator('textarea').fill('customerEtagSecret');
      await panel.locator('textarea').press('Enter');
      await until(async () => (await panel.locator('.turn, article').count()) >= 2, 'the second answer is there');
      await until(
        async () => !/Stop/.test((await panel.locator('button[aria-label*="Stop"]').allInnerTexts()).join()),
        'the answer ended',
      );
      assert.ok(!(await panel.locator('body').innerText()).includes('customer-list-canary'));
    },
  },
  {
    name: 'the conversation is kept over a reload',
    async run({ workbench }) {
      await workbench.reload();
      await workbench.showView('Cairn');
      const panel = workbench.webview();
      await panel.getByText('Where is the ETag of a response generated?').first().waitFor();
    },
  },
];
