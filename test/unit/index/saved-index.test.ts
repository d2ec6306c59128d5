import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileDescription, WorkspaceIndex } from '../../../src/engine/index';

function describeFile(path: string): FileDescription {
  const signals = { test: false, example: false, generated: false, vendored: false };
  return { uri: `file:///w/${path}`, path, folder: 'file:///w', languageId: 'typescript', signals, strength: 'free' };
}

const saved = { key: 'rules', folders: ['file:///w'] };

function savedIndex(): Uint8Array {
  const index = new WorkspaceIndex();
  for (let file = 0; file < 20; file++) {
    index.put(
      describeFile(`src/file${file}.ts`),
      `const item${file}x = readPolicy(größe, ${file});\n`.repeat(30),
      undefined,
    );
  }
  return index.save(saved);
}

describe('a saved index', () => {
  it('is refused whole when it is cut off or a bit of it is flipped anywhere', () => {
    const content = savedIndex();
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('cut' as const), at: fc.nat(content.length - 1) }),
      fc.record({ kind: fc.constant('flip' as const), at: fc.nat(content.length - 1), bit: fc.nat(7) }),
      fc.record({
        kind: fc.constant('overwrite' as const),
        at: fc.nat(content.length - 1),
        bytes: fc.uint8Array({ minLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(damage, (how) => {
        const copy = how.kind === 'cut' ? content.slice(0, how.at) : content.slice();
        if (how.kind === 'flip') copy[how.at] = (copy[how.at] as number) ^ (1 << how.bit);
        if (how.kind === 'overwrite') copy.set(how.bytes.subarray(0, content.length - how.at), how.at);
        fc.pre(copy.length < content.length || copy.some((byte, at) => byte !== content[at]));
        const index = new WorkspaceIndex();
        expect(index.restore('rules', copy)?.problem).toMatch(/\w/);
        expect(index.fileCount).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused under other rules, and longer than it was', () => {
    const content = savedIndex();
    expect(new WorkspaceIndex().restore('other rules', content)?.problem).toMatch(/rules/);
    expect(new WorkspaceIndex().restore('rules', new Uint8Array([...content, 0, 0, 0, 0]))?.problem).toMatch(/\w/);
    expect(new WorkspaceIndex().restore('rules', content)).toBeUndefined();
  });

  it('can be read from any place in memory', () => {
    const content = savedIndex();
    const shifted = new Uint8Array(content.length + 1);
    shifted.set(content, 1);
    const index = new WorkspaceIndex();
    expect(index.restore('rules', shifted.subarray(1))).toBeUndefined();
    expect(index.searchFiles(index.queryTerms([['item7x', 1]]), 1).map(({ file }) => file.path)).toEqual([
      'src/file7.ts',
    ]);
  });

  it('holds no word of a file that was removed', () => {
    const index = new WorkspaceIndex();
    index.put(describeFile('a.ts'), 'const open = 1;\n', undefined);
    index.put(describeFile('secret-place/hidden.ts'), 'const canaryValue = otherCanary;\n', undefined);
    index.remove('file:///w/secret-place/hidden.ts');
    const text = Buffer.from(index.save(saved)).toString('latin1').toLowerCase();
    expect(text).toContain('open');
    for (const word of ['canary', 'secret', 'hidden', 'other']) expect(text).not.toContain(word);
  });
});
