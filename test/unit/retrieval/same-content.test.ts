import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyntaxParser } from '../../../src/engine/syntax';
import { type MemoryHost, memoryHost } from '../support/memory-host';
import { lineParser, Workbench } from './workbench';

const textOf = (name: string): string => `export function ${name}(first, second) {\n  return ${name}Helper;\n}\n`;

/** An engine over files, and what its parser was given in `parsed`. */
class Counted {
  readonly parsed: string[] = [];
  readonly host: MemoryHost;
  readonly bench: Workbench;

  constructor(files: Readonly<Record<string, string>>) {
    this.host = memoryHost(files);
    const parser: SyntaxParser = {
      ...lineParser,
      parse: (languageId, text) => {
        this.parsed.push(text);
        return lineParser.parse(languageId, text);
      },
    };
    this.bench = new Workbench(this.host, undefined, { parser });
    this.bench.setPolicy('');
    this.bench.engine.setFolders(['file:///w']);
    this.bench.engine.start();
  }

  static async over(files: Readonly<Record<string, string>>): Promise<Counted> {
    const counted = new Counted(files);
    await counted.ready();
    return counted;
  }

  /** What was parsed until all is indexed. */
  async ready(): Promise<string[]> {
    await this.bench.engine.whenReady();
    return this.parsed.splice(0);
  }

  async write(path: string, text: string): Promise<void> {
    await this.host.writeFile(path, text);
    this.bench.engine.fileChanged(`file://${path}`);
  }

  async remove(path: string): Promise<void> {
    await this.host.remove(path);
    this.bench.engine.fileDeleted(`file://${path}`);
  }

  async found(): Promise<string[]> {
    const symbols = await this.bench.engine.symbols({ text: '', limit: 1000, want: 'symbol' });
    return symbols.map((symbol) => JSON.stringify(symbol)).sort();
  }
}

describe('a text that was parsed is not parsed again', () => {
  it.each([true, false])('when its file is renamed (the old name goes first: %s)', async (isFirstGone) => {
    const counted = await Counted.over({ '/w/a.ts': textOf('one'), '/w/b.ts': textOf('two') });
    if (isFirstGone) await counted.remove('/w/a.ts');
    await counted.write('/w/moved/a.ts', textOf('one'));
    if (!isFirstGone) await counted.remove('/w/a.ts');
    expect(await counted.ready()).toEqual([]);
    expect((await counted.found()).map((symbol) => JSON.parse(symbol).path)).toEqual(
      expect.arrayContaining(['moved/a.ts', 'b.ts']),
    );
    expect(await counted.found()).toHaveLength(2);
  });

  it('when copies of its file come, in one build too', async () => {
    const names = Array.from({ length: 40 }, (_, at) => textOf(`made${at}`));
    const files = names.flatMap((text, at) => [
      [`/w/a/${at}.ts`, text],
      [`/w/b/${at}.ts`, text],
    ]);
    const counted = new Counted(Object.fromEntries(files));
    expect((await counted.ready()).sort()).toEqual([...names].sort());
    for (const [at, text] of names.entries()) await counted.write(`/w/c/${at}.ts`, text);
    expect(await counted.ready()).toEqual([]);
    expect(await counted.found()).toHaveLength(120);
  });

  it('when a checkout takes it away and another brings it back', async () => {
    const main = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`/w/${at}.ts`, textOf(`main${at}`)]));
    const counted = await Counted.over(main);
    const before = await counted.found();
    const checkOut = async (texts: Readonly<Record<string, string>>) => {
      for (const path of Object.keys({ ...main, ...texts })) {
        const text = texts[path];
        if (text === undefined) await counted.remove(path);
        else await counted.write(path, text);
      }
      return counted.ready();
    };
    const branch = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/w/${at}.ts`, textOf(`branch${at}`)]));
    expect(await checkOut(branch)).toHaveLength(20);
    expect(await checkOut(main)).toEqual([]);
    expect(await counted.found()).toEqual(before);
    expect(await checkOut(branch)).toEqual([]);
  });

  it('unless its language is another', async () => {
    const counted = await Counted.over({ '/w/a.ts': textOf('one') });
    await counted.write('/w/a.tsx', textOf('one'));
    expect(await counted.ready()).toEqual([textOf('one')]);
  });
});

describe('the symbols of an excluded file serve for no other', () => {
  it.each(['in the index', 'removed'])('%s', async (state) => {
    const counted = await Counted.over({ '/w/keys/a.ts': textOf('secret'), '/w/b.ts': textOf('two') });
    if (state === 'removed') await counted.remove('/w/keys/a.ts');
    counted.bench.setPolicy('keys/\n');
    await counted.ready();
    await counted.write('/w/c.ts', textOf('secret'));
    expect(await counted.ready()).toEqual([textOf('secret')]);
  });

  it.each([true, false])('moved to an excluded place (the old name goes first: %s)', async (isFirstGone) => {
    const counted = await Counted.over({ '/w/a.ts': textOf('secret'), '/w/b.ts': textOf('two') });
    counted.bench.setPolicy('keys/\n');
    await counted.ready();
    await counted.host.remove('/w/a.ts');
    if (isFirstGone) counted.bench.engine.fileDeleted('file:///w/a.ts');
    await counted.write('/w/keys/a.ts', textOf('secret'));
    if (!isFirstGone) counted.bench.engine.fileDeleted('file:///w/a.ts');
    await counted.ready();
    await counted.write('/w/c.ts', textOf('secret'));
    expect(await counted.ready()).toEqual([textOf('secret')]);
  });
});

describe('an engine through any changes', () => {
  const path = fc.constantFrom('/w/a.ts', '/w/b.ts', '/w/lib/a.ts', '/w/lib/b.ts', '/w/c.tsx');
  const text = fc.constantFrom('one', 'two', 'three', '@@broken@@').map(textOf);
  const branch = fc.array(fc.option(text, { nil: undefined }), { minLength: 3, maxLength: 3 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), path, text }),
    fc.record({ kind: fc.constant('remove' as const), path }),
    fc.record({ kind: fc.constant('move' as const), path, to: path, isFirstGone: fc.boolean() }),
    fc.record({ kind: fc.constant('checkout' as const), branch }),
    fc.record({ kind: fc.constant('edit' as const), path, text }),
    fc.record({ kind: fc.constant('rules' as const), rules: fc.constantFrom('', 'lib/\n', 'a.ts\n') }),
    fc.record({ kind: fc.constant('ready' as const) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** Does one step to `counted`, and to the files that should be there. */
  async function apply(action: Step, counted: Counted, files: Map<string, string>): Promise<void> {
    const { engine } = counted.bench;
    const write = async (to: string, content: string) => {
      files.set(to, content);
      await counted.write(to, content);
    };
    const remove = async (from: string) => {
      if (files.delete(from)) await counted.remove(from);
    };
    if (action.kind === 'write') return write(action.path, action.text);
    if (action.kind === 'remove') return remove(action.path);
    if (action.kind === 'ready') return void (await counted.ready());
    if (action.kind === 'rules') return void counted.bench.setPolicy(action.rules);
    if (action.kind === 'edit') {
      engine.openDocument(`file://${action.path}`, 'typescript', 1, action.text);
      await counted.ready();
      return engine.closeDocument(`file://${action.path}`);
    }
    if (action.kind === 'checkout') {
      for (const [at, content] of action.branch.entries()) {
        const to = `/w/lib/${'abc'.charAt(at)}.ts`;
        await (content === undefined ? remove(to) : write(to, content));
      }
      return;
    }
    const moved = files.get(action.path);
    if (moved === undefined || action.path === action.to) return;
    if (action.isFirstGone) await remove(action.path);
    await write(action.to, moved);
    await remove(action.path);
  }

  it('finds what one finds that is built anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
        const counted = await Counted.over({});
        const files = new Map<string, string>();
        for (const action of steps) await apply(action, counted, files);
        counted.bench.setPolicy('');
        await counted.ready();
        const fresh = await Counted.over(Object.fromEntries(files));
        expect(await counted.found()).toEqual(await fresh.found());
        for (const engine of [counted.bench.engine, fresh.bench.engine]) engine.dispose();
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
