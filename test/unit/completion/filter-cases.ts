export interface Case {
  readonly complaint: string;
  /** The document, with the cursor at `│`. */
  readonly at: string;
  readonly model: string;
  /** The document afterwards, or why nothing is offered. */
  readonly gives?: string;
  readonly dropped?: string;
  readonly languageId?: string;
  /** What the context source says of the model's text: the syntax errors that it adds. */
  readonly errorDelta?: number;
}

/** What models write and what becomes of it, by theme; the issues named are where users complain of it. */
export const golden: Readonly<Record<string, readonly Case[]>> = {
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
    {
      complaint: 'the rest of the line and the closing line below it, and nothing else',
      at: 'const list = [\n│]\n}',
      model: ']\n}',
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
    {
      // sourcegraph/cody#3032
      complaint: 'the last line begins what the next line closes',
      at: 'app.use((request) => {\n  │\n});\n',
      model: 'next();\n}',
      gives: 'app.use((request) => {\n  next();\n});\n',
    },
    {
      // sourcegraph/cody#1294
      complaint: 'several lines end with the bracket that follows on the line',
      at: 'const names = list.map(│);\n',
      model: '(item) => {\n  return item.name;\n})',
      gives: 'const names = list.map((item) => {\n  return item.name;\n});\n',
    },
    {
      // sourcegraph/cody#334
      complaint: 'a closing bracket and nothing else before the line that closes',
      at: 'function f() {\n  return 1;\n│\n}\n',
      model: '}',
      dropped: 'too-short',
    },
    {
      // kiteco/KiteSublime#75
      complaint: 'an object in a call whose bracket the editor closed',
      at: 'json.dumps(│)',
      model: '[first])',
      gives: 'json.dumps([first])',
      languageId: 'python',
    },
    {
      // Exafunction/WindsurfVisualStudio#101
      complaint: 'the lines below come twice in a file with the line breaks of Windows',
      at: 'let a = 1;\r\n│\r\nlet b = sum(a);\r\nreturn b;\r\n',
      model: 'let c = 2;\nlet b = sum(a);\nreturn b;',
      gives: 'let a = 1;\r\nlet c = 2;\r\nlet b = sum(a);\r\nreturn b;\r\n',
    },
    {
      // continuedev/continue#4721
      complaint: 'the whole function below is offered above it',
      at: '│\nfunction total(values: number[]) {\n  return values.length;\n}\n',
      model: 'function total(values: number[]) {\n  return values.length;\n}',
      dropped: 'duplicate-suffix',
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
      complaint: 'what was just accepted is offered once more',
      at: 'const found = resolve(name, {│',
      model: 'resolve(name, {',
      dropped: 'empty',
    },
    {
      complaint: 'the end of the begun line comes again and then goes on',
      at: 'const found = resolve(name, │',
      model: 'resolve(name, options);',
      gives: 'const found = resolve(name, options);',
    },
    {
      complaint: 'the line above is offered once more',
      at: 'registry.register(first);\n│',
      model: 'registry.register(first);',
      dropped: 'echo',
    },
    {
      // sourcegraph/cody#994
      complaint: 'the begun line comes again with the lines above it',
      at: 'function area(shape) {\n  const width = │',
      model: 'function area(shape) {\n  const width = shape.width;',
      gives: 'function area(shape) {\n  const width = shape.width;',
    },
    {
      complaint: 'the lines above come again and then go on',
      at: 'const first = open();\nconst second = open();\n│',
      model: 'const first = open();\nconst second = open();\nconst third = open();',
      gives: 'const first = open();\nconst second = open();\nconst third = open();',
    },
    {
      // wangcx18/llm-vscode-inference-server#3
      complaint: 'the whole prompt comes back between tokens',
      at: 'import debugpy\n\nclass Car:\n    pass\n\nmine = │',
      model: '<fim_prefix>import debugpy\n\nclass Car:\n    pass\n\nmine = Car()<fim_suffix>',
      gives: 'import debugpy\n\nclass Car:\n    pass\n\nmine = Car()',
      languageId: 'python',
    },
    {
      // continuedev/continue#1552
      complaint: 'the begun call comes again and a closing tag after it',
      at: 'print(│',
      model: 'value)</fim_middle>',
      gives: 'print(value)',
      languageId: 'python',
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
  'indentation that is off': [
    {
      // Kilo-Org/kilocode#4340
      complaint: 'three spaces after the tab that is there',
      at: 'def greet(name):\n\tx = 1\n\t│\n',
      model: '   print(name)',
      gives: 'def greet(name):\n\tx = 1\n\tprint(name)\n',
      languageId: 'python',
    },
    {
      // TabbyML/tabby#3361
      complaint: 'one space too many in every line',
      at: 'function f() {\n  a();\n  │\n}\n',
      model: ' if (ok) {\n     b();\n   }',
      gives: 'function f() {\n  a();\n  if (ok) {\n    b();\n  }\n}\n',
    },
    {
      // TabbyML/tabby#3782
      complaint: 'a new function at the margin is indented by spaces in a file with tabs',
      at: 'func a() {\n\tx()\n\ty()\n}\n\n│',
      model: 'func b() {\n    x()\n}',
      gives: 'func a() {\n\tx()\n\ty()\n}\n\nfunc b() {\n\tx()\n}',
      languageId: 'go',
    },
    {
      // TabbyML/tabby#3782
      complaint: 'two levels of tabs where one is there',
      at: 'func a() {\n\tif ok {\n\t\tx()\n\t}\n\t│\n}\n',
      model: '\treturn y()',
      gives: 'func a() {\n\tif ok {\n\t\tx()\n\t}\n\treturn y()\n}\n',
      languageId: 'go',
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
      complaint: 'the server kept the opening tag of the thoughts',
      at: 'const x = │',
      model: 'A number is wanted.\n</think>\n42;',
      gives: 'const x = 42;',
    },
    {
      // QwenLM/Qwen3-Coder#99
      complaint: 'padding and the next prompt follow the code',
      at: 'const x = │',
      model: '42;<|fim_pad|><|fim_prefix|>const y',
      gives: 'const x = 42;',
    },
    {
      // continuedev/continue#438
      complaint: 'the end-of-sentence token of Llama',
      at: 'const x = │',
      model: '42;</s>',
      gives: 'const x = 42;',
    },
    {
      // deepseek-ai/DeepSeek-Coder-V2#27
      complaint: 'two lines of talk before the fence',
      at: 'int main(│',
      model:
        "Here's the corrected and completed version of your code for a simple\nC++ program:\n\n```cpp\nint argc)\n```",
      gives: 'int main(int argc)',
      languageId: 'cpp',
    },
    {
      complaint: 'an explanation stands below the code without a fence',
      at: 'const x = │',
      model: '42;\n\nThis code sets x to the answer.',
      gives: 'const x = 42;',
    },
    {
      complaint: 'a sentence in a comment is text',
      at: '// │',
      model: "Here's the code that reads the answer.",
      gives: "// Here's the code that reads the answer.",
    },
    {
      complaint: 'a refusal',
      at: 'const x = │',
      model: "I'm sorry, but I can't help with that.",
      dropped: 'chatter',
    },
    {
      complaint: 'an announcement and nothing else',
      at: 'const x = │',
      model: 'Here is the completed code',
      dropped: 'chatter',
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
    {
      // dpfried/incoder#3
      complaint: 'scraps of a token over and over',
      at: 'x = │',
      model: '<|/a<|/a<|/a<|/a<|/a<|/a<|/a<|/a',
      dropped: 'repetition',
    },
    {
      // sourcegraph/cody#872
      complaint: 'an opening bracket and nothing else',
      at: 'const list = │',
      model: '[',
      dropped: 'too-short',
    },
    { complaint: 'blank', at: 'const x = │', model: '   \n\n', dropped: 'empty' },
    { complaint: 'a single character', at: 'foo(a│', model: ')', dropped: 'too-short' },
    { complaint: 'spaces and blank lines at the end', at: 'const x = │', model: '42;  \n\n', gives: 'const x = 42;' },
  ],
};
