import type { Case } from './filter-cases';

/** Complaints that the themes name by an issue, and texts that would break the file. */
export const issues: Readonly<Record<string, readonly Case[]>> = {
  'syntax errors': [
    {
      complaint: 'a text of several lines that adds an error',
      at: 'const x = │\n',
      model: '{\n  a: 1,,\n};',
      errorDelta: 1,
      dropped: 'parse-errors',
    },
    {
      complaint: 'a line that breaks itself',
      at: 'run(│);\n',
      model: 'first second',
      errorDelta: 1,
      dropped: 'parse-errors',
    },
    {
      complaint: 'a text that adds none',
      at: 'const x = │\n',
      model: '{\n  a: 1,\n};',
      errorDelta: 0,
      gives: 'const x = {\n  a: 1,\n};\n',
    },
    {
      complaint: 'a text that mends the document',
      at: 'const x = │\n',
      model: 'f(\n  a,\n);',
      errorDelta: -1,
      gives: 'const x = f(\n  a,\n);\n',
    },
    {
      complaint: 'a text that is only unfinished',
      at: '│\n',
      model: 'if (a) {\n  run(b,',
      errorDelta: 2,
      gives: 'if (a) {\n  run(b,\n',
    },
    {
      complaint: 'an open bracket in a string leaves nothing unfinished',
      at: '│\n',
      model: 'log("(");\na b c;',
      errorDelta: 1,
      dropped: 'parse-errors',
    },
    {
      complaint: 'blank lines at the end do not make it another text',
      at: 'const x = │\n',
      model: '{\n  a: 1,,\n};\n\n',
      errorDelta: 1,
      dropped: 'parse-errors',
    },
    {
      complaint: 'the error was in what another filter takes off',
      at: 'const x = │\n',
      model: 'f(\n  a,\n);\n```\nThis calls f.',
      errorDelta: 3,
      gives: 'const x = f(\n  a,\n);\n',
    },
    {
      // codota/TabNine#102
      complaint: 'a closing brace too many',
      at: 'const text = │\n',
      model: 'join(\n  `${a}}`,\n)};',
      errorDelta: 1,
      dropped: 'parse-errors',
    },
    {
      // TabbyML/tabby#3261
      complaint: 'a space before the text breaks the block',
      at: 'def f():\n    a()\n    │\n',
      model: ' if ok:\n        b()',
      errorDelta: 1,
      gives: 'def f():\n    a()\n    if ok:\n        b()\n',
      languageId: 'python',
    },
  ],
  'brackets that the editor closed': [
    ...(
      [
        ['const numbers = [│]', '1, 2, 3]', 'const numbers = [1, 2, 3]'],
        ['const point = {│}', ' x: 1 }', 'const point = { x: 1 }'],
        ['const point = {│};', ' x: 1 };', 'const point = { x: 1 };'],
        ['const names: Array<│>', 'string>', 'const names: Array<string>'],
        ["const name = '│'", "first'", "const name = 'first'"],
        ['use([│])', '{ a: 1 }]);', 'use([{ a: 1 }]);'],
      ] as const
    ).map(([at, model, gives]) => ({
      // Kilo-Org/kilocode#3390
      complaint: `come again in ${at}`,
      at,
      model,
      gives,
    })),
    {
      // kiteco/vscode-plugin#336
      complaint: 'the bracket of a call in Python comes twice',
      at: 'plt.plot(│)\nplt.show()\n',
      model: 'x, y)',
      gives: 'plt.plot(x, y)\nplt.show()\n',
      languageId: 'python',
    },
  ],
  'lines that lie too deep': [
    {
      // TabbyML/tabby#3263
      complaint: 'one level too many after a comma in JSON',
      at: '{\n  "commands": [\n    {\n      "command": "test",\n      │\n    }\n  ]\n}\n',
      model: '  "title": "Test"',
      gives: '{\n  "commands": [\n    {\n      "command": "test",\n      "title": "Test"\n    }\n  ]\n}\n',
      languageId: 'json',
    },
    {
      complaint: 'a level after a call that a comma leaves open is wanted',
      at: 'function f() {\n  run(a,\n  │\n}\n',
      model: '  b);',
      gives: 'function f() {\n  run(a,\n    b);\n}\n',
    },
    {
      complaint: 'a level after a declaration that goes on is wanted',
      at: 'function f() {\n\tlet a = 1,\n\t│\n}\n',
      model: '\tb = 2;',
      gives: 'function f() {\n\tlet a = 1,\n\t\tb = 2;\n}\n',
    },
    {
      // codota/TabNine#445
      complaint: 'all lines after the first have one level too many',
      at: 'function f() {\n  a();\n  │\n}\n',
      model: 'if (ok) {\n      b();\n    }',
      gives: 'function f() {\n  a();\n  if (ok) {\n    b();\n  }\n}\n',
    },
    {
      // codota/TabNine#445
      complaint: 'and so in a file with tabs',
      at: 'function f() {\n\ta();\n\tb();\n\t│\n}\n',
      model: 'c(() => {\n\t\t\td();\n\t\t});',
      gives: 'function f() {\n\ta();\n\tb();\n\tc(() => {\n\t\td();\n\t});\n}\n',
    },
    {
      complaint: 'a bracket that closes at the depth of its body is a style',
      at: 'function f() {\n  a();\n  │\n}\n',
      model: 'if (ok) {\n    b();\n    }',
      gives: 'function f() {\n  a();\n  if (ok) {\n    b();\n    }\n}\n',
    },
    {
      complaint: 'a cursor inside the indentation: the closing bracket is where the first line begins',
      at: 'class A {\n  f() {\n  │\n  }\n}\n',
      model: '  for (;;) {\n      a();\n    }',
      gives: 'class A {\n  f() {\n    for (;;) {\n      a();\n    }\n  }\n}\n',
    },
    {
      // continuedev/continue#7972
      complaint: 'the text begins with the tab that is there',
      at: 'func f() {\n\ta()\n\t│\n}\n',
      model: '\tb()',
      gives: 'func f() {\n\ta()\n\tb()\n}\n',
      languageId: 'go',
    },
    {
      // microsoft/vscode#132438
      complaint: 'the text begins and ends with a space where spaces are typed',
      at: '  │',
      model: ' run() ',
      gives: '  run()',
    },
  ],
  'models of another kind': [
    {
      // twinnydotdev/twinny#268
      complaint: 'StarCoder goes on with other files',
      at: 'x = │',
      model: 'compute(a)<file_sep>src/other.py\nimport os<file_sep>',
      gives: 'x = compute(a)',
      languageId: 'python',
    },
    {
      complaint: 'a chat model goes on with the conversation',
      at: 'const x = │',
      model: '42;<|im_end|>\n<|im_start|>user\nThanks!',
      gives: 'const x = 42;',
    },
    {
      // continuedev/continue#5709
      complaint: 'empty thoughts of a model that is told not to think',
      at: 'const x = │',
      model: '<think>\n\n</think>\n\n42;',
      gives: 'const x = 42;',
    },
    {
      // continuedev/continue#3591
      complaint: 'an empty line after a text of one line',
      at: 'const x = │\nuse(x);\n',
      model: '42;\n\n',
      gives: 'const x = 42;\nuse(x);\n',
    },
    {
      // continuedev/continue#1770
      complaint: 'the end of the text is a token of CodeLlama',
      at: 'const x = │',
      model: '42; <EOT>',
      gives: 'const x = 42;',
    },
    {
      // continuedev/continue#1286
      complaint: 'the answer is in the tag that was asked for',
      at: 'const x = │',
      model: '<COMPLETION>42;</COMPLETION>',
      gives: 'const x = 42;',
    },
    {
      // continuedev/continue#1420
      complaint: 'and goes on with the next answer',
      at: 'print│\n',
      model: '<COMPLETION>(df.describe())\n<COMPLETION>df.hist(figsize=(10, 8))',
      gives: 'print(df.describe())\n',
      languageId: 'python',
    },
  ],
};
