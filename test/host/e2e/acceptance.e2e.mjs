import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { pack } from '../../tools/pack.mjs';
import { hostFolder } from '../../tools/paths.mjs';
import { temporaryFolder } from '../cleanup.mjs';
import { eventLines } from '../event-lines.mjs';
import { until } from '../until.mjs';
import { fileWorkspace } from '../workspaces.mjs';

const oneLine = 'alpha(beta, gamma);';
const block = ' {\n  one();\n  two();\n};';

/** Longer than the 750 ms after which a suggestion counts as read, and than it takes until Cairn's keys are in force. */
const readingMs = 1200;

/** Every line that begins with `const NAME` has one continuation. Keys for commands that have none come from a fixture. */
export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'main.js': '// Start\n', 'other.js': '// Other\n' });
  defer(workspace.remove);
  const simulator = await EndpointSimulator.start({
    answer: ({ prefix }) => {
      if (/(^|\n)const \w+Block = \(\) =>$/.test(prefix)) return block;
      return /(^|\n)const \w+Line = $/.test(prefix) ? oneLine : '';
    },
  });
  defer(() => simulator.close());
  const packed = temporaryFolder('accept-keys');
  defer(packed.remove);
  const vsix = path.join(packed.path, 'accept-keys.vsix');
  await pack(vsix, { folder: path.join(hostFolder, 'fixtures/accept-keys') });
  return {
    folder: workspace.path,
    files: ['main.js'],
    vsix: [vsix],
    settings: {
      'cairn.endpoint.url': simulator.url,
      'cairn.endpoint.model': 'qwen2.5-coder',
      'editor.autoClosingBrackets': 'never',
      'editor.autoIndent': 'keep',
    },
  };
}

function events(server) {
  const folder = path.join(server.folders.userData, 'User/globalStorage/cairn.cairn/metrics');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => eventLines(readFileSync(path.join(folder, name), 'utf8')));
}

const shown = (server) =>
  events(server).filter(({ kind, outcome }) => kind === 'suggestion' && outcome !== 'discarded');
const undone = (server) => events(server).filter(({ kind }) => kind === 'undone').length;

/** Presses a key that takes a part, and waits until the cursor has moved and the rest is shown, or nothing is left. */
async function take(workbench, key) {
  const place = async () => Object.values(await workbench.cursor()).join();
  const [before, ghost] = [await place(), await workbench.shownGhostText()];
  await workbench.press(key);
  await until(async () => (await place()) !== before, `${key} takes something`);
  await until(async () => (await workbench.shownGhostText()) !== ghost, 'the rest is shown');
}

/** Hides what is shown. The editor may still ask for what an accept before it has changed, and must get nothing. */
async function escape(workbench) {
  await workbench.press('Escape');
  await workbench.noGhostText();
  await delay(300);
  assert.equal(await workbench.shownGhostText(), '', 'what was hidden stays hidden');
}

/**
 * Each scenario types `typed` into an empty file, sees `ghost`, and does something with it. `record` is what the one event that it
 * leaves must say. What is read without being accepted stays on screen for a moment.
 */
const scenarios = [
  {
    name: 'Tab',
    typed: 'const tabLine = ',
    act: (workbench) => workbench.accept(),
    record: { outcome: 'accepted', cause: 'command', charactersAccepted: 19, charactersTypedAlong: 0 },
  },
  {
    name: 'Tab on several lines',
    typed: 'const tabBlock = () =>',
    ghost: block,
    act: (workbench) => workbench.accept(),
    record: { outcome: 'accepted', cause: 'command', charactersAccepted: 23, lines: 4 },
  },
  {
    name: 'three characters typed along, then Tab',
    typed: 'const alongLine = ',
    async act(workbench) {
      await workbench.type('alp', { delay: 120 });
      await until(async () => (await workbench.shownGhostText()) === 'ha(beta, gamma);', 'the rest is shown');
      await workbench.accept();
    },
    record: { outcome: 'accepted', cause: 'command', charactersAccepted: 16, charactersTypedAlong: 3 },
  },
  {
    name: 'two words by Ctrl+Right, then Escape',
    typed: 'const wordsLine = ',
    async act(workbench) {
      await delay(readingMs);
      await take(workbench, 'Control+ArrowRight');
      await take(workbench, 'Control+ArrowRight');
      await escape(workbench);
    },
    record: { outcome: 'accepted-partly', wordAccepts: 2, lineAccepts: 0, otherAccepts: 0 },
  },
  {
    name: 'all words by Ctrl+Right',
    typed: 'const allwordsLine = ',
    async act(workbench) {
      await delay(readingMs);
      while ((await workbench.shownGhostText()) !== '') await take(workbench, 'Control+ArrowRight');
    },
    record: { outcome: 'accepted', charactersAccepted: 19, lineAccepts: 0 },
  },
  {
    name: "a word by the editor's own command, which nobody sees",
    typed: 'const ownLine = ',
    async act(workbench) {
      await delay(readingMs);
      await take(workbench, 'Alt+w');
      await escape(workbench);
    },
    record: { outcome: 'accepted-partly', charactersAccepted: 5, wordAccepts: 0, lineAccepts: 0, otherAccepts: 1 },
  },
  {
    name: 'a line, then Escape',
    typed: 'const lineBlock = () =>',
    ghost: block,
    async act(workbench) {
      await delay(readingMs);
      await take(workbench, 'Alt+l');
      await escape(workbench);
    },
    record: { outcome: 'accepted-partly', wordAccepts: 0, lineAccepts: 1, otherAccepts: 0 },
  },
  {
    name: 'typed through to its end',
    typed: 'const throughLine = ',
    act: (workbench) => workbench.type(oneLine, { delay: 120 }),
    record: { outcome: 'typed-through', cause: 'typed', charactersAccepted: 0, charactersTypedAlong: 19 },
  },
  {
    name: 'Escape after reading',
    typed: 'const escapeLine = ',
    async act(workbench) {
      await delay(readingMs);
      await escape(workbench);
    },
    record: { outcome: 'dismissed', cause: 'escape', charactersAccepted: 0 },
  },
  {
    name: 'the cursor moved away after reading',
    typed: 'const awayLine = ',
    async act(workbench) {
      await delay(readingMs);
      await workbench.press('ArrowLeft');
    },
    record: { outcome: 'ignored', cause: 'cursor-moved', charactersAccepted: 0 },
  },
  {
    name: 'something else typed after reading',
    typed: 'const elseLine = ',
    async act(workbench) {
      await delay(readingMs);
      await workbench.type('z');
    },
    record: { outcome: 'ignored', cause: 'diverged', charactersAccepted: 0 },
  },
  {
    name: 'another file opened after reading',
    typed: 'const leaveLine = ',
    async act(workbench) {
      await delay(readingMs);
      await workbench.openFile('other.js');
      await workbench.openFile('main.js');
    },
    record: { outcome: 'ignored', charactersAccepted: 0 },
  },
  {
    name: 'Tab, and undone at once',
    typed: 'const undoLine = ',
    async act(workbench, server) {
      const before = undone(server);
      await workbench.accept();
      await workbench.press('Control+z');
      await until(() => undone(server) === before + 1, 'the undo is recorded');
      // The editor asks again where the text is gone, and is offered the same.
      await workbench.ghostText();
      await delay(readingMs);
      await escape(workbench);
    },
    record: { outcome: 'accepted', cause: 'command', charactersAccepted: 19 },
    undone: 1,
    next: { outcome: 'dismissed', cause: 'escape' },
  },
];

const recordsOf = ({ record, next }) => (next === undefined ? [record] : [record, next]);

const scenarioTest = ({ name, typed, ghost = oneLine, act, undone: undos = 0, ...wanted }) => ({
  name,
  async run({ workbench, server }) {
    const before = shown(server).length;
    const undoneBefore = undone(server);
    await workbench.press('Control+a', 'Delete');
    await workbench.type(typed);
    assert.equal((await workbench.ghostText()).trimEnd(), ghost);
    await act(workbench, server);
    const expected = recordsOf(wanted);
    await until(() => shown(server).length >= before + expected.length, 'its end is recorded');
    // Whatever is still open ends here, so that no scenario leaves another record behind.
    await workbench.press('Escape', 'Control+a', 'Delete');
    const found = shown(server).slice(before);
    const picked = found.map((record, index) =>
      Object.fromEntries(Object.keys(expected[index] ?? {}).map((key) => [key, record[key]])),
    );
    assert.deepEqual(picked, expected, JSON.stringify(found, undefined, 1));
    for (const { readMs } of found) assert.notEqual(readMs, null, 'it counts as read');
    assert.equal(undone(server) - undoneBefore, undos);
  },
});

/** Records of that outcome which were not undone. */
const count = (outcome) =>
  scenarios
    .flatMap((scenario) => recordsOf(scenario).slice(scenario.undone ?? 0))
    .filter((record) => record.outcome === outcome).length;

export const tests = [
  {
    name: 'the index and the endpoint are ready',
    async run({ workbench }) {
      const ready = /Model: qwen2\.5-coder[\s\S]*Index: 2 files/;
      await until(async () => ready.test(await workbench.statusTooltip()), 'the tooltip says so', 30_000);
      await workbench.openFile('main.js');
    },
  },
  ...scenarios.map(scenarioTest),
  {
    name: 'the report counts exactly these',
    async run({ workbench, server }) {
      const total = scenarios.flatMap(recordsOf).length;
      assert.equal(shown(server).length, total);
      assert.deepEqual(
        events(server).filter(({ kind }) => kind === 'anomaly'),
        [],
      );
      await workbench.command('Cairn: Show Acceptance');
      const report = () => workbench.editorText();
      await until(async () => /Acceptance rate/.test(await report()), 'the report is shown');
      const text = await report();
      const accepted = count('accepted');
      const through = count('typed-through');
      const percent = Math.round((100 * (accepted + through)) / total);
      const undos = scenarios.filter((scenario) => scenario.undone === 1).length;
      for (const line of [
        `Acceptance rate: ${percent} % of ${total} read`,
        `Accepted: ${accepted}, typed through: ${through}, undone within 10 s: ${undos}, accepted partly: ${count('accepted-partly')} `,
        `Read: ${total} `,
        `of ${total} shown`,
        `Dismissed with Escape: ${count('dismissed')}`,
        `Ignored: ${count('ignored')}, replaced: 0`,
      ])
        assert.ok(text.includes(line), `"${line}" is missing in:\n${text}`);
    },
  },
];
