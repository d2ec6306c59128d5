import { afterAll, describe, expect, it } from 'vitest';
import { applyFilters, filterCursor } from '../../../src/engine/completion/filters';
import { DocumentSyntax } from '../../../src/engine/syntax';
import { installedGrammars } from '../syntax/installed-grammars';
import { cursorAt } from './pipeline-fixture';

/** A document with its cursor at `│`, and the rest of a line that a model offers there. */
type Case = readonly [languageId: string, document: string, text: string];

const kept: readonly Case[] = [
  ['typescript', 'function run(a: number) {\n  if │\n}\n', '(a > 1) {'],
  ['typescript', 'const a = 1;\nconst b │\n', '= [a, a];'],
  ['typescript', 'const a = {\n  first: 1,\n  │\n};\n', 'second: 2,'],
  ['typescript', 'call(first, │);\n', 'second'],
  ['typescript', 'export const run = async │\n', '(first: string): Promise<void> => {'],
  ['typescript', 'try {\n  a();\n} │\n', 'catch (error) {'],
  ['python', 'def run(a):\n    for b │\n', 'in a:'],
  ['python', 'x = 1\nif x: │\n', 'print(x)'],
  ['go', 'package a\n\nfunc run() error {\n\tif err := b(); │\n}\n', 'err != nil {'],
  ['rust', 'fn run(a: Option<u8>) {\n    match │\n}\n', 'a {'],
  ['java', 'class A {\n  void run() {\n    for (int i = 0; │\n  }\n}\n', 'i < 3; i++) {'],
];

const dropped: readonly Case[] = [
  ['typescript', 'const a │\n', 'const b = 1;'],
  ['typescript', 'call(first, │);\n', 'return second'],
  ['go', 'package a\n\nfunc run() int {\n\treturn │\n}\n', 'func other() {}'],
];

describe('the rest of a line', () => {
  const documents = new DocumentSyntax(installedGrammars);
  afterAll(() => documents.dispose());

  async function verdictOn([languageId, document, text]: Case): Promise<string> {
    const cursor = cursorAt(document, { languageId });
    const { uri, prefix, suffix } = cursor;
    const { errorDelta } = await documents.judge({ uri, languageId, prefix, suffix, text });
    const verdict = applyFilters({ text, replaceSuffix: 0, judged: { text, errorDelta } }, filterCursor(cursor));
    return verdict.kind === 'keep' ? 'keep' : verdict.reason;
  }

  it.each(kept)('is offered while it can be gone on with: %s, %j + %j', async (...one) => {
    expect(await verdictOn(one)).toBe('keep');
  });

  it.each(dropped)('is dropped where no such code can stand: %s, %j + %j', async (...one) => {
    expect(await verdictOn(one)).toBe('parse-errors');
  });
});
