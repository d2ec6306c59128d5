import type { Case } from './filter-cases';

/** Words that are half typed: what the model repeats of them, and what only looks like a repetition. */
export const words: Readonly<Record<string, readonly Case[]>> = {
  'a half-typed word comes twice': [
    { complaint: 'a call', at: 'comp│', model: 'compute(a)', gives: 'compute(a)' },
    {
      complaint: 'a call after an operator',
      at: 'const x = a + comp│',
      model: 'compute(a);',
      gives: 'const x = a + compute(a);',
    },
    { complaint: 'a keyword', at: '  re│', model: 'return total;', gives: '  return total;' },
    { complaint: 'a short keyword, whole', at: 'if│', model: 'if (a) {', gives: 'if (a) {' },
    { complaint: 'a member with its object', at: 'this.ad│', model: 'this.add(a);', gives: 'this.add(a);' },
    { complaint: 'a whole name that goes on', at: 'data│', model: 'data.map(use);', gives: 'data.map(use);' },
    {
      complaint: 'two letters of a name that the document has',
      at: 'const value = 1;\nuse(va│',
      model: 'value);',
      gives: 'const value = 1;\nuse(value);',
    },
    {
      complaint: 'a variable with its sign',
      at: '<?php\n$va│',
      model: '$value = 1;',
      gives: '<?php\n$value = 1;',
      languageId: 'php',
    },
    {
      complaint: 'in a fence',
      at: 'comp│',
      model: '```ts\ncompute(a);\n```',
      gives: 'compute(a);',
    },
  ],
  'a half-typed word that goes on': [
    { complaint: 'with the rest of a keyword', at: '  re│', model: 'turn total;', gives: '  return total;' },
    { complaint: 'after a prefix of two letters', at: 're│', model: 'render();', gives: 'rerender();' },
    {
      complaint: 'though the document has the word without the prefix',
      at: 'render();\nre│',
      model: 'render();',
      gives: 'render();\nrerender();',
    },
    {
      complaint: 'after a prefix that a word begins with twice',
      at: '\\sub│',
      model: 'subsection{A}',
      gives: '\\subsubsection{A}',
      languageId: 'latex',
    },
    { complaint: 'as a word with two like syllables', at: 'me│', model: 'mento.save()', gives: 'memento.save()' },
    { complaint: 'as the name of a cipher', at: 'use(cha│', model: 'cha20(key));', gives: 'use(chacha20(key));' },
    {
      complaint: 'as a name that the document has',
      at: 'testtest_case();\ntest│',
      model: 'test_case();',
      gives: 'testtest_case();\ntesttest_case();',
    },
    { complaint: 'as a colour', at: 'color: #ff│', model: 'ffff;', gives: 'color: #ffffff;', languageId: 'css' },
    { complaint: 'as a number', at: 'x = 0x12│', model: '1234', gives: 'x = 0x121234' },
    { complaint: 'after a space', at: 'return│', model: ' returnValue;', gives: 'return returnValue;' },
    { complaint: 'with a name that differs in case', at: 'request│', model: 'Request(a)', gives: 'requestRequest(a)' },
    {
      complaint: 'as a string that is a word twice',
      at: 'expect(spam).toBe("spam│',
      model: 'spam");',
      gives: 'expect(spam).toBe("spamspam");',
    },
    {
      complaint: 'as a name whose parts are alike',
      at: 'opt_vec: Vec<u8>,\nopt_│',
      model: 'opt_vec: Option<Vec<u8>>,',
      gives: 'opt_vec: Vec<u8>,\nopt_opt_vec: Option<Vec<u8>>,',
      languageId: 'rust',
    },
  ],
};
