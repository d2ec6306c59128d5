import { describe, expect, it } from 'vitest';
import type { MemoryHost } from '../support/memory-host';
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

  it('finds a file that git ignores by its whole path, unless it is private or behind a link', async () => {
    const bench = await Workbench.over({
      '/w/src/a.ts': 'x',
      '/w/dist/bundle.js': 'const built = 1;\n',
      '/w/dist/keys.js': 'const key = 1;\n',
    });
    bench.setPolicy('keys.js\n', 'dist/\n');
    await bench.engine.whenReady();
    const paths = async (text: string) =>
      (await bench.engine.symbols({ text, limit: 10, want: 'file' })).map((hit) => hit.path);
    expect(await paths('dist/bundle.js')).toEqual(['dist/bundle.js']);
    for (const path of ['bundle.js', 'dist', 'dist/', 'dist/keys.js', 'dist/../dist/bundle.js', '/w/dist/bundle.js'])
      expect(await paths(path), path).toEqual([]);
    const answer = await bench.ask('what is built in @dist/bundle.js', { mentions: ['file:///w/dist/bundle.js'] });
    expect(answer.snippets.map((snippet) => [snippet.path, snippet.text])).toEqual([
      ['dist/bundle.js', 'const built = 1;\n'],
    ]);
    (bench.host as MemoryHost).links.set('/w/dist', '/w/src');
    expect(await paths('dist/bundle.js')).toEqual([]);
  });
});
