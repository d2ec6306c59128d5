'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { closeEditors, openAt, outcome, readyCairn, type, until } = require('./support.cjs');
const simulator = require('./simulator.cjs');

describe('two folders in one workspace', () => {
  let cairn;
  before(async () => {
    cairn = await readyCairn();
    assert.equal(vscode.workspace.workspaceFolders.length, 2);
  });
  afterEach(closeEditors);

  it('both are indexed', async () => {
    const status = await until(async () => {
      const now = await cairn.status();
      return now.phase === 'ready' && now.languages.typescript === 6 && now;
    }, 'all files that are not private are indexed');
    assert.ok(status.symbols >= 2);
  });

  for (const [index, name, privateFile, freeFile] of [
    [0, 'East', 'src/east.ts', 'src/west.ts'],
    [1, 'West', 'src/west.ts', 'src/east.ts'],
  ]) {
    it(`${name} follows its own .cairnignore`, async () => {
      const from = await simulator.seen();
      await openAt(privateFile, undefined, index);
      await type('const secret ');
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      await outcome(cairn, 'excluded');
      // The file of the test before may have been asked about when it was closed.
      const isOfPrivate = ({ prefix }) => prefix?.split('\n').at(-1).startsWith('c');
      assert.deepEqual((await simulator.requests(from)).filter(isOfPrivate), []);
      await closeEditors();
      const { document } = await openAt(freeFile, undefined, index);
      await simulator.completeHere(document);
    });

    it(`${name} is completed from its own file of a path that both have`, async () => {
      const from = await simulator.seen();
      const earlier = new Set(cairn.recentRequests().map(({ trace }) => trace));
      await simulator.answers([['shared(', "'x');"]]);
      await openAt('src/main.ts', undefined, index);
      await type('shared(');
      const { text } = await simulator.requested(({ answer }) => answer === "'x');", 'the call', from);
      assert.ok(text.includes(`from${name}: string`), text);
      // A suggestion that comes from memory has a name of its own, and the run that made it another.
      const explained = async () => {
        const fresh = cairn.recentRequests().filter(({ trace }) => !earlier.has(trace));
        for (const { trace, outcome: end } of fresh.reverse()) {
          const explanation = end === 'suggestion' && (await cairn.explain(trace));
          if (explanation) return explanation;
        }
        return undefined;
      };
      const { kept } = await until(explained, 'the suggestion is explained');
      // What was typed before in the free file comes along as a recent edit, which is not ranked among the definitions.
      const edits = kept.filter(({ kind }) => kind === 'edit');
      assert.ok(edits.some(({ origin }) => origin.uri.endsWith(`/${name}/${freeFile}`)));
      const ranked = kept.filter(({ kind }) => kind !== 'edit');
      const best = ranked.toSorted((a, b) => b.score - a.score)[0];
      assert.match(best.origin.uri, new RegExp(`/${name}/src/shared\\.ts$`));
    });
  }
});
