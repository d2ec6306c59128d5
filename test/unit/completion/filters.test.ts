import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFilters, filterCursor } from '../../../src/engine/completion/filters';
import { filters } from '../../../src/engine/completion/filters/apply-filters';
import type { CompletionFilter } from '../../../src/engine/completion/filters/candidate';

interface Case {
  readonly complaint: string;
  /** The document, with the cursor at `│`. */
  readonly at: string;
  readonly model: string;
  /** The document afterwards, or why nothing is offered. */
  readonly gives?: string;
  readonly dropped?: string;
  readonly languageId?: string;
}

function cursorAt(document: string, languageId = 'typescript') {
  const [prefix = '', suffix = ''] = document.split('│');
  return filterCursor({ uri: 'file:///w/a.ts', languageId, version: 1, prefix, suffix, recentEdits: [] });
}

function run({ at, model, languageId }: Case): { document?: string; dropped?: string } {
  const [prefix = '', suffix = ''] = at.split('│');
  const verdict = applyFilters({ text: model, replaceSuffix: 0 }, cursorAt(at, languageId));
  if (verdict.kind === 'drop') return { dropped: verdict.reason };
  return { document: prefix + verdict.candidate.text + suffix.slice(verdict.candidate.replaceSuffix) };
}

const golden: Readonly<Record<string, readonly Case[]>> = {
  'closing brackets and what follows': [
    {
      complaint: 'the bracket that the editor closed by itself comes twice',
      at: 'console.log(│)',
      model: 'value)',
      gives: 'console.log(value)',
    },
    {
      complaint: 'the closing bracket comes twice when a semicolon follows it',
      at: 'console.log(│)',
      model: 'value);',
      gives: 'console.log(value);',
    },
    {
      complaint: 'a bracket of the suggestion itself is cut off instead',
      at: 'outer(│)',
      model: 'inner(value)',
      gives: 'outer(inner(value))',
    },
    { complaint: 'two closed brackets come twice', at: 'f(g(│))', model: 'value))', gives: 'f(g(value))' },
    { complaint: 'the rest goes on after a closed bracket', at: 'f(g(│))', model: 'x) + 1)', gives: 'f(g(x) + 1)' },
    {
      complaint: 'a function opened in brackets closes them again',
      at: 'app.get("/", │)',
      model: '(req, res) => {\n  res.end();\n});',
      gives: 'app.get("/", (req, res) => {\n  res.end();\n});',
    },
    {
      complaint: 'the closing quote comes twice',
      at: 'import x from "│"',
      model: 'express"',
      gives: 'import x from "express"',
    },
    {
      complaint: 'quote and bracket come twice',
      at: "require('│')",
      model: "express');",
      gives: "require('express');",
    },
    { complaint: 'an apostrophe is no quote', at: "// don't call(│)", model: 'it)', gives: "// don't call(it)" },
    {
      complaint: 'the rest of the line is written again',
      at: 'if (│ === undefined) {',
      model: 'value === undefined) {',
      gives: 'if (value === undefined) {',
    },
    {
      complaint: 'the rest of the line and nothing else',
      at: 'const a = │b + c;',
      model: 'b + c;',
      dropped: 'duplicate-suffix',
    },
    { complaint: 'a semicolon comes twice', at: 'const x = │;', model: '42;', gives: 'const x = 42;' },
    {
      complaint: 'the next line is offered once more',
      at: 'const a = 1;\n│\nconst b = compute(a);\n',
      model: 'const b = compute(a);',
      dropped: 'duplicate-suffix',
    },
    {
      complaint: 'a good line is followed by the ones that are there',
      at: 'function f() {\n  │\n  return total;\n}\n',
      model: 'const total = sum(values);\n  return total;\n}',
      gives: 'function f() {\n  const total = sum(values);\n  return total;\n}\n',
    },
    {
      complaint: 'the brace that closes the function comes twice',
      at: 'function f() {\n  │\n}\n',
      model: 'return 1;\n}',
      gives: 'function f() {\n  return 1;\n}\n',
    },
    {
      complaint: 'the brace of a block in the suggestion is taken for the one that follows',
      at: 'function f() {\n  │\n}\n',
      model: 'if (a) {\n    b();\n  }',
      gives: 'function f() {\n  if (a) {\n    b();\n  }\n}\n',
    },
    {
      complaint: 'a line that only looks alike is kept',
      at: 'case 1:\n  │\n  break;\ndefault:\n',
      model: 'run(first);\n  break;\ncase 2:\n  run(second);',
      gives: 'case 1:\n  run(first);\n  break;\ncase 2:\n  run(second);\n  break;\ndefault:\n',
    },
  ],
  'what stands before the cursor': [
    {
      complaint: 'the begun line is written again',
      at: 'const total = │',
      model: 'const total = a + b;',
      gives: 'const total = a + b;',
    },
    {
      complaint: 'the begun line is written again with its indentation',
      at: '  return │',
      model: '  return x;',
      gives: '  return x;',
    },
    {
      complaint: 'a call inside the same call is no echo',
      at: 'max(│',
      model: 'max(a, b), c)',
      gives: 'max(max(a, b), c)',
    },
    {
      complaint: 'the line above is offered once more',
      at: 'registry.register(first);\n│',
      model: 'registry.register(first);',
      dropped: 'echo',
    },
  ],
  indentation: [
    {
      complaint: 'the indentation that is there comes twice',
      at: 'function f() {\n    │\n}\n',
      model: '    return 1;',
      gives: 'function f() {\n    return 1;\n}\n',
    },
    {
      complaint: 'two spaces after an equals sign',
      at: 'const x = │',
      model: ' 42;',
      gives: 'const x = 42;',
    },
    {
      complaint: 'the space before an operator is wanted',
      at: 'const x = a│',
      model: ' + b;',
      gives: 'const x = a + b;',
    },
    {
      complaint: 'spaces in a file with tabs',
      at: 'func a() {\n\tx()\n\ty()\n}\n\nfunc f() {\n\t│\n}\n',
      model: 'if ok {\n        return\n    }',
      gives: 'func a() {\n\tx()\n\ty()\n}\n\nfunc f() {\n\tif ok {\n\t\treturn\n\t}\n}\n',
      languageId: 'go',
    },
    {
      complaint: 'tabs in a file with spaces',
      at: 'function f() {\n  a();\n  │\n}\n',
      model: 'if (ok) {\n\t\treturn;\n\t}',
      gives: 'function f() {\n  a();\n  if (ok) {\n    return;\n  }\n}\n',
    },
    {
      complaint: 'the body of a block begins at the margin',
      at: 'class A {\n  run() {\n    │\n  }\n}\n',
      model: 'for (const x of xs) {\n  use(x);\n}',
      gives: 'class A {\n  run() {\n    for (const x of xs) {\n      use(x);\n    }\n  }\n}\n',
    },
    {
      complaint: 'the body of a Python block begins at the margin',
      at: 'class A:\n    def run(self):\n        │\n',
      model: 'for x in xs:\n    use(x)',
      gives: 'class A:\n    def run(self):\n        for x in xs:\n            use(x)\n',
      languageId: 'python',
    },
    {
      complaint: 'the block that was opened ends where it should',
      at: 'function f() {│',
      model: '\n  return 1;\n}',
      gives: 'function f() {\n  return 1;\n}',
    },
  ],
  'the packaging of models': [
    {
      complaint: 'a fill-in-the-middle token at the end',
      at: 'const x = │',
      model: '42;<|fim_middle|>',
      gives: 'const x = 42;',
    },
    { complaint: 'a token at the beginning', at: 'const x = │', model: '<|fim_middle|>42;', gives: 'const x = 42;' },
    {
      complaint: 'the model goes on with another file',
      at: 'const x = │',
      model: '42;<|file_sep|>other.ts\nlet y;',
      gives: 'const x = 42;',
    },
    {
      complaint: 'the end-of-text token of DeepSeek',
      at: 'x = │',
      model: '42<｜end▁of▁sentence｜>',
      gives: 'x = 42',
      languageId: 'python',
    },
    { complaint: 'nothing but a token', at: 'const x = │', model: '<|endoftext|>', dropped: 'empty' },
    { complaint: 'CodeLlama ends with EOT', at: 'const x = │', model: '42; <EOT>', gives: 'const x = 42;' },
    {
      complaint: 'a file about tokens keeps them',
      at: 'const a = "<|fim_middle|>";\nconst b = │',
      model: '"<|fim_middle|>" + a;',
      gives: 'const a = "<|fim_middle|>";\nconst b = "<|fim_middle|>" + a;',
    },
    {
      complaint: 'a chat model wraps the code in a fence',
      at: 'const x = │',
      model: '```typescript\n42;\n```',
      gives: 'const x = 42;',
    },
    {
      complaint: 'and says so before',
      at: 'const x = │',
      model: "Here's the completed code:\n\n```ts\n42;\n```\nThis sets x.",
      gives: 'const x = 42;',
    },
    {
      complaint: 'and explains after',
      at: 'const x = │',
      model: '42;\n```\n\nThis sets x to 42.',
      gives: 'const x = 42;',
    },
    {
      complaint: 'a reasoning model thinks aloud first',
      at: 'const x = │',
      model: '<think>\nA number is wanted.\n</think>\n42;',
      gives: 'const x = 42;',
    },
    {
      complaint: 'and does not come to an end',
      at: 'const x = │',
      model: '<think>\nA number',
      dropped: 'stray-markup',
    },
    {
      complaint: 'a refusal',
      at: 'const x = │',
      model: "I'm sorry, but I can't help with that.",
      dropped: 'stray-markup',
    },
    {
      complaint: 'a fence in Markdown is text',
      at: '# Use\n\n│',
      model: '```sh\nnpm start\n```',
      gives: '# Use\n\n```sh\nnpm start\n```',
      languageId: 'markdown',
    },
    {
      complaint: 'a fence in a documentation comment is text',
      at: '/**\n * │\n */',
      model: '```ts\n * f();\n * ```',
      gives: '/**\n * ```ts\n * f();\n * ```\n */',
    },
  ],
  'loops and scraps': [
    {
      complaint: 'one line over and over',
      at: '│',
      model: 'add(item);\nadd(item);\nadd(item);\nadd(item);',
      gives: 'add(item);',
    },
    {
      complaint: 'a pair of lines over and over',
      at: '│',
      model: 'open(door);\nshut(door);\nopen(door);\nshut(door);\nopen(door);\nshut(door);',
      gives: 'open(door);\nshut(door);',
    },
    {
      complaint: 'a word over and over',
      at: 'const x = │',
      model: 'foo.bar.foo.bar.foo.bar.foo.bar.foo.bar',
      dropped: 'repetition',
    },
    {
      complaint: 'closing brackets under each other are no loop',
      at: 'f(│',
      model: 'a, {\n  b: {\n    c: {\n      d,\n    },\n  },\n},',
      gives: 'f(a, {\n  b: {\n    c: {\n      d,\n    },\n  },\n},',
    },
    { complaint: 'blank', at: 'const x = │', model: '   \n\n', dropped: 'empty' },
    { complaint: 'a single character', at: 'foo(a│', model: ')', dropped: 'too-short' },
    { complaint: 'spaces and blank lines at the end', at: 'const x = │', model: '42;  \n\n', gives: 'const x = 42;' },
  ],
};

for (const [theme, cases] of Object.entries(golden)) {
  describe(theme, () => {
    it.each(cases)('$complaint', (one) => {
      const { document, dropped } = run(one);
      expect({ gives: document, dropped }).toEqual({ gives: one.gives, dropped: one.dropped });
    });
  });
}

const scrap = fc.constantFrom(
  ...[
    'a',
    'foo',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n  ',
    '\n\t',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '`',
    ';',
    ',',
    ':',
    '=>',
  ],
  ...[
    'const x = ',
    'return value',
    '```',
    '```ts\n',
    '<|fim_middle|>',
    '<think>',
    '</think>',
    '<EOT>',
    '👋',
    '日本',
    '\\',
  ],
);
const text = fc.array(scrap, { maxLength: 24 }).map((parts) => parts.join(''));
const languageId = fc.constantFrom('typescript', 'python', 'go', 'markdown');
const situation = fc.record({ prefix: text, suffix: text, model: text, languageId });

const withoutIndentation = (value: string): string => value.replace(/(^|\n)[ \t]+/g, '$1');

describe('every filter, and all of them in a row', () => {
  const chain: CompletionFilter = (candidate, cursor) => applyFilters(candidate, cursor);
  it.each([...filters.map((filter, index) => [`filter ${index}`, filter] as const), ['the chain', chain] as const])(
    '%s never throws, adds nothing but indentation, and is stable',
    (_, filter) => {
      fc.assert(
        fc.property(situation, ({ prefix, suffix, model, languageId: language }) => {
          const cursor = filterCursor({
            uri: 'file:///a',
            languageId: language,
            version: 1,
            prefix,
            suffix,
            recentEdits: [],
          });
          const verdict = filter({ text: model, replaceSuffix: 0 }, cursor);
          if (verdict.kind === 'drop') return;
          const { candidate } = verdict;
          expect(withoutIndentation(candidate.text).length).toBeLessThanOrEqual(withoutIndentation(model).length);
          expect(candidate.replaceSuffix).toBeLessThanOrEqual(cursor.lineSuffix.length);
          expect(filter(candidate, cursor)).toEqual(verdict);
        }),
        { numRuns: 1500 },
      );
    },
  );
});
