import { describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('symbols', () => {
  it('finds definitions by letters in order, the closest first', async () => {
    const bench = await Workbench.over({
      '/w/a.ts': 'function readPolicy() {\n}\nfunction readPolicySnapshot() {\n}\nfunction rapidly() {\n}\n',
    });
    const names = async (text: string) =>
      (await bench.engine.symbols({ text, limit: 10, want: 'symbol' })).map((hit) => hit.name);
    expect(await names('readpolicy')).toEqual(['readPolicy', 'readPolicySnapshot']);
    expect(await names('Snap')).toEqual(['readPolicySnapshot']);
    expect((await names('rply'))[0]).toBe('rapidly');
    expect(await names('zzz')).toEqual([]);
    const [hit] = await bench.engine.symbols({ text: 'rapidly', limit: 1, want: 'symbol' });
    expect(hit?.range).toEqual({ start: { line: 4, character: 9 }, end: { line: 4, character: 16 } });
  });

  it('finds files by their name and their path, up to the limit', async () => {
    const bench = await Workbench.over({ '/w/src/view.ts': 'x', '/w/src/viewer/index.ts': 'y', '/w/other.ts': 'z' });
    const paths = async (text: string, limit = 10) =>
      (await bench.engine.symbols({ text, limit, want: 'file' })).map((hit) => hit.path);
    expect(await paths('view')).toEqual(['src/view.ts', 'src/viewer/index.ts']);
    expect(await paths('', 2)).toHaveLength(2);
    expect(await paths('view', 0)).toEqual([]);
  });
});
