import { describe, expect, it, vi } from 'vitest';
import type { Host } from '../../../src/engine/host';
import { memoryHost } from '../support/memory-host';
import { textOf, uriOf } from './excluded-lines';
import { pathsOf, Workbench } from './workbench';

const FILES = 30;
const LIMITS = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };
const turnOfLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A host on whose clock each look takes a millisecond, and how often it was looked at since the last turn of the event loop. */
function countingHost(files: Readonly<Record<string, string>>) {
  const looks: number[] = [0];
  let clock = 0;
  const host: Host = {
    ...memoryHost(files),
    monotonic: () => {
      looks.push((looks.pop() ?? 0) + 1);
      return ++clock;
    },
  };
  return { host, looks };
}

const files = Object.fromEntries(
  Array.from({ length: FILES }, (_, at) => [uriOf(at).slice('file://'.length), textOf(at)]),
);

async function indexed(host: Host, others: ConstructorParameters<typeof Workbench>[2] = {}): Promise<Workbench> {
  const bench = new Workbench(host, LIMITS, others);
  bench.setPolicy('');
  bench.engine.setFolders(['file:///w']);
  bench.engine.start();
  await bench.engine.whenReady();
  return bench;
}

describe('new rules', { timeout: 60_000 }, () => {
  it('are followed in slices of a few files, each in a turn of the event loop', async () => {
    const { host, looks } = countingHost(files);
    const bench = await indexed(host);
    for (const rules of ['/d0/', '[low-quality]\n/d1/', '']) {
      looks.splice(0, looks.length, 0);
      bench.setPolicy(rules);
      while (!bench.engine.followsPolicy) {
        looks.push(0);
        await turnOfLoop();
      }
      // All of them at once would be one turn, and many looks at the clock.
      expect(looks.length).toBeGreaterThan(FILES / 8);
      expect(Math.max(...looks)).toBeLessThan(12);
      await bench.engine.whenReady();
    }
    bench.engine.dispose();
  });

  it('are followed at once where nothing is indexed', () => {
    const bench = new Workbench(memoryHost(), LIMITS);
    bench.setPolicy('');
    expect(bench.engine.followsPolicy).toBe(true);
    bench.engine.dispose();
  });

  it('that come before the last are followed are given up for them', async () => {
    const bench = await indexed(memoryHost(files));
    for (let at = 0; at < 5; at++) bench.setPolicy(`/d${at}/`);
    await bench.engine.whenReady();
    const hits = await bench.engine.symbols({ text: '', want: 'file', limit: 100 });
    expect(new Set(hits.map(({ path }) => path.slice(0, 2)))).toEqual(new Set(['d0', 'd1', 'd2', 'd3']));
    bench.engine.dispose();
  });

  it('that say the same as before change nothing but the epoch', async () => {
    const read: string[] = [];
    const host = memoryHost(files);
    const list: Host['list'] = (path) => {
      read.push(path);
      return host.list(path);
    };
    const bench = await indexed({ ...host, list });
    read.length = 0;
    const { epoch } = bench.setPolicy('');
    expect(bench.engine.followsPolicy).toBe(true);
    await bench.engine.whenReady();
    expect(read).toEqual([]);
    const answer = await bench.ask('ledger register');
    expect(answer.epoch).toBe(epoch);
    expect(answer.snippets).not.toEqual([]);
    bench.engine.dispose();
  });

  it('leave in answers of the first moment the files that a question mentions', async () => {
    const bench = await indexed(memoryHost(files));
    bench.setPolicy('', '/d2/');
    const answer = await bench.ask('ledger', { mentions: [uriOf(15), uriOf(16)] });
    expect(pathsOf(answer)).toEqual(expect.arrayContaining(['d2/f1.ts', 'd2/f2.ts']));
    bench.setPolicy('/d2/f1.ts', '/d2/');
    expect(pathsOf(await bench.ask('ledger', { mentions: [uriOf(15), uriOf(16)] }))).not.toContain('d2/f1.ts');
    bench.engine.dispose();
  });

  it('keep the index from being stored until they are followed', async () => {
    const many = Array.from({ length: 200 }, (_, at) => [uriOf(at).slice('file://'.length), textOf(at)]);
    const host = memoryHost(Object.fromEntries(many));
    const written: boolean[] = [];
    let clock = 0;
    const writeFile: Host['writeFile'] = async (path, content) => {
      await host.writeFile(path, content);
      written.push(bench.engine.followsPolicy);
    };
    const store = { directory: '/indexes', savePauseMs: 0, partPauseMs: 0 };
    const bench = await indexed({ ...host, writeFile, monotonic: () => (clock += 20) }, { store });
    await bench.engine.whenStored();
    written.length = 0;
    bench.setPolicy('/d28/f3.ts');
    for (let turn = 1; !bench.engine.followsPolicy; turn++) {
      // Something new to be stored.
      if (turn === 1) bench.engine.openDocument(uriOf(0), 'typescript', 1, 'ledger();\n');
      if (turn % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      await turnOfLoop();
    }
    await vi.waitUntil(async () => {
      await bench.engine.whenStored();
      return written.length > 0;
    });
    expect(written).not.toContain(false);
    bench.engine.dispose();
  });

  it('hold from the first moment on for an index that was stored under others', async () => {
    const host = memoryHost(files);
    const store = { directory: '/indexes', savePauseMs: 0 };
    const first = await indexed(host, { store });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await first.engine.whenStored();
    first.engine.dispose();

    let clock = 0;
    const second = new Workbench({ ...host, monotonic: () => (clock += 20) }, LIMITS, { store });
    second.setPolicy('', '/d0/\n/d3/');
    second.engine.setFolders(['file:///w']);
    second.engine.start();
    let between = 0;
    for (let turn = 0; turn < 60; turn++) {
      await turnOfLoop();
      const { files: shown, snippets } = await second.cursor('file:///w/main.ts', 'register(ledger);\n  sym');
      if (!second.engine.followsPolicy) between += snippets.length;
      expect([...shown, ...snippets].filter(({ path }) => /^d[03]/.test(path))).toEqual([]);
    }
    expect(between).toBeGreaterThan(0);
    second.engine.dispose();
  });
});
