'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { accept, closeEditors, openAt, outcome, readyCairn, type, until } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const run = (command) => vscode.commands.executeCommand(command);
const trigger = () => run('editor.action.inlineSuggest.trigger');
const minute = 60_000;

describe('when completion asks', () => {
  let cairn;
  const realNow = Date.now;
  before(async () => {
    cairn = await readyCairn();
  });
  afterEach(async () => {
    Date.now = realNow;
    await closeEditors();
  });

  /** Cairn's code runs in this process and reads the same clock. */
  const later = (ms) => {
    Date.now = () => realNow() + ms;
  };

  for (const [name, choice, minutes] of [
    ['5 minutes', 0, 5],
    ['1 hour', 1, 60],
  ])
    it(`snoozed for ${name} it is quiet so long, except when asked`, async function () {
      this.timeout(240_000);
      const { document } = await openAt('src/main.ts');
      await pick('cairn.snooze', choice);
      await quiet('snoozed');
      await askedByHand(document);
      later((minutes / 2) * minute);
      await quiet('snoozed');
      later((minutes + 1) * minute);
      await simulator.completeHere(document);
      later(0);
      await pick('cairn.snooze', 0);
      await simulator.completeHere(document);
    });

  it('snoozed in one file it goes on in others, until it is woken', async function () {
    this.timeout(240_000);
    await openAt('src/other.ts');
    await pick('cairn.snooze', 2);
    await quiet('snoozed');
    const { document: main } = await openAt('src/main.ts');
    await simulator.completeHere(main);
    const { document: other } = await openAt('src/other.ts');
    await quiet('snoozed');
    await pick('cairn.snooze', 0);
    await simulator.completeHere(other);
  });

  it('at several cursors it is quiet, except when asked', async function () {
    this.timeout(240_000);
    const { document, editor } = await openAt('src/lines.ts');
    editor.selections = [2, 3].map((line) => new vscode.Selection(line, 0, line, 0));
    await quiet('several-cursors');
    await simulator.answers([['const quiet ', '= 3;']]);
    const from = await simulator.seen();
    await trigger();
    const { prefix } = await simulator.requested(() => true, 'asked at several cursors', from);
    assert.equal(prefix, 'const third = 3;\n\n\nconst quiet ', 'it is asked at the first cursor');
    await accept(document);
    assert.equal(document.getText(), 'const third = 3;\n\n\nconst quiet = 3;\n\nconst quiet = 3;\n');
  });

  it('agrees with the item that is selected in the list of suggestions', async function () {
    this.timeout(240_000);
    const items = ['zebraTotal', 'zebraOther'].map((label, at) =>
      Object.assign(new vscode.CompletionItem(label), { sortText: `\u0000${at}` }),
    );
    const list = vscode.languages.registerCompletionItemProvider('typescript', { provideCompletionItems: () => items });
    try {
      const { document } = await openAt('src/main.ts');
      const before = document.getText();
      await simulator.answers([
        ['const sum = zebraTotal', '(first);'],
        ['const sum = zebraOther', '(second);'],
        ['const sum = zebra', 'Crossing(third);'],
      ]);
      const from = await simulator.seen();
      const askedWith = (item) =>
        simulator.requested(
          ({ prefix }) => prefix === `${before}\nconst sum = ${item}`,
          `the text after the selected ${item}`,
          from,
        );
      await type('\nconst sum = zebra');
      await run('editor.action.triggerSuggest');
      await askedWith('zebraTotal');
      await run('selectNextSuggestion');
      await askedWith('zebraOther');
      await accept(document);
      assert.equal(document.getText(), `${before}\nconst sum = zebraOther(second);`);
    } finally {
      list.dispose();
      await run('hideSuggestWidget');
    }
  });

  it('on demand it is quiet, and offers up to three texts when asked', async function () {
    this.timeout(240_000);
    const settings = vscode.workspace.getConfiguration('cairn');
    await settings.update('completion.trigger', 'onDemand', true);
    try {
      const { document } = await openAt('src/main.ts');
      await simulator.answers([
        ['const several ', '= 3;', 2],
        ['const several ', '= 2;', 1],
        ['const several ', '= 1;'],
      ]);
      const before = document.getText();
      const from = await simulator.seen();
      await type('\nconst several ');
      await trigger();
      await outcome(cairn, 'suggestion');
      const asked = await until(async () => {
        const requests = await simulator.requests(from);
        return requests.length >= 3 && requests;
      }, 'three texts are asked for');
      assert.deepEqual(
        asked.map(({ prefix }) => prefix),
        Array(3).fill(`${before}\nconst several `),
      );
      assert.deepEqual(asked.map(({ answer }) => answer).toSorted(), ['= 1;', '= 2;', '= 3;']);
      await until(
        async () => {
          await run('editor.action.inlineSuggest.showNext');
          await run('editor.action.inlineSuggest.commit');
          if (document.getText() === `${before}\nconst several = 1;`) {
            await run('undo');
            await trigger();
          }
          return /const several = [23];$/.test(document.getText());
        },
        'another text is taken',
        30_000,
      );
    } finally {
      await settings.update('completion.trigger', undefined, true);
    }
  });

  it('asks for the next text while one is on screen, and has it when that is taken', async function () {
    this.timeout(240_000);
    const { document } = await openAt('src/main.ts');
    await simulator.answers([
      ['const ahead ', '= 1;'],
      ['const ahead = 1;\n', 'const behind = 2;'],
    ]);
    const from = await simulator.seen();
    await type('\nconst ahead ');
    const next = await simulator.requested(({ answer }) => answer === 'const behind = 2;', 'the next line', from);
    assert.ok(next.prefix.endsWith('\nconst ahead = 1;\n'), next.prefix);
    assert.ok(!document.getText().includes('ahead = 1'), 'it is asked before the first is taken');
    await until(async () => (await simulator.requests(from)).at(next.index - from)?.ended, 'the next text is there');
    await accept(document);
    await type('\n');
    await accept(document);
    assert.ok(document.getText().endsWith('\nconst ahead = 1;\nconst behind = 2;'), document.getText());
    const all = await simulator.requests(from);
    assert.equal(all.filter(({ prefix }) => prefix === next.prefix).length, 1, 'it is asked for once');
  });

  /** Types something for which nothing is asked, because of `reason`. */
  async function quiet(reason) {
    const from = await simulator.seen();
    await type('\nconst quiet ');
    await outcome(cairn, reason);
    assert.deepEqual(await simulator.requests(from), []);
  }

  async function askedByHand(document) {
    await simulator.answers([['const byHand ', '= 1;']]);
    await type('\nconst byHand ');
    await trigger();
    await accept(document);
    assert.ok(document.getText().endsWith('const byHand = 1;'), document.getText());
  }

  /** Runs a command that shows a list, and takes its entry with that index. */
  async function pick(command, index) {
    let picked = false;
    const done = run(command).then(() => {
      picked = true;
    });
    // The list and its entries take their time to reach the window.
    await until(async () => {
      await run('quickInput.first');
      for (let at = 0; at < index; at++) await run('quickInput.next');
      await run('quickInput.accept');
      return picked;
    }, `an entry of ${command} is picked`);
    await done;
    await run('workbench.action.focusActiveEditorGroup');
  }
});
