import { describe, expect, it } from 'vitest';
import { memoryHost } from '../support/memory-host';
import { pathsOf, Workbench } from './workbench';

const secret = 'export function canaryName(text: string) {\n  return text;\n}\n';
const caller = 'export function main() {\n  return canaryName("x");\n}\n';

describe('what is forgotten', () => {
  it('is every trace of a file that becomes private, with the words that were searched for at its cursors', async () => {
    const bench = await Workbench.over({ '/w/a.ts': secret, '/w/b.ts': caller });
    const { trace } = await bench.cursor('file:///w/b.ts', caller);
    expect((await bench.engine.explain(trace))?.terms).toContain('canaryname');
    bench.setPolicy('b.ts');
    expect(await bench.engine.explain(trace)).toBeUndefined();
  });

  it('names no private file in the trace of a question that mentions one', async () => {
    const bench = await Workbench.over({ '/w/a.ts': secret }, 'p.ts');
    const { trace, dropped } = await bench.ask('canary', { mentions: ['file:///w/p.ts'] });
    expect(dropped).toHaveLength(1);
    expect(JSON.stringify(await bench.engine.explain(trace))).not.toContain('p.ts');
  });

  it('is everything when all is erased, which is then indexed again', async () => {
    const bench = await Workbench.over({ '/w/a.ts': secret });
    const { trace } = await bench.ask('canaryName');
    bench.engine.erase();
    expect(await bench.engine.explain(trace)).toBeUndefined();
    await bench.engine.whenReady();
    expect(pathsOf(await bench.ask('canaryName'))).toEqual(['a.ts']);
  });

  it('is a file that is being read while its directory is deleted', async () => {
    const host = memoryHost({ '/w/dir/a.ts': secret });
    const bench = new Workbench({
      ...host,
      async readFile(path, maxBytes) {
        const bytes = await host.readFile(path, maxBytes);
        await host.remove('/w/dir');
        bench.engine.fileDeleted('file:///w/dir');
        return bytes;
      },
    });
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    expect(await bench.engine.symbols({ text: 'canaryName', limit: 5, want: 'symbol' })).toEqual([]);
  });

  it('is the path of a file that becomes private while it fails to parse', async () => {
    const host = memoryHost({ '/w/broken.ts': '@@broken@@' });
    const bench: Workbench = new Workbench({
      ...host,
      async readFile(path, maxBytes) {
        const bytes = await host.readFile(path, maxBytes);
        bench.setPolicy('broken.ts');
        return bytes;
      },
    });
    bench.setPolicy('');
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    expect((await bench.engine.status()).setAside).toEqual([]);
  });
});

describe('a low-quality file', () => {
  it('is not quoted around a line that a question names, also when it only says itself that it is generated', async () => {
    const generated = `// @generated\n${secret}`;
    const bench = await Workbench.over({ '/w/made.ts': generated });
    const answer = await bench.ask('what fails at made.ts:3?');
    expect(pathsOf(answer)).toContain('made.ts');
    expect(JSON.stringify(answer.snippets)).not.toContain('return text');
  });
});
