import { describe, expect, it } from 'vitest';
import { Pins } from '../../../src/extension/context-view/pins';
import { policyWith, uriOf } from '../chat/fakes';

function world(stored?: unknown) {
  const state = new Map<string, unknown>(stored === undefined ? [] : [['cairn.pins', stored]]);
  const missing = new Set<string>();
  const now = { policy: policyWith() as ReturnType<typeof policyWith> | undefined };
  const pins = new Pins({
    state: {
      get: (key: string) => state.get(key) as never,
      update: async (key: string, value: unknown) =>
        void (value === undefined ? state.delete(key) : state.set(key, value)),
    },
    policy: () => now.policy,
    inWorkspace: (uri) => uri.startsWith('file:///project/'),
    exists: async (uri) => !missing.has(uri),
  });
  let changes = 0;
  pins.onDidChange(() => changes++);
  return { pins, state, missing, now, changes: () => changes };
}

const a = uriOf('src/a.ts');
const b = uriOf('src/b.ts');

describe('pins', () => {
  it('are kept in the order in which they were made, each once, and stored', async () => {
    const { pins, state, changes } = world();
    for (const uri of [b, a, b]) expect(await pins.pin(uri)).toEqual({ kind: 'pinned' });
    expect(pins.list()).toEqual([b, a]);
    expect(state.get('cairn.pins')).toEqual([b, a]);
    await pins.unpin(b);
    expect(pins.list()).toEqual([a]);
    await pins.unpin(a);
    expect(state.has('cairn.pins')).toBe(false);
    expect(changes()).toBe(4);
  });

  it('take from what is stored only what is a file, and no more than twelve', () => {
    const many = Array.from({ length: 30 }, (_, at) => uriOf(`f${at}.ts`));
    for (const stored of ['x', 7, { a: 1 }, null, [1, null, 'no uri', 'https://host/a.ts']]) {
      expect(world(stored).pins.list()).toEqual([]);
    }
    expect(world([a, 1, a, 'untitled:b']).pins.list()).toEqual([a]);
    expect(world(many).pins.list()).toHaveLength(12);
  });

  it('refuse in one sentence what is excluded, outside, missing or too much', async () => {
    const { pins, now, missing } = world();
    const refusal = async (uri: string): Promise<string> => {
      const result = await pins.pin(uri);
      return result.kind === 'refused' ? result.message : '';
    };
    expect(await refusal('file:///elsewhere/a.ts')).toBe('Only files of the workspace can be pinned.');
    expect(await refusal('untitled:Untitled-1')).toBe('Only files of the workspace can be pinned.');
    missing.add(b);
    expect(await refusal(b)).toContain('does not exist');
    for (const strength of ['private', 'low-quality', 'unindexed'] as const) {
      now.policy = policyWith({ 'src/a.ts': strength });
      expect(await refusal(a)).toMatch(/^An excluded file cannot be pinned\./);
    }
    now.policy = undefined;
    expect(await refusal(a)).toContain('being read');
    now.policy = policyWith();
    for (let at = 0; at < 12; at++) await pins.pin(uriOf(`f${at}.ts`));
    expect(await refusal(a)).toBe('At most 12 files can be pinned; unpin one first.');
    expect(await pins.pin(uriOf('f3.ts'))).toEqual({ kind: 'pinned' });
  });

  it('go when their file is excluded in any strength, or is gone', async () => {
    const { pins, state, missing } = world([a, b]);
    await pins.policyChanged(policyWith());
    expect(pins.list()).toEqual([a, b]);
    await pins.policyChanged(policyWith({ 'src/a.ts': 'low-quality' }));
    expect(state.get('cairn.pins')).toEqual([b]);
    missing.add(b);
    await pins.filesChanged();
    expect(pins.list()).toEqual([]);
    expect(state.has('cairn.pins')).toBe(false);
  });

  it('follow a file or a folder that is renamed', async () => {
    const { pins, changes } = world([a, b]);
    await pins.renamed(uriOf('src'), uriOf('lib'));
    expect(pins.list()).toEqual([uriOf('lib/a.ts'), uriOf('lib/b.ts')]);
    await pins.renamed(uriOf('lib/a.ts'), uriOf('lib/c.ts'));
    await pins.renamed(uriOf('li'), uriOf('x'));
    expect(pins.list()).toEqual([uriOf('lib/c.ts'), uriOf('lib/b.ts')]);
    expect(changes()).toBe(2);
  });
});
