import assert from 'node:assert/strict';
import path from 'node:path';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { pack } from '../../tools/pack.mjs';
import { hostFolder } from '../../tools/paths.mjs';
import { temporaryFolder } from '../cleanup.mjs';
import { until } from '../until.mjs';
import { fileWorkspace } from '../workspaces.mjs';

/** Another extension offers ghost text in plain text files, where Cairn offers none. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'main.js': 'const first = 1;\n', 'notes.txt': 'Notes\n' });
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start({
    answer: ({ prefix }) => (prefix.endsWith('const words = ') ? 'first + second;' : ''),
  });
  defer(() => simulator.close());
  const packed = temporaryFolder('second-provider');
  defer(packed.remove);
  const vsix = path.join(packed.path, 'second-provider.vsix');
  await pack(vsix, { folder: path.join(hostFolder, 'fixtures/second-provider') });
  return {
    folder: workspace.path,
    files: ['main.js'],
    vsix: [vsix],
    settings: { 'cairn.endpoint.url': simulator.url, 'cairn.endpoint.model': 'qwen2.5-coder' },
    state: { simulator },
  };
}

/** The line with the cursor, ghost text and all. */
const lastLine = async (workbench) => (await workbench.editorText()).trimEnd().split('\n').at(-1);

/** Presses the key that takes a word, and waits until the cursor stands behind it. */
async function takeWord(workbench) {
  const before = (await workbench.cursor()).column;
  await workbench.press('Control+ArrowRight');
  await until(async () => (await workbench.cursor()).column > before, 'a word is taken');
}

/** Starts a new line at the end of the file and types there; once more when the other extension was not running yet. */
async function ghostAfter(workbench, typed) {
  const shown = async () => {
    await workbench.press('Control+End', 'Enter');
    await workbench.type(typed);
    return workbench.ghostText();
  };
  return shown().catch(shown);
}

export const tests = [
  {
    name: 'one notice names the other extension',
    async run({ workbench }) {
      await workbench.openFile('notes.txt');
      assert.match(await workbench.toast(/also suggests code/), /^Tabby also suggests code while you type/);
      assert.equal((await workbench.toasts()).filter((text) => /also suggests code/.test(text)).length, 1);
      await workbench.clearToasts();
    },
  },
  {
    name: "Ctrl+Right takes the other extension's next word, and Escape hides the rest",
    async run({ workbench }) {
      assert.equal(await ghostAfter(workbench, 'oth'), 'er words come from here');
      await takeWord(workbench);
      await until(
        async () => (await workbench.shownGhostText()).trim() === 'words come from here',
        'one word is taken',
      );
      await workbench.press('Escape');
      await workbench.noGhostText();
      assert.equal(await lastLine(workbench), 'other');
    },
  },
  {
    name: "Ctrl+Right takes a word of Cairn's, which counts as accepted partly",
    async run({ workbench }) {
      await workbench.openFile('main.js');
      assert.equal(await ghostAfter(workbench, 'const words = '), 'first + second;');
      await takeWord(workbench);
      await until(async () => (await workbench.shownGhostText()).trim() === '+ second;', 'the rest is shown');
      await workbench.press('Escape');
      await workbench.noGhostText();
      assert.equal(await lastLine(workbench), 'const words = first');
      await workbench.command('Cairn: Show Acceptance');
      await until(async () => /accepted partly: 1\b/.test(await workbench.editorText()), 'the report counts it');
      const report = await workbench.editorText();
      assert.match(report, /Accepted: 0, typed through: 0, undone within 10 s: 0, accepted partly: 1/);
      assert.match(report, /of 1 shown/);
      await workbench.press('Control+W');
    },
  },
  {
    name: 'the notice does not come again in a new window',
    async run({ workbench }) {
      await workbench.clearToasts();
      await workbench.reload();
      await workbench.openFile('notes.txt');
      // The second extension is running when it offers text, and opening another editor makes Cairn look again.
      await ghostAfter(workbench, 'oth');
      await workbench.press('Escape');
      await workbench.openFile('main.js');
      await ghostAfter(workbench, 'const words = ');
      assert.deepEqual(await workbench.toasts(), []);
    },
  },
];
