import { expect, it } from 'vitest';
import { RulesCheck } from '../../../src/server/rules-check';
import { Workbench } from '../retrieval/workbench';
import { memoryHost } from '../support/memory-host';

/** A look through `/w` under a policy that knows of its `.cairnignore` alone; resolves to whether other rules were found. */
async function findsOtherRules(known: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<boolean> {
  const host = memoryHost({ '/w/a.ts': 'function first() {\n}\n', ...files });
  let differs = false;
  const rules = new RulesCheck(host, () => (differs = true));
  const passed: Promise<void>[] = [];
  const bench = new Workbench(host, undefined, { ignoreFilePassed: (uri) => passed.push(rules.passed(uri)) });
  rules.setPolicy(bench.setPolicy(known));
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  await bench.engine.whenReady();
  await Promise.all(passed);
  bench.engine.dispose();
  return differs;
}

it.each([
  ['the same', 'secret/\n', { '/w/.cairnignore': 'secret/\n' }],
  ['a comment more', '', { '/w/.cairnignore': '# Nothing.\n' }],
  ['a file without any', '', { '/w/src/.gitignore': '\n' }],
  ['a file of another name', '', { '/w/src/.npmignore': 'secret/\n' }],
])('the rules on disk are those of the policy: %s', async (_, known, files) => {
  expect(await findsOtherRules(known, files)).toBe(false);
});

it.each([
  ['another', 'secret/\n', { '/w/.cairnignore': 'keys/\n' }],
  ['one fewer', 'secret/\n', { '/w/.cairnignore': '' }],
  ['the same with another strength', 'secret/\n', { '/w/.cairnignore': '[low-quality]\nsecret/\n' }],
  ['a file that is new', '', { '/w/src/.gitignore': '*.log\n' }],
  ['a file that nobody can read', '', { '/w/src/.cairnignore': Uint8Array.of(0xc3, 0x28, 0, 1) }],
])('the rules on disk are others than those of the policy: %s', async (_, known, files) => {
  expect(await findsOtherRules(known, files)).toBe(true);
});

it('a file that is gone when it is read holds no rules', async () => {
  let differs = false;
  const rules = new RulesCheck(memoryHost({}), () => (differs = true));
  rules.setPolicy(new Workbench(memoryHost({})).setPolicy('secret/\n'));
  await rules.passed('file:///w/.cairnignore');
  expect(differs).toBe(false);
});
