import type { Case } from './filter-cases';

const refused = "I'm sorry, but I can't help with that.";

/** What chat and reasoning models say beside the code, and sentences that belong to the file. */
export const speech: Readonly<Record<string, readonly Case[]>> = {
  'thoughts of reasoning models': [
    {
      complaint: 'channels of thoughts before the answer',
      at: 'const x = │',
      model:
        '<|channel|>analysis<|message|>A number is wanted.<|end|><|start|>assistant<|channel|>final<|message|>42;<|return|>',
      gives: 'const x = 42;',
    },
    {
      complaint: 'the first mark of the channel belongs to the prompt',
      at: 'const x = │',
      model: 'analysis<|message|>A number.<|end|><|start|>assistant<|channel|>final<|message|>42;',
      gives: 'const x = 42;',
    },
    {
      complaint: 'only the answer has a channel',
      at: 'x = │',
      model: '<|channel|>final<|message|>42;',
      gives: 'x = 42;',
    },
    {
      complaint: 'the server swallows the marks of the channels',
      at: 'const x = │',
      model: 'analysisA number is wanted.assistantfinal42;',
      gives: 'const x = 42;',
    },
    {
      complaint: 'channels without an answer',
      at: 'const x = │',
      model: '<|channel|>analysis<|message|>We need to complete the line',
      dropped: 'stray-markup',
    },
    {
      complaint: 'the model calls a tool instead of answering',
      at: 'const x = │',
      model: '<|start|>assistant<|channel|>commentary to=functions.read<|message|>{"path":"a"}',
      dropped: 'stray-markup',
    },
    {
      complaint: 'a name that begins like a channel is a name',
      at: 'const x = │',
      model: 'analysis.final(message);',
      gives: 'const x = analysis.final(message);',
    },
    {
      complaint: 'a file about channels keeps them',
      at: 'const a = "<|channel|><|message|>";\nconst b = │',
      model: '"<|channel|>analysis<|message|>";',
      gives: 'const a = "<|channel|><|message|>";\nconst b = "<|channel|>analysis<|message|>";',
    },
    {
      complaint: 'thoughts after the answer',
      at: 'const x = │',
      model: '42;<think>hm</think>',
      gives: 'const x = 42;',
    },
    {
      complaint: 'nothing but the end of thoughts and the beginning of others',
      at: 'const x = │',
      model: '</think><think>',
      dropped: 'empty',
    },
    {
      complaint: 'thoughts below the answer that do not come to an end',
      at: 'const x = │',
      model: '42;\n<think>\nIs that what',
      gives: 'const x = 42;',
    },
    {
      complaint: 'a tag in a string is text',
      at: 'const open = │',
      model: '"<think>";',
      gives: 'const open = "<think>";',
    },
    {
      complaint: 'a tag in a pattern is text',
      at: 'text = text.replace(│',
      model: '/<think>[\\s\\S]*?<\\/think>/, "");',
      gives: 'text = text.replace(/<think>[\\s\\S]*?<\\/think>/, "");',
    },
    {
      complaint: 'a tag that the document has is text',
      at: 'const a = <think>yes</think>;\nconst b = │',
      model: '<think>no</think>;',
      gives: 'const a = <think>yes</think>;\nconst b = <think>no</think>;',
      languageId: 'javascriptreact',
    },
    {
      complaint: 'a type argument is text',
      at: 'const a = │',
      model: 'new Box<thought>(first);',
      gives: 'const a = new Box<thought>(first);',
    },
  ],
  'talk instead of code': [
    ...[
      'To complete this code, you need to add a return statement.',
      'You can use the following code to read the file',
      'The missing code is `42`.',
      'The completed function should be',
      'Here is how to do it',
    ].map((model) => ({ complaint: model, at: 'const x = │', model, dropped: 'chatter' })),
    {
      // continuedev/continue#2104
      complaint: 'it says what it looks like',
      at: 'int main() {\n    │\n}\n',
      model: 'It looks like you are coding a program in C.',
      dropped: 'chatter',
      languageId: 'c',
    },
    {
      complaint: 'the code comes in a fence after the talk',
      at: 'const x = │',
      model: 'To complete this code, you need a number:\n\n```ts\n42;\n```\nThat is all.',
      gives: 'const x = 42;',
    },
    { complaint: 'a refusal in code', at: 'const x = a + │', model: refused, dropped: 'chatter' },
    {
      complaint: 'a refusal between two strings',
      at: 'say("a", │, "b")',
      model: refused,
      dropped: 'chatter',
    },
    {
      complaint: 'names that begin like talk are code',
      at: '│',
      model: 'you_can.use(theFollowing);\nthis.code = the.missing(code);',
      gives: 'you_can.use(theFollowing);\nthis.code = the.missing(code);',
    },
  ],
  'sentences that belong to the file': [
    {
      complaint: 'in a string',
      at: 'const refusal = "│";',
      model: refused,
      gives: `const refusal = "${refused}";`,
    },
    {
      complaint: 'in a string that is not closed yet',
      at: 'reply("│',
      model: 'You can use the following commands:");',
      gives: 'reply("You can use the following commands:");',
    },
    {
      complaint: 'in a template of several lines',
      at: 'const prompt = `\nHello,\n│`;',
      model: 'you can use the following commands.',
      gives: 'const prompt = `\nHello,\nyou can use the following commands.`;',
    },
    {
      complaint: 'in a comment after code',
      at: 'run(); // │',
      model: 'the missing code is added by the build',
      gives: 'run(); // the missing code is added by the build',
    },
    {
      complaint: 'in a comment of several lines',
      at: '/*\n  │\n*/',
      model: 'To complete this function, you call it twice.',
      gives: '/*\n  To complete this function, you call it twice.\n*/',
    },
    {
      complaint: 'in the second paragraph of a docstring',
      at: 'def f():\n    """Reads.\n\n    │',
      model: 'This function is slow.\n\nNote that it waits.\n    """',
      gives: 'def f():\n    """Reads.\n\n    This function is slow.\n\nNote that it waits.\n    """',
      languageId: 'python',
    },
    {
      complaint: 'between tags',
      at: '<p>│</p>',
      model: 'You can use the following form',
      gives: '<p>You can use the following form</p>',
      languageId: 'html',
    },
    {
      complaint: 'as a value without quotes',
      at: 'description: │',
      model: 'This function is called on every request',
      gives: 'description: This function is called on every request',
      languageId: 'yaml',
    },
  ],
};
