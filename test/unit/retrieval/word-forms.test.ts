import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../src/engine/index';
import { fileEvidence } from '../../../src/engine/retrieval/question/file-evidence';
import { HistoryIndex } from '../../../src/engine/retrieval/question/history-index';
import { parseQuestion } from '../../../src/engine/retrieval/question/parse-question';
import { wordForms } from '../../../src/engine/retrieval/question/word-forms';
import { pathToUri } from '../../../src/engine/text';
import { fileSignals } from '../../../src/engine/workspace';

const formsOf = (...words: string[]) => wordForms(words.map((word) => [word, 1])).map(([form]) => form);

describe('wordForms', () => {
  it.each([
    ['validation', 'validator'],
    ['validator', 'validate'],
    ['configure', 'configuration'],
    ['serialization', 'serializer'],
    ['logging', 'logger'],
    ['authenticate', 'authentication'],
    ['parseResponses', 'responsive'],
  ])('knows of %s the form %s', (word, form) => {
    expect(formsOf(word)).toContain(form);
  });

  it.each(['cat', 'user', 'ring', 'Überprüfung', 'x1234'])(
    'makes none of %s, which is short or no plain word',
    (word) => {
      expect(formsOf(word)).toEqual([]);
    },
  );

  it('leaves out what the question has, and weighs a form less than its word', () => {
    expect(formsOf('validation', 'validator')).not.toContain('validator');
    for (const [, weight] of wordForms([['validation', 0.5]])) expect(weight).toBeLessThan(0.25);
  });

  it('looks at so many words of any question', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 200 }), (words) => {
        const forms = formsOf(...words);
        expect(new Set(forms).size).toBe(forms.length);
        for (const word of words) expect(forms).not.toContain(word);
        expect(forms.length).toBeLessThan(60 * 40);
      }),
    );
  });

  it('finds a file by another form of a word, after those that have the word itself', () => {
    const index = new WorkspaceIndex();
    for (const path of ['src/validator.ts', 'src/validation.ts', 'src/router.ts']) {
      const text = 'export const answer = 1;\n';
      const description = { uri: pathToUri(`/w/${path}`), path, folder: pathToUri('/w'), languageId: 'typescript' };
      index.put({ ...description, signals: fileSignals(path, text), strength: 'free' }, text, undefined);
    }
    const { lists } = fileEvidence(index, new HistoryIndex([]), parseQuestion('where does validation happen'));
    for (const name of ['path', 'file'])
      expect(lists.find((list) => list.name === name)?.items.map(({ file }) => file.path)).toEqual([
        'src/validation.ts',
        'src/validator.ts',
      ]);
  });
});
