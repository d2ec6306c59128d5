import { afterAll, describe, expect, it } from 'vitest';
import { DocumentSyntax } from '../../../src/engine/syntax';
import { installedGrammars } from '../syntax/installed-grammars';
import { ask, cursorAt, setUp, suggested } from './pipeline-fixture';

const syntax = new DocumentSyntax(installedGrammars, Number.POSITIVE_INFINITY);
afterAll(() => syntax.dispose());

/** The real judgement, made before the model is asked: how long it takes is not what is tested. */
async function answered(languageId: string, at: string, model: string) {
  const setup = await setUp({ answer: () => model });
  const cursor = cursorAt(at, { languageId });
  const verdict = await syntax.judge({ ...cursor, uri: `file:///${at}`, text: model });
  setup.judge = (text) => (text === model ? verdict : { place: 'code' });
  return ask(setup, cursor, 'invoked');
}

describe('a line with an error of its own is not offered', () => {
  it.each([
    ['a comma too many', 'typescript', 'f();\nconst { a│ } = b;\ng();\n', ': c,, : d'],
    ['two expressions in a row', 'typescript', 'f();\nrun(│);\ng();\n', 'first second'],
    ['prose in code', 'typescript', 'f();\ntotal│\ng();\n', ' is the sum of all the values'],
    ['an operator too many', 'typescript', 'f();\nif (a│) {\n  g();\n}\n', ' === b &&&& c'],
    ['a closing bracket of another kind', 'typescript', 'f();\nconst all = [│];\ng();\n', 'first) second'],
    ['prose behind a name', 'go', 'package a\n\nfunc f() {\n\tx := a│\n\tg(x)\n}\n', ' is what the caller gave'],
    ['another language', 'python', 'def f(a):\n    x = a│\n    return x\n', ' -> new Value();'],
    ['a statement in an argument', 'java', 'class A {\n  void f() {\n    run(│);\n  }\n}\n', 'return 1'],
  ])('%s', async (_, languageId, at, model) => {
    expect(await answered(languageId, at, model)).toEqual({ kind: 'nothing', reason: 'filtered:parse-errors' });
  });
});

describe('a line is offered', () => {
  it.each([
    ['that is right', 'typescript', 'f();\nrun(│);\ng();\n', 'first, second'],
    ['that leaves a bracket open', 'typescript', 'f();\nconst a = b│\ng();\n', '.map((each) => {'],
    ['that goes on below with an operator', 'typescript', 'f();\nconst a = b│\n', ' + c ||'],
    ['that goes on below with a word', 'typescript', 'f();\nconst a = b│\n', ' instanceof Map ? c : await'],
    ['where the document is unfinished elsewhere', 'typescript', 'class A {\n  f() {\n    run(│);\n', 'first,, second'],
    ['that begins a block', 'python', 'def f(a):\n    x = a\n    if x│\n', ' is None:'],
    ['that a comment goes on with', 'typescript', 'f();\n// the │\ng();\n', 'sum of, all; the ( values'],
    ['that a string goes on with', 'typescript', 'f();\nrun("│");\n', 'sum of, all; the values'],
    ['in a language without a grammar', 'plaintext', 'the │\n', 'first,, second;'],
  ])('%s', async (_, languageId, at, model) => {
    expect((await suggested(answered(languageId, at, model))).text.trim()).toBe(model.trim());
  });

  it('without what the editor closed already, although with it there would be an error', async () => {
    const { text, replaceSuffix } = await suggested(answered('typescript', 'f();\nrun(│);\ng();\n', 'first, second);'));
    expect([text, replaceSuffix]).toEqual(['first, second', 0]);
  });
});
