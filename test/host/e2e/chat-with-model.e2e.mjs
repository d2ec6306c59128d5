import assert from 'node:assert/strict';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { until } from '../until.mjs';
import { packageWorkspace } from '../workspaces.mjs';

const code = 'const etag = generateEtag(body);';
const answer = `The tag is made in \`res.send\` [1].\n\n\`\`\`js\n${code}\n\`\`\`\n\nIt is skipped when it is set already [2].`;

/** Express and an endpoint on this machine that streams one answer in small pieces. */
export async function setup({ defer }) {
  const workspace = packageWorkspace('express');
  defer(workspace.remove);
  workspace.write('.env', 'TOKEN=chat-canary-5d1f\n');
  const simulator = await EndpointSimulator.start({
    models: ['qwen2.5-coder'],
    chunkSize: 8,
    answer: ({ kind }) => (kind === 'chat' ? answer : ''),
  });
  defer(() => simulator.close());
  return {
    folder: workspace.path,
    files: ['lib/view.js'],
    settings: { 'cairn.endpoint.url': simulator.url, 'cairn.endpoint.model': 'qwen2.5-coder' },
    state: { workspace, simulator },
  };
}

async function ask(workbench, question) {
  await workbench.showView('Cairn');
  const panel = workbench.webview();
  // While an answer is written, Enter sends nothing.
  await until(
    async () => (await panel.locator('button[aria-label="Stop"]').count()) === 0,
    'no answer is being written',
  );
  await panel.locator('textarea').fill(question);
  await panel.locator('textarea').press('Enter');
  return panel;
}

export const tests = [
  {
    name: 'an answer streams in with numbered sources, and its citations open them',
    async run({ workbench, state }) {
      await workbench.indexReady();
      const panel = await ask(workbench, 'Where is the ETag of a response generated?');
      await panel.locator('.markdown', { hasText: 'It is skipped when it is set already' }).first().waitFor();
      const request = state.simulator.requests.find(({ kind }) => kind === 'chat');
      assert.ok(request.text.includes('lib/response.js'), 'the prompt names the file that answers');
      assert.equal(request.body.stream, true);
      const name = await panel.locator('.source .source-name').first().innerText();
      await panel.locator('.citation').first().click();
      await until(async () => (await workbench.activeFile()) === name, `${name} opens`);
    },
  },
  {
    name: 'Copy and Insert take a code block to the clipboard and to the cursor',
    async run({ workbench, state }) {
      await workbench.openFile('lib/view.js', { line: 1 });
      const panel = workbench.webview();
      const block = panel.locator('.code-block').first();
      await block.hover();
      await block.locator('button[aria-label="Copy"]').click();
      await until(
        async () => (await workbench.page.evaluate(() => navigator.clipboard.readText())).includes(code),
        'the code is in the clipboard',
      );
      await block.locator('button[aria-label="Insert at cursor"]').click();
      await until(async () => (await workbench.editorText()).startsWith(code), 'the code stands at the cursor');
      // The editor takes the focus after the code; a picker that was opened in between would close.
      await workbench.page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
      await workbench.openFile('lib/view.js', { line: 1 });
      await workbench.save();
      assert.ok(state.workspace.read('lib/view.js').startsWith(code));
    },
  },
  {
    name: 'Stop ends the answer and closes the socket',
    async run({ workbench, state }) {
      const { simulator } = state;
      const before = simulator.requests.length;
      simulator.chunkDelayMs = 300;
      const panel = await ask(workbench, 'Where are routes matched?');
      const request = await simulator.waitForRequest(
        (one) => simulator.requests.indexOf(one) >= before && one.kind === 'chat',
      );
      await panel.getByText('The tag is made').last().waitFor();
      await panel.locator('button[aria-label="Stop"]').click();
      await simulator.waitForAbort(request);
      await panel.locator('.remark').last().waitFor();
      simulator.chunkDelayMs = 0;
    },
  },
  {
    name: '@ offers files, and a file named so is in the prompt',
    async run({ workbench, state }) {
      const panel = workbench.webview();
      await panel.locator('textarea').fill('');
      await panel.locator('textarea').pressSequentially('Explain @view');
      await panel.locator('.file', { hasText: 'view.js' }).first().waitFor();
      await panel.locator('textarea').press('Enter');
      assert.match(await panel.locator('textarea').inputValue(), /@lib\/view\.js/);
      const before = state.simulator.requests.length;
      await panel.locator('textarea').press('Enter');
      const request = await state.simulator.waitForRequest((one) => state.simulator.requests.indexOf(one) >= before);
      assert.ok(request.text.includes('View.prototype.lookup'), 'the named file is in the prompt');
    },
  },
  {
    name: 'a private file never reaches the endpoint, even when it is named',
    async run({ workbench, state }) {
      const panel = await ask(workbench, 'What is the TOKEN in @.env ?');
      await until(async () => (await panel.locator('.turn').count()) >= 4, 'the question is asked');
      await until(async () => (await panel.locator('button[aria-label="Stop"]').count()) === 0, 'the answer has ended');
      for (const request of state.simulator.requests) assert.ok(!request.text.includes('chat-canary-5d1f'));
    },
  },
  {
    name: 'an answer for which nothing was found says so',
    async run({ workbench }) {
      const panel = await ask(workbench, 'Qzvxkjw?');
      await panel.locator('.turn').last().getByText('No file was used for this answer.').waitFor();
    },
  },
  {
    name: 'an endpoint that is gone is one sentence with a way out',
    async run({ workbench, state }) {
      await state.simulator.close();
      const panel = await ask(workbench, 'Is anybody there?');
      await panel.locator('.failure').last().waitFor({ timeout: 60_000 });
      const text = await panel.locator('.failure').last().innerText();
      assert.match(text, /127\.0\.0\.1/);
      const buttons = panel.locator('.failure').last().locator('button');
      assert.deepEqual(await buttons.allInnerTexts(), ['Check endpoint', 'Ask again']);
      await buttons.first().click();
      await until(async () => /127\.0\.0\.1/.test(await workbench.editorText()), 'the check says what it found');
    },
  },
];
