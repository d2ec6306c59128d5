import { describe, expect, it } from 'vitest';
import type { TraceId } from '../../../src/engine/host';
import type { Retrieval } from '../../../src/engine/retrieval';
import { Workbench } from './workbench';
import { TraceLog } from '../../../src/engine/retrieval/trace-log';

function answerOf(number: number): Retrieval {
  const file = (name: string) => ({
    uri: `file:///w/${name}.ts`,
    path: `${name}.ts`,
    score: 1 / (1 + number),
    why: [{ list: 'file', rank: 1, score: 0.1 * number, terms: ['größe'], weight: 1.5 }],
  });
  return {
    trace: `trace-${number}` as TraceId,
    epoch: 3,
    files: [file('secret'), file(`open${number}`)],
    snippets: [],
    dropped: [],
    timings: { search: 0.25 * number },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('TraceLog', () => {
  it('tells of an older answer what it told when it was new, and forgets in it what is private since', async () => {
    const log = new TraceLog();
    const atFirst = [];
    for (let number = 0; number < 60; number++) {
      log.record('retrieve', ['größe'], answerOf(number));
      atFirst.push(log.find(answerOf(number).trace));
      await turn();
    }
    expect(atFirst.every((explanation) => explanation?.files.length === 2)).toBe(true);
    for (let number = 0; number < 60; number++) expect(log.find(answerOf(number).trace)).toEqual(atFirst[number]);
    log.purge((uri) => uri.endsWith('/secret.ts'));
    await turn();
    for (let number = 0; number < 60; number++) {
      const files = log.find(answerOf(number).trace)?.files.map(({ path }) => path);
      expect(files).toEqual([`open${number}.ts`]);
    }
    expect(log.find('trace-60' as TraceId)).toBeUndefined();
    log.clear();
    expect(log.find('trace-1' as TraceId)).toBeUndefined();
  });

  it('keeps the last 200 answers', async () => {
    const log = new TraceLog();
    for (let number = 0; number < 230; number++)
      log.record('context', [], answerOf(number), { document: 'file:///w/at.ts' });
    await turn();
    const known = Array.from({ length: 230 }, (_, number) => log.find(answerOf(number).trace) !== undefined);
    expect(known.indexOf(true)).toBe(30);
    log.purge((uri) => uri === 'file:///w/at.ts');
    expect(log.find(answerOf(229).trace)).toBeUndefined();
  });

  it('tells of an answer at a cursor what its snippets say, soon and later, and forgets the files that became private', async () => {
    const definitions = (name: string) => `export function ${name}One() {}\nexport function ${name}Two() {}\n`;
    const bench = await Workbench.over({
      '/w/near.ts': definitions('near'),
      '/w/secret.ts': definitions('hidden'),
      '/w/pin.ts': 'export const pinned = nearOne;\n',
      '/w/at.ts': '',
    });
    const typed =
      'import { nearTwo } from "./near";\nimport { hiddenTwo } from "./secret";\nnearOne();\nhiddenOne();\n';
    const query = { languageId: 'typescript', version: 1, suffix: '', budgetTokens: 1500, recentEdits: [] };
    const answer = await bench.engine.context(
      { ...query, trace: bench.trace(), uri: 'file:///w/at.ts', prefix: typed, pins: ['file:///w/pin.ts'] },
      new AbortController().signal,
    );
    const told = answer.snippets.map(({ text: _, ...reference }) => reference);
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['signature', 'chunk']));
    expect(told.every(({ why }) => why.length > 0)).toBe(true);
    const soon = await bench.engine.explain(answer.trace);
    expect(soon).toMatchObject({ kept: told, files: answer.files });
    for (let number = 0; number < 20; number++) {
      await bench.cursor('file:///w/at.ts', `${typed}const other${number} = `);
      await turn();
    }
    expect(await bench.engine.explain(answer.trace)).toEqual(soon);
    bench.setPolicy('secret.ts\n');
    const later = await bench.engine.explain(answer.trace);
    const left = told.filter(({ path }) => path !== 'secret.ts');
    expect(left.length).toBeLessThan(told.length);
    expect(later).toMatchObject({ kept: left, files: answer.files.filter(({ path }) => path !== 'secret.ts') });
  });
});
