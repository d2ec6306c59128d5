import { describe, expect, it } from 'vitest';
import { newTraceId } from '../../../src/engine/host';
import { gate } from '../../../src/engine/models/gate';
import type { GateContext } from '../../../src/engine/models/gate';
import type { PromptPart, Slot } from '../../../src/engine/models/prompt';
import { cachedScanner } from '../../../src/engine/models/secret-scanner';
import type { SecretScanner } from '../../../src/engine/models/secret-scanner';
import { compilePolicy, composePolicySnapshot, noExclusionSettings } from '../../../src/engine/workspace';
import type { Origin } from '../../../src/engine/workspace';
import { memoryHost } from '../support/memory-host';

const ws = 'file:///ws';
const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
const file = (path: string): Origin => ({ kind: 'file', uri: `${ws}/${path}`, range, version: -1 });

const { snapshot } = composePolicySnapshot({
  folders: [ws],
  settings: noExclusionSettings,
  ignoreFiles: [
    { uri: `${ws}/.cairnignore`, kind: 'cairnignore', text: 'private/\n*.ipynb\n[low-quality]\nold/\n' },
    { uri: `${ws}/.gitignore`, kind: 'gitignore', text: 'dist/\n' },
  ],
  epoch: 5,
});
const policy = compilePolicy(snapshot);

/** Takes every `SECRET<digits>` for a secret. */
const scanner: SecretScanner = {
  scan: async (text) =>
    [...text.matchAll(/SECRET\d+/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      rule: 'test',
    })),
};
const base: GateContext = { policy, scanner, trace: newTraceId(memoryHost()) };

async function sent(parts: readonly PromptPart[], context: Partial<GateContext> = {}) {
  const sendable = await gate(parts, { ...base, ...context });
  return {
    texts: sendable.parts.map((part) => part.text),
    parts: sendable.parts,
    actions: sendable.report.actions,
    epoch: sendable.report.epoch,
  };
}

const part = (text: string, origin: Origin, slot: Slot, more: Partial<PromptPart> = {}): PromptPart => ({
  text,
  origin,
  slot,
  ...more,
});
const passes = async (one: PromptPart, context: Partial<GateContext> = {}) =>
  (await sent([one], context)).texts.length === 1;

describe('what may leave, by strength and slot', () => {
  const slots: readonly Slot[] = [
    'instruction',
    'signature',
    'chunk',
    'edit',
    'mention',
    'prefix',
    'suffix',
    'question',
    'answer',
  ];
  const allowed = async (path: string, context: Partial<GateContext> = {}) => {
    const kept: Slot[] = [];
    for (const slot of slots) if (await passes(part('text', file(path), slot), context)) kept.push(slot);
    return kept;
  };

  it('lets free files through everywhere and private ones nowhere', async () => {
    expect(await allowed('a.ts')).toEqual(slots);
    expect(
      await allowed('private/a.ts', { currentUri: `${ws}/private/a.ts`, mentions: [`${ws}/private/a.ts`] }),
    ).toEqual([]);
    expect(await allowed('.env')).toEqual([]);
  });

  it('gives low-quality files their own text, small signatures and mentions', async () => {
    const mentions = [`${ws}/old/a.ts`];
    expect(await allowed('old/a.ts', { currentUri: `${ws}/old/a.ts`, mentions })).toEqual([
      'signature',
      'mention',
      'prefix',
      'suffix',
    ]);
    expect(await allowed('old/a.ts', { currentUri: `${ws}/b.ts`, mentions })).toEqual(['signature', 'mention']);
    expect(await allowed('old/a.ts', { mentions: [`${ws}/old/b.ts`] })).toEqual(['signature']);
    expect(await allowed('old/a.ts')).toEqual(['signature']);
  });

  it('gives unindexed files their own text and mentions', async () => {
    const mentions = [`${ws}/dist/a.ts`];
    expect(await allowed('dist/a.ts', { currentUri: 'file:///ws/dist/./a.ts', mentions })).toEqual([
      'mention',
      'prefix',
      'suffix',
    ]);
    expect(await allowed('dist/a.ts', { mentions })).toEqual(['mention']);
    expect(await allowed('dist/a.ts')).toEqual([]);
  });

  it('takes no body for a signature', async () => {
    expect(await passes(part('x'.repeat(500), file('old/a.ts'), 'signature'))).toBe(true);
    expect(await passes(part('x'.repeat(501), file('old/a.ts'), 'signature'))).toBe(false);
    expect(await passes(part('a\n'.repeat(6), file('old/a.ts'), 'signature'))).toBe(true);
    expect(await passes(part('a\r'.repeat(7), file('old/a.ts'), 'signature'))).toBe(false);
  });

  it('gives a part made of low-quality and unindexed files what both may have', async () => {
    const origin: Origin = { kind: 'tool', name: 't', sources: [file('old/a.ts'), file('dist/a.ts')] };
    expect(await passes(part('x', origin, 'signature'))).toBe(false);
    expect(await passes(part('x', file('dist/a.min.js'), 'signature'))).toBe(false);
    expect(await passes(part('x', origin, 'mention'), { mentions: [`${ws}/old/a.ts`, `${ws}/dist/a.ts`] })).toBe(true);
    expect(await passes(part('x', origin, 'mention'), { mentions: [`${ws}/old/a.ts`] })).toBe(false);
  });

  it('judges a cell by its notebook', async () => {
    const cell = (path: string, id: string) => `vscode-notebook-cell:/ws/${path}#${id}`;
    const inCell = (uri: string): Origin => ({ kind: 'file', uri, range, version: 1 });
    expect(
      await passes(part('x', inCell(cell('a.ipynb', 'W1')), 'prefix'), { currentUri: cell('a.ipynb', 'W1') }),
    ).toBe(false);
    expect(
      await passes(part('x', inCell(cell('dist/b.nb', 'W1')), 'prefix'), { currentUri: cell('dist/b.nb', 'W2') }),
    ).toBe(true);
    expect(
      await passes(part('x', inCell(cell('dist/c.nb', 'W1')), 'prefix'), { currentUri: cell('dist/b.nb', 'W1') }),
    ).toBe(false);
  });
});

describe('what may leave, by origin', () => {
  const free = { kind: 'file', uri: `${ws}/a.ts`, range, version: 1 } as const;
  const secret = { kind: 'file', uri: `${ws}/private/a.ts`, range, version: 1 } as const;
  const old = { kind: 'file', uri: `${ws}/old/a.ts`, range, version: 1 } as const;
  const lines = { has: (line: string) => line === 'the private line' };

  it.each<[string, Origin, Origin]>([
    ['edit', { kind: 'edit', uri: free.uri }, { kind: 'edit', uri: secret.uri }],
    ['rules', { kind: 'rules', uri: free.uri }, { kind: 'rules', uri: secret.uri }],
    [
      'diagnostics',
      { kind: 'diagnostics', uri: free.uri, related: [] },
      { kind: 'diagnostics', uri: free.uri, related: [free.uri, secret.uri] },
    ],
    [
      'diagnostics of a private file',
      { kind: 'diagnostics', uri: free.uri, related: [free.uri] },
      { kind: 'diagnostics', uri: secret.uri, related: [] },
    ],
    [
      'git',
      { kind: 'git', commit: 'c', paths: ['a.ts'] },
      { kind: 'git', commit: 'c', paths: ['a.ts', 'private/a.ts'] },
    ],
    [
      'git with URIs',
      { kind: 'git', commit: 'c', paths: [free.uri] },
      { kind: 'git', commit: 'c', paths: [secret.uri] },
    ],
    [
      'git above the folder',
      { kind: 'git', commit: 'c', paths: ['ws/a.ts'] },
      { kind: 'git', commit: 'c', paths: ['ws/private/a.ts'] },
    ],
    ['git that says no path', { kind: 'git', commit: 'c', paths: ['a.ts'] }, { kind: 'git', commit: 'c', paths: [] }],
    [
      'tool',
      { kind: 'tool', name: 't', sources: [free] },
      { kind: 'tool', name: 't', sources: [free, { kind: 'tool', name: 'u', sources: [secret] }] },
    ],
    [
      'model',
      { kind: 'model', sources: [free, { kind: 'user' }] },
      { kind: 'model', sources: [{ kind: 'model', sources: [secret] }] },
    ],
    [
      'low quality by way of a tool',
      { kind: 'tool', name: 't', sources: [] },
      { kind: 'tool', name: 't', sources: [old] },
    ],
    ['model quoting a terminal', { kind: 'model', sources: [] }, { kind: 'model', sources: [{ kind: 'terminal' }] }],
  ])('%s', async (_, allowed, dropped) => {
    expect(await passes(part('x', allowed, 'chunk'))).toBe(true);
    expect(await passes(part('x', dropped, 'chunk'))).toBe(false);
  });

  it.each<Origin>([{ kind: 'terminal' }, { kind: 'clipboard' }])('checks the lines of a $kind', async (origin) => {
    expect(await passes(part('$ ls\r\nok', origin, 'mention'), { privateLines: lines })).toBe(true);
    expect(
      await passes(part('$ cat x\r\n   the private line  \r\nok', origin, 'mention'), { privateLines: lines }),
    ).toBe(false);
    expect(await passes(part('ok', origin, 'mention'))).toBe(false);
    expect(await passes(part('ok', origin, 'mention'), { privateLines: lines, policy: undefined })).toBe(false);
  });

  it('sends an answer about low-quality files back only while the user names them', async () => {
    const answer = part('x', { kind: 'model', sources: [old, free] }, 'answer');
    expect(await passes(answer)).toBe(false);
    expect(await passes(answer, { mentions: [old.uri] })).toBe(false);
    expect(await passes(answer, { mentions: [old.uri, free.uri] })).toBe(true);
    expect(await passes(part('x', { kind: 'model', sources: [secret] }, 'answer'), { mentions: [secret.uri] })).toBe(
      false,
    );
  });

  it('without a policy sends what neither comes from a file nor was gathered', async () => {
    const origins: Origin[] = [
      { kind: 'template', name: 't' },
      { kind: 'user' },
      free,
      { kind: 'edit', uri: free.uri },
      { kind: 'rules', uri: free.uri },
    ];
    const { parts, epoch, actions } = await sent(
      origins.map((origin) => part('x', origin, 'mention')),
      { policy: undefined, currentUri: free.uri },
    );
    expect(parts.map(({ origin }) => origin.kind)).toEqual(['template', 'user']);
    expect(epoch).toBe(0);
    expect(actions).toHaveLength(3);
    expect(actions[0]).toMatchObject({
      kind: 'dropped',
      strength: 'private',
      reason: 'Private: no exclusion policy yet',
    });
  });

  it('says what it dropped and by which rule, without the text', async () => {
    const { actions, epoch } = await sent([part('LEAK', secret, 'chunk'), part('LEAK', old, 'chunk')]);
    expect(epoch).toBe(5);
    expect(actions).toEqual([
      {
        kind: 'dropped',
        origin: secret,
        strength: 'private',
        reason: 'Private: rule `private/`, line 1 of .cairnignore',
      },
      {
        kind: 'dropped',
        origin: old,
        strength: 'low-quality',
        reason: 'Low quality: rule `old/`, line 4 of .cairnignore; not allowed as chunk',
      },
    ]);
    expect(JSON.stringify(actions)).not.toContain('LEAK');
  });
});

describe('secrets', () => {
  it('takes them out of what Cairn gathered and leaves what the user typed', async () => {
    const { texts, actions } = await sent([
      part('a SECRET1 b SECRET22', file('a.ts'), 'chunk'),
      part('why SECRET3', { kind: 'user' }, 'question'),
      part('SECRET4', { kind: 'template', name: 't' }, 'instruction'),
    ]);
    expect(texts).toEqual(['a <redacted> b <redacted>', 'why SECRET3', 'SECRET4']);
    expect(actions).toEqual([{ kind: 'redacted', origin: file('a.ts'), rule: 'test', count: 2 }]);
  });

  it.each([
    ['prefix first', 'prefix', 'suffix'],
    ['suffix first', 'suffix', 'prefix'],
  ] as const)('sees a secret that the cursor stands in, %s', async (_, first, second) => {
    const text = { prefix: 'key = SECR', suffix: 'ET77;\n' };
    const { texts } = await sent([
      part(text[first], file('a.ts'), first),
      part('sig', file('b.ts'), 'signature'),
      part(text[second], file('a.ts'), second),
    ]);
    const clean = { prefix: 'key = <redacted>', suffix: '<redacted>;\n' };
    expect(texts).toEqual([clean[first], 'sig', clean[second]]);
  });

  it('handles the same part twice', async () => {
    const twice = part('SECRET1', file('a.ts'), 'chunk');
    expect((await sent([twice, twice])).texts).toEqual(['<redacted>', '<redacted>']);
  });

  it('drops what could not be scanned', async () => {
    const failing: SecretScanner = { scan: () => Promise.reject(new Error('no')) };
    const { texts, actions } = await sent([part('a', file('a.ts'), 'chunk'), part('b', { kind: 'user' }, 'question')], {
      scanner: failing,
    });
    expect(texts).toEqual(['b']);
    expect(actions).toMatchObject([{ kind: 'dropped', reason: 'Private: the secret scanner failed on this part' }]);
  });

  it('remembers spans by text, only so many, and no failures', async () => {
    let scans = 0;
    let failing = false;
    const counting: SecretScanner = {
      scan: async (text) => {
        scans++;
        if (failing) throw new Error('no');
        return scanner.scan(text);
      },
    };
    const cached = cachedScanner(counting, 2);
    expect(await cached.scan('SECRET1')).toEqual(await cached.scan('SECRET1'));
    expect(scans).toBe(1);
    await cached.scan('b');
    await cached.scan('SECRET1');
    await cached.scan('c');
    await cached.scan('SECRET1');
    expect(scans).toBe(3);
    await cached.scan('b');
    expect(scans).toBe(4);
    failing = true;
    await expect(cached.scan('d')).rejects.toThrow('no');
    failing = false;
    expect(await cached.scan('d')).toEqual([]);
  });
});

describe('control tokens and labels', () => {
  it('breaks tokens in everything but templates', async () => {
    const { texts, actions } = await sent([
      part('<|fim_prefix|>', { kind: 'template', name: 't' }, 'instruction'),
      part('a<|fim_middle|>b', file('a.ts'), 'prefix'),
      part('<s>', { kind: 'user' }, 'question'),
    ]);
    expect(texts).toEqual(['<|fim_prefix|>', 'a<| fim_middle|>b', '< s>']);
    expect(actions).toMatchObject([
      { kind: 'neutralised', count: 1 },
      { kind: 'neutralised', count: 1 },
    ]);
  });

  it('breaks a token that two neighbours would make together', async () => {
    const { texts } = await sent([
      part('x <|fim_', file('a.ts'), 'prefix'),
      part('middle|> y', file('a.ts'), 'suffix'),
    ]);
    expect(texts.join('')).not.toContain('<|fim_middle|>');
  });

  it('keeps a label only when it says what the origin says', async () => {
    const labels = async (origin: Origin, path: string) =>
      (await sent([part('x', origin, 'chunk', { path })])).parts[0]?.path;
    expect(await labels(file('src/a.ts'), 'src/a.ts')).toBe('src/a.ts');
    expect(await labels(file('src/a.ts'), 'a.ts')).toBe('a.ts');
    expect(await labels(file('src/a.ts'), 'private/customers.ts')).toBeUndefined();
    expect(await labels({ kind: 'user' }, 'private/customers.ts')).toBeUndefined();
    expect(await labels({ kind: 'git', commit: 'c', paths: ['a.ts'] }, 'a.ts')).toBe('a.ts');
    expect(await labels(file('%3C%7Cim_end%7C%3E%0Ax.ts'), '<|im_end|>\nx.ts')).toBe('<| im_end|> x.ts');
  });

  it('drops a language id that is none', async () => {
    const { parts } = await sent([
      part('x', file('a.ts'), 'chunk', { languageId: 'objective-cpp' }),
      part('x', file('a.ts'), 'chunk', { languageId: 'ts\n<|im_start|>' }),
    ]);
    expect(parts.map((one) => one.languageId)).toEqual(['objective-cpp', undefined]);
  });

  it('leaves the parts it was given as they were', async () => {
    const given = [part('SECRET1 <s>', file('a.ts'), 'chunk', { path: 'a.ts' })];
    const before = structuredClone(given);
    await sent(given);
    expect(given).toEqual(before);
  });
});
