import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../src/engine/text';
import { pathsOf, Workbench } from './workbench';

function functionText(name: string, body: string, lines = 3): string {
  const filler = Array.from({ length: lines }, (_, at) => `  ${body}(${at});`).join('\n');
  return `export function ${name}(input: string) {\n${filler}\n}\n`;
}

describe('answers to questions', () => {
  it('find a file whose name the disk spells with marks of their own', async () => {
    const apart = 'größe'.normalize('NFD');
    const bench = await Workbench.over({
      [`/w/src/${apart}.ts`]: 'export const one = 1;\n',
      '/w/src/other.ts': 'export const two = 2;\n',
    });
    for (const question of ['where is the größe?', `where is the ${apart}?`])
      expect(pathsOf(await bench.ask(question))[0]).toBe(`src/${apart}.ts`);
  });

  it('stay inside the budget and k, quote real lines, and never show a line twice', async () => {
    const files: Record<string, string> = {};
    for (let at = 0; at < 12; at++) {
      files[`/w/src/part${at}.ts`] =
        functionText(`loadPart${at}`, 'readCache', 3 + at * 4) + functionText(`savePart${at}`, 'writeCache');
    }
    const bench = await Workbench.over(files);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(['load', 'save', 'part3', 'readCache', 'writeCache', 'src/part5.ts:2', 'input'], { minLength: 1 }),
        fc.nat(800),
        fc.integer({ min: 1, max: 8 }),
        fc.subarray(['file:///w/src/part1.ts', 'file:///w/src/part2.ts']),
        async (words, budgetTokens, k, mentions) => {
          const answer = await bench.ask(words.join(' '), { budgetTokens, k, mentions });
          expect(answer.files.length).toBeLessThanOrEqual(k);
          expect(answer.snippets.reduce((sum, snippet) => sum + snippet.tokens, 0)).toBeLessThanOrEqual(budgetTokens);
          const seen = new Set<string>();
          for (const { path, text, tokens, origin } of answer.snippets) {
            const { start, end } = origin.range;
            expect(text).toBe((files[`/w/${path}`] ?? '').split('\n').slice(start.line, end.line).join('\n'));
            expect(tokens).toBe(estimateTokens(text));
            for (let line = start.line; line < end.line; line++) {
              expect(seen.has(`${path}:${line}`)).toBe(false);
              seen.add(`${path}:${line}`);
            }
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('cuts the first chunk at a line border when it is longer than the budget', async () => {
    const text = functionText('enormous', 'doWork', 100);
    const bench = await Workbench.over({ '/w/a.ts': text });
    const answer = await bench.ask('enormous', { budgetTokens: 50 });
    expect(answer.snippets).toHaveLength(1);
    expect(text.startsWith(`${answer.snippets[0]?.text}\n`)).toBe(true);
    expect(answer.snippets[0]?.tokens).toBeGreaterThan(30);
  });

  it('prefer code over its tests, unless tests are asked for', async () => {
    const bench = await Workbench.over({
      '/w/src/retry.ts': functionText('retryRequest', 'wait'),
      '/w/test/retry.test.ts': functionText('retryRequest', 'retryRequest'),
    });
    expect(pathsOf(await bench.ask('retry request'))[0]).toBe('src/retry.ts');
    expect(pathsOf(await bench.ask('tests of retry request'))[0]).toBe('test/retry.test.ts');
  });

  it('go to the line that a stack frame names, whatever machine it comes from', async () => {
    const bench = await Workbench.over({
      '/w/src/a.ts': functionText('first', 'x') + functionText('second', 'y'),
      '/w/src/b.ts': functionText('third', 'TypeError'),
    });
    const answer = await bench.ask('TypeError: at second (/home/ci/build/src/a.ts:7:3)');
    expect(pathsOf(answer)[0]).toBe('src/a.ts');
    expect(answer.snippets[0]?.text).toContain('function second');
  });

  it('are the same when asked again', async () => {
    const bench = await Workbench.over({
      '/w/a.ts': functionText('alpha', 'x'),
      '/w/b.ts': functionText('alpha', 'x'),
    });
    const [first, second] = [await bench.ask('alpha'), await bench.ask('alpha')];
    expect({ ...first, trace: '', timings: {} }).toEqual({ ...second, trace: '', timings: {} });
  });
});

describe('context at a cursor', () => {
  const files = {
    '/w/src/policy.ts': functionText('readPolicy', 'parseRules') + functionText('writePolicy', 'parseRules'),
    '/w/src/user.ts': functionText('loadUser', 'fetchRow'),
    '/w/src/order.ts': functionText('loadOrder', 'fetchRow'),
    '/w/src/main.ts': functionText('main', 'start'),
  };

  it('begins with the signature of a name that is imported and not used yet', async () => {
    const bench = await Workbench.over(files);
    const answer = await bench.cursor(
      'file:///w/src/main.ts',
      "import { readPolicy } from './policy';\n\nconst rules = ",
    );
    expect(answer.snippets[0]).toMatchObject({
      kind: 'signature',
      path: 'src/policy.ts',
      text: 'export function readPolicy(input: string) {',
      origin: { range: { start: { line: 0 }, end: { line: 1 } } },
    });
    expect(answer.syntax).toBeDefined();
  });

  it('never quotes the file itself, nor a body that the editor shows', async () => {
    const bench = await Workbench.over(files);
    const own = files['/w/src/user.ts'];
    const answer = await bench.cursor('file:///w/src/copy.ts', own, '\n');
    expect(answer.snippets.some((snippet) => snippet.kind === 'chunk' && snippet.path === 'src/user.ts')).toBe(false);
    expect(answer.dropped).toContainEqual(
      expect.objectContaining({ uri: 'file:///w/src/user.ts', reason: 'already-shown' }),
    );
    const inside = await bench.cursor('file:///w/src/user.ts', own, '');
    expect(inside.snippets.every((snippet) => snippet.path !== 'src/user.ts')).toBe(true);
  });

  it('stays inside its budget', async () => {
    const bench = await Workbench.over(files);
    await fc.assert(
      fc.asyncProperty(fc.nat(400), async (budget) => {
        const answer = await bench.cursor('file:///w/x.ts', 'fetchRow parseRules loadUser\nreadPolicy.', '', budget);
        expect(answer.snippets.reduce((sum, snippet) => sum + snippet.tokens, 0)).toBeLessThanOrEqual(budget);
      }),
    );
  });

  it('uses signatures of a low-quality file only for names that the text imports or uses', async () => {
    const bench = await Workbench.over(files, '[low-quality]\nsrc/policy.ts\n');
    const related = await bench.cursor('file:///w/x.ts', 'policy rules read write\n');
    expect(related.snippets.every((snippet) => snippet.path !== 'src/policy.ts')).toBe(true);
    const used = await bench.cursor('file:///w/x.ts', "import { readPolicy } from './policy';\n");
    expect(used.snippets.filter((snippet) => snippet.path === 'src/policy.ts').map((snippet) => snippet.kind)).toEqual([
      'signature',
    ]);
  });

  it('makes nothing for a private file', async () => {
    const bench = await Workbench.over(files, 'src/main.ts\n');
    const answer = await bench.cursor('file:///w/src/main.ts', 'readPolicy(');
    expect(answer).toMatchObject({ epoch: 1, files: [], snippets: [] });
  });
});
