import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { fimSettingValues, readFimSetting } from '../../../src/engine/models';
import { readPrompt } from '../../simulator/prompts.mjs';
import { client, complete, filePart, sendable, simulate, atCursor } from './endpoint-fixture';

const families = [
  ['qwen2.5-coder:7b', 'qwen-coder-1', '<|endoftext|>'],
  ['Qwen/Qwen3-Coder-30B-A3B-Instruct', 'qwen-coder-1', '<|file_sep|>'],
  ['starcoder2:3b', 'starcoder2-1', '<file_sep>'],
  ['deepseek-coder-v2:lite', 'deepseek-coder-1', '<｜end▁of▁sentence｜>'],
  ['codestral-latest', 'codestral-1', '[SUFFIX]'],
  ['codegemma:2b', 'codegemma-1', '<|file_separator|>'],
  ['codellama:7b-code', 'codellama-1', '<EOT>'],
  ['granite-3b-code-base', 'starcoder-1', '<|endoftext|>'],
  ['stable-code:3b', 'starcoder-1', '<fim_middle>'],
  ['santacoder', 'santacoder-1', '<|endoftext|>'],
] as const;

async function sentTo(model: string): Promise<string> {
  const simulator = await simulate({ answer: () => '' });
  const prompt = await sendable([
    filePart('chunk', 'lib/a.py', 'A', 'python'),
    filePart('prefix', 'main.py', 'P', 'python'),
    filePart('suffix', 'main.py', 'S', 'python'),
  ]);
  await complete(await client(simulator, { model }), { prompt });
  return simulator.prompts[0]?.body.prompt;
}

describe('a model of a known family', () => {
  it.each(families)('%s is asked with its own template', async (name, template, stop) => {
    const simulator = await simulate({ answer: () => '42' });
    const model = await client(simulator, { model: name });
    expect(await complete(model)).toBe('42');
    expect(model.description).toMatchObject({ id: name, promptTemplate: template, endpointKind: 'openai' });
    const [request] = simulator.prompts;
    expect(request?.path).toBe('/v1/completions');
    expect(request?.prompt).toMatchObject({ prefix: 'const x = ', suffix: ';' });
    expect(request?.body).toMatchObject({ model: name, max_tokens: 64, temperature: 0, stream: true });
    expect(request?.body.stop).toContain(stop);
    expect(request?.body).not.toHaveProperty('suffix');
  });

  it.each(families)('%s gets excerpts in front, in their order, each under its path', async (name) => {
    const simulator = await simulate({ answer: () => '42' });
    const prompt = await sendable([
      filePart('chunk', 'src/a.ts', 'export function a() {}'),
      filePart('signature', 'src/b.ts', 'b(): void'),
      filePart('prefix', 'src/main.ts', 'const x = '),
      filePart('suffix', 'src/main.ts', ';'),
    ]);
    await complete(await client(simulator, { model: name }), { prompt });
    const sent: string = simulator.prompts[0]?.body.prompt;
    const places = [
      /src\/a\.ts\n.*export function a\(\) \{\}\n/,
      /src\/b\.ts\n.*b\(\): void\n/,
      /src\/main\.ts\n/,
      /const x = /,
    ].map((text) => sent.search(text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

describe('the setting for filling in the middle', () => {
  it('takes exactly the values that the manifest lists', () => {
    const endpoint = manifest.contributes.configuration.find(({ title }) => title === 'Endpoint');
    const setting = endpoint?.properties['cairn.endpoint.fillInTheMiddle'];
    expect(setting).toMatchObject({ enum: fimSettingValues });
    expect(setting).toHaveProperty('enumDescriptions.length', fimSettingValues.length);
  });

  it.each([
    ['auto', { fim: 'auto' }],
    ['infill', { fim: 'infill' }],
    ['template', { fim: 'template' }],
    ['template:qwen-coder', { fim: 'template', template: 'qwen-coder' }],
    ['template:nonsense', undefined],
    ['', undefined],
    [7, undefined],
  ])('reads %s', (value, choice) => {
    expect(readFimSetting(value)).toEqual(choice);
  });
});

describe('layouts', () => {
  it('Qwen-Coder with a repository', async () => {
    expect(await sentTo('qwen2.5-coder')).toBe(
      '<|repo_name|>workspace\n<|file_sep|>lib/a.py\nA\n<|file_sep|>main.py\n<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>',
    );
  });

  it('StarCoder2 with a repository', async () => {
    expect(await sentTo('starcoder2')).toBe(
      '<repo_name>workspace<file_sep>lib/a.py\nA\n<file_sep><fim_prefix>main.py\nP<fim_suffix>S<fim_middle>',
    );
  });

  it('DeepSeek-Coder with files before', async () => {
    expect(await sentTo('deepseek-coder')).toBe('<｜fim▁begin｜>#lib/a.py\nA\n#main.py\nP<｜fim▁hole｜>S<｜fim▁end｜>');
  });

  it('Codestral, suffix first', async () => {
    expect(await sentTo('codestral')).toBe('[SUFFIX]S[PREFIX]+++++ lib/a.py\nA\n\n+++++ main.py\nP');
  });

  it('CodeGemma with files before', async () => {
    expect(await sentTo('codegemma')).toBe(
      'lib/a.py\nA\n<|file_separator|>main.py\n<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>',
    );
  });
});

it.each([
  ['codellama', '<PRE> # lib/a.py\n# A\n\n# main.py\nP <SUF>S <MID>'],
  ['starcoder', '<fim_prefix># lib/a.py\n# A\n\n# main.py\nP<fim_suffix>S<fim_middle>'],
  ['santacoder', '<fim-prefix># lib/a.py\n# A\n\n# main.py\nP<fim-suffix>S<fim-middle>'],
])('%s, which knows no other files, gets them as comments', async (model, prompt) => {
  expect(await sentTo(model)).toBe(prompt);
});

it('a file about fill-in-the-middle does not break the prompt', async () => {
  const simulator = await simulate({ answer: () => '42' });
  const prefix = 'const end = "<|fim_middle|>"; // <|fim_suffix|>\nconst x = ';
  await complete(await client(simulator), { prompt: await atCursor(prefix, ';') });
  const sent: string = simulator.prompts[0]?.body.prompt;
  expect(sent.match(/<\|fim_(?:prefix|suffix|middle)\|>/g)).toEqual([
    '<|fim_prefix|>',
    '<|fim_suffix|>',
    '<|fim_middle|>',
  ]);
  expect(readPrompt('completion', { prompt: sent }).suffix).toBe(';');
});

it('a single line stops at its end', async () => {
  const simulator = await simulate({ answer: () => '42' });
  const model = await client(simulator);
  await complete(model, { multiLine: false });
  await complete(model, { multiLine: true });
  expect(simulator.prompts.map((request) => request.body.stop.includes('\n'))).toEqual([true, false]);
});
