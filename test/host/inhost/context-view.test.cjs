'use strict';
const assert = require('node:assert/strict');
const { rmSync, writeFileSync } = require('node:fs');
const vscode = require('vscode');
const { accept, closeEditors, folder, openAt, readyCairn, type, until } = require('./support.cjs');
const simulator = require('./simulator.cjs');

const uriOf = (name) => vscode.Uri.joinPath(folder(), 'src', name);
const ignoreFile = () => vscode.Uri.joinPath(folder(), '.cairnignore').fsPath;
const patient = 30_000;

describe('the Context view', function () {
  this.timeout(120_000);
  let cairn;
  before(async () => {
    cairn = await readyCairn();
    await vscode.commands.executeCommand('cairn.context.focus');
  });
  afterEach(closeEditors);
  after(() => rmSync(ignoreFile(), { force: true }));

  const section = (label) => cairn.contextSections().find((candidate) => candidate.label === label);
  const places = (nodes = cairn.contextSections()) =>
    nodes.flatMap((node) => (node.kind === 'place' ? [node] : places(node.children ?? [])));
  const row = (label, name) => places(section(label)?.children ?? []).find(({ path }) => path === `src/${name}`);

  /** Pins a file; the rules may be under way, and then it is refused. */
  const pin = (name) =>
    until(
      async () => {
        await vscode.commands.executeCommand('cairn.pinFile', uriOf(name));
        return row('Pinned', name)?.pinned;
      },
      `${name} is pinned`,
      patient,
    );

  let round = 0;
  /** Types a call and accepts what the endpoint makes of it, until the view knows what it was made from; the last prompt. */
  const complete = async (name) => {
    const { document } = await openAt('src/main.ts');
    let prompt;
    const shown = async () => {
      const typed = `const made${++round} = ${name}(`;
      await simulator.answers([[typed, `${round});`]]);
      await type(typed);
      prompt = await simulator.requested(({ answer }) => answer === `${round});`, typed);
      await accept(document);
      await type('\n');
      return until(() => row('Last completion', 'shapes.ts'), 'the row of shapes.ts', 3000).catch(() => undefined);
    };
    await until(shown, 'the completion is explained', 60_000);
    await closeEditors();
    return prompt.text;
  };

  it('shows what the last completion was made from, and opens it at its line', async () => {
    await complete('area');
    const found = row('Last completion', 'shapes.ts');
    assert.match(found.label, /^shapes\.ts:1/);
    assert.match(found.description, / · \d+ tokens?/);
    assert.match(section('Last completion').description, /^main\.ts, \d+ kept, \d+ tokens/);
    assert.equal(JSON.stringify(cairn.contextSections()).includes('Math.PI'), false, 'references, no text');
    await vscode.commands.executeCommand('cairn.openContext', found);
    const { document, selection } = vscode.window.activeTextEditor;
    assert.equal(document.uri.path, uriOf('shapes.ts').path);
    assert.equal(selection.active.line, found.range.start.line);
  });

  it('shows what the last answer was made from, with the numbers of its sources', async () => {
    await simulator.answers([['', 'It multiplies [1].']]);
    await vscode.commands.executeCommand('cairn.ask', 'How is the area computed?');
    await vscode.commands.executeCommand('cairn.context.focus');
    const found = await until(() => row('Last answer', 'shapes.ts'), 'the row of shapes.ts', patient);
    assert.match(found.description, /^\[\d\] · .+ · \d+ tokens/);
    assert.match(found.tooltip, /Words: .*`area`/);
  });

  it('a pinned file comes first in the next prompt and is shown as pinned', async () => {
    assert.equal((await complete('area')).includes('ochre'), false);
    await pin('palette.ts');
    const pinned = async () => {
      const prompt = await complete('area');
      return prompt.includes('ochre') && row('Last completion', 'palette.ts');
    };
    const found = await until(pinned, 'the pinned file is in the prompt', 60_000);
    assert.match(found.description, /pinned/);
    const from = await simulator.seen();
    await vscode.commands.executeCommand('cairn.ask', 'How is the area computed?');
    const { text } = await simulator.requested(({ kind }) => kind === 'chat', 'the question', from);
    assert.ok(text.includes('ochre') && text.indexOf('ochre') < text.indexOf('Math.PI'), text);
    await vscode.commands.executeCommand('cairn.context.focus');
    await vscode.commands.executeCommand('cairn.unpinFile', row('Last completion', 'palette.ts'));
    assert.equal(section('Pinned'), undefined);
  });

  it('shows what an endpoint would be given at the cursor, without asking it', async () => {
    await openAt('src/sum.ts');
    const before = (await simulator.requests()).length;
    await vscode.commands.executeCommand('cairn.contextAtCursor');
    await until(() => row('At the cursor', 'ledger.ts'), 'the row of ledger.ts', patient);
    assert.equal((await simulator.requests()).length, before);
  });

  it('loses a file that becomes private, its pin too, while the others stay', async () => {
    await pin('ledger.ts');
    assert.ok(row('At the cursor', 'ledger.ts'));
    writeFileSync(ignoreFile(), '[private]\n/src/ledger.ts\n');
    await until(() => !JSON.stringify(cairn.contextSections()).includes('ledger'), 'ledger.ts is gone', patient);
    await until(() => row('Last completion', 'shapes.ts'), 'shapes.ts stays', patient);
    rmSync(ignoreFile());
    await pin('ledger.ts');
    writeFileSync(ignoreFile(), '[low-quality]\n/src/ledger.ts\n');
    await until(() => section('Pinned') === undefined, 'an excluded file is unpinned', patient);
  });

  it('unpins a file that is deleted', async () => {
    await pin('doomed.ts');
    await vscode.workspace.fs.delete(uriOf('doomed.ts'));
    await until(() => section('Pinned') === undefined, 'the file is unpinned', patient);
  });
});
