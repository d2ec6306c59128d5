import { describe, expect, it } from 'vitest';
import type { PromptPart } from '../../../src/engine/models';
import { atCursor, chat, client, complete, failure, filePart, sendable, simulate } from './endpoint-fixture';

const filled = (text: string) => () => `<fill>${text}</fill>`;

describe('auto with a model of no known family', () => {
  it.each(['openai', 'lm-studio', 'tgi', 'chat-only'] as const)(
    'asks as chat where the endpoint is not known to take a suffix: %s',
    async (dialect) => {
      const simulator = await simulate({ dialect, answer: filled('42') });
      const model = await client(simulator, { model: 'mystery' });
      expect(await complete(model)).toBe('42');
      expect(simulator.prompts.map((request) => request.kind)).toEqual(['chat']);
      expect(simulator.prompts[0]?.prompt).toMatchObject({ prefix: 'const x = ', suffix: ';' });
    },
  );

  it('asks as chat when the endpoint takes no suffix after all, and remembers that', async () => {
    const simulator = await simulate({ dialect: 'ollama-no-insert', answer: filled('42') });
    const model = await client(simulator, { model: 'mystery' });
    expect(await complete(model)).toBe('42');
    expect(await complete(model)).toBe('42');
    expect(simulator.prompts.map((request) => request.kind)).toEqual(['completion', 'chat', 'chat']);
    expect(model.description.promptTemplate).toBe('hole-filler-1');
  });

  it('does not settle on chat when that fails too', async () => {
    const simulator = await simulate({ dialect: 'ollama', fault: 'not-found' });
    const model = await client(simulator, { model: 'mystery' });
    expect((await failure(complete(model))).kind).toBe('not-found');
    simulator.fault = undefined;
    simulator.answer = () => '42';
    expect(await complete(model)).toBe('42');
    expect(simulator.prompts.at(-1)?.kind).toBe('completion');
  });
});

it('a suffix goes with excerpts before the prefix, as comments of its language', async () => {
  const simulator = await simulate({ answer: () => '42' });
  const prompt = await sendable([
    filePart('chunk', 'lib/a.py', 'def a():\n    pass', 'python'),
    filePart('prefix', 'main.py', 'import a\n', 'python'),
  ]);
  await complete(await client(simulator, { fim: 'suffix' }), { prompt });
  expect(simulator.prompts[0]?.body.prompt).toBe('# lib/a.py\n# def a():\n#     pass\n\n# main.py\nimport a\n');
});

it('a known family falls back to chat where there are no completions', async () => {
  const simulator = await simulate({ dialect: 'chat-only', answer: filled('42') });
  expect(await complete(await client(simulator))).toBe('42');
});

it('template without a known family says what to set', async () => {
  const simulator = await simulate();
  const error = await failure(complete(await client(simulator, { model: 'mystery', fim: 'template' })));
  expect(error.message).toMatch(/cairn\.endpoint\.fillInTheMiddle/);
  expect(simulator.prompts).toHaveLength(0);
});

it('template by name is used for any model', async () => {
  const simulator = await simulate({ answer: () => '42' });
  await complete(await client(simulator, { model: 'mystery', fim: 'template', template: 'codestral' }));
  expect(simulator.prompts[0]?.body.prompt).toBe('[SUFFIX];[PREFIX]const x = ');
});

describe('filling a hole by chat', () => {
  const fill = async (answer: string, prefix: string, multiLine = true, chunkSize = 3): Promise<string> => {
    const simulator = await simulate({ answer: () => answer, chunkSize });
    return complete(await client(simulator, { fim: 'chat' }), { prompt: await atCursor(prefix, ''), multiLine });
  };

  it.each([1, 2, 3, 7, 100])('finds the tags in pieces of %i characters', async (size) => {
    expect(await fill('Sure: <fill>a < b</fill> as asked', 'if (', true, size)).toBe('a < b');
  });

  it('takes the line breaks of the tags away on a blank line', async () => {
    expect(await fill('<fill>\n  return 1;\n</fill>', 'f() {\n')).toBe('  return 1;');
  });

  it('keeps a line break that belongs to the text', async () => {
    expect(await fill('<fill>\n  return 1;\n}</fill>', 'f() {')).toBe('\n  return 1;\n}');
  });

  it('takes a line break away where one line is wanted', async () => {
    expect(await fill('<fill>\n42;\n</fill>', 'const x = ', false)).toBe('42;');
  });

  it.each(['```ts\n42;\n```', '<fill>\n```ts\n42;\n```\n</fill>', '```\n42;'])(
    'begins behind the line that opens a fence: %j',
    async (said) => {
      expect((await fill(said, 'const x = ', false)).split('\n')[0]).toBe('42;');
    },
  );

  it('takes an answer without tags as it is', async () => {
    expect(await fill('42;', 'const x = ')).toBe('42;');
  });

  it('ignores what a reasoning model thinks', async () => {
    expect(await fill('<think>a number, say 41</think><fill>42;</fill>', 'const x = ')).toBe('42;');
  });

  it('an unclosed tag ends with the stream', async () => {
    expect(await fill('<fill>42</fi', 'const x = ')).toBe('42</fi');
  });
});

describe('headers', () => {
  it('are only those that the protocol needs', async () => {
    const simulator = await simulate({ answer: () => '42' });
    await complete(await client(simulator, { apiKey: 'sk-1' }));
    await complete(await client(simulator));
    const [withKey, without] = simulator.prompts;
    expect(withKey?.headers['authorization']).toBe('Bearer sk-1');
    expect(without?.headers).not.toHaveProperty('authorization');
    for (const request of simulator.prompts) {
      const names = Object.keys(request.headers).filter((name) => /stainless|openai|organization|project/.test(name));
      expect(names).toEqual([]);
      expect(request.headers['user-agent']).toBe('Cairn');
    }
  });

  it('take nothing from the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      OPENAI_API_KEY: 'sk-env',
      OPENAI_ORG_ID: 'org-env',
      OPENAI_PROJECT_ID: 'project-env',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      OPENAI_CUSTOM_HEADERS: 'x-env: env',
    });
    try {
      const simulator = await simulate({ answer: () => '42' });
      await complete(await client(simulator));
      expect(JSON.stringify(simulator.prompts[0]?.headers)).not.toMatch(/env/);
    } finally {
      for (const name of Object.keys(process.env)) if (name.startsWith('OPENAI_')) delete process.env[name];
      Object.assign(process.env, before);
    }
  });

  it('go through the fetch that is given', async () => {
    const simulator = await simulate({ answer: () => '42' });
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      asked.push(String(input));
      return globalThis.fetch(input, init);
    };
    await complete(await client(simulator, { fetch }));
    expect(asked.at(-1)).toBe(`${simulator.url}/completions`);
    expect(asked.every((url) => new URL(url).host === new URL(simulator.url).host)).toBe(true);
  });
});

describe('chat', () => {
  const user = { kind: 'user' } as const;
  const instruction: PromptPart = {
    slot: 'instruction',
    text: 'Be brief.',
    origin: { kind: 'template', name: 'chat' },
  };

  it('keeps turns in order and puts excerpts before the last question', async () => {
    const simulator = await simulate({ answer: () => 'It adds. [1]' });
    const prompt = await sendable([
      instruction,
      filePart('chunk', 'src/a.ts', 'const fence = "```";\n'),
      { slot: 'question', text: 'First?', origin: user },
      { slot: 'answer', text: 'One.', origin: { kind: 'model', sources: [user] } },
      { slot: 'question', text: 'Second?', origin: user },
    ]);
    expect(await chat(await client(simulator), prompt)).toBe('It adds. [1]');
    expect(simulator.prompts[0]?.body.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'First?' },
      { role: 'assistant', content: 'One.' },
      { role: 'user', content: 'src/a.ts\n````typescript\nconst fence = "```";\n````\n\nSecond?' },
    ]);
  });

  it('leaves reasoning out', async () => {
    const simulator = await simulate({ fault: 'reasoning', answer: () => 'It adds.' });
    const prompt = await sendable([{ slot: 'question', text: 'Why?', origin: user }]);
    expect(await chat(await client(simulator), prompt)).toBe('It adds.');
  });
});
