import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTraceId } from '../../../src/engine/host';
import type { Retrieval, Snippet } from '../../../src/engine/retrieval';
import { never, pathsOf, Workbench } from './workbench';

const names = ['alpha', 'beta', 'gamma', 'delta'] as const;

function fileText(name: string, functions = 4): string {
  return Array.from(
    { length: functions },
    (_, at) => `export function ${name}${at}(input: string) {\n  return shared(input, "${name} number ${at}");\n}\n`,
  ).join('\n');
}

const files = {
  ...Object.fromEntries(names.map((name) => [`/w/src/${name}.ts`, fileText(name)])),
  '/w/src/long.ts': fileText('long', 60),
};
const uriOf = (name: string): string => `file:///w/src/${name}.ts`;

function cursor(bench: Workbench, prefix: string, pins: readonly string[], budgetTokens = 1500): Promise<Retrieval> {
  const query = { uri: 'file:///w/src/main.ts', languageId: 'typescript', version: 1, prefix, suffix: '' };
  return bench.engine.context({ ...query, trace: newTraceId(bench.host), budgetTokens, recentEdits: [], pins }, never);
}

const isPinned = ({ why }: Snippet): boolean => why.some(({ list }) => list === 'pin');
const costOf = (snippets: readonly Snippet[]): number => snippets.reduce((sum, { tokens }) => sum + tokens, 0);

describe('pins', () => {
  it('bring the best chunk of a pinned file first, into an answer and to a cursor', async () => {
    const bench = await Workbench.over(files);
    const answer = await bench.ask('how does alpha1 work?', { pins: [uriOf('beta')] });
    expect(pathsOf(answer).slice(0, 2)).toEqual(['src/beta.ts', 'src/alpha.ts']);
    expect(answer.snippets[0]?.path).toBe('src/beta.ts');
    const asked = await bench.ask('how does beta2 and alpha1 work?', { pins: [uriOf('beta')] });
    expect(asked.snippets[0]?.text).toContain('function beta2');
    expect(asked.snippets[0]?.why[0]).toMatchObject({ list: 'pin', rank: 1, terms: expect.arrayContaining(['beta2']) });

    const context = await cursor(bench, 'const a = gamma3(', [uriOf('beta')]);
    expect(context.snippets[0]).toMatchObject({ path: 'src/beta.ts', kind: 'chunk' });
    expect(context.snippets.some(({ path }) => path === 'src/gamma.ts')).toBe(true);
    expect((await cursor(bench, 'const a = gamma3(', [])).snippets.some(isPinned)).toBe(false);
  });

  it('show the beginning of a file that nothing matches, cut when it is long', async () => {
    const bench = await Workbench.over({
      ...files,
      '/w/src/data.ts': `const rows = [\n${'  [1, 2, 3],\n'.repeat(400)}];\n`,
    });
    const context = await cursor(bench, 'unheardOf(', [uriOf('data')]);
    const first = context.snippets[0];
    expect(first?.text.startsWith('const rows = [\n')).toBe(true);
    expect(first?.tokens).toBeLessThanOrEqual(600);
  });

  it('lift nothing: of a file that is not free no line is shown, and a private one is not named in the trace', async () => {
    const bench = await Workbench.over(files, 'src/alpha.ts\n[low-quality]\nsrc/beta.ts\n');
    const pins = [uriOf('alpha'), uriOf('beta'), uriOf('missing')];
    for (const answer of [await bench.ask('alpha1 beta1', { pins }), await cursor(bench, 'alpha1(beta1(', pins)]) {
      expect(answer.snippets.filter(isPinned)).toEqual([]);
      expect(answer.snippets.map(({ path }) => path)).not.toContain('src/alpha.ts');
      const explained = await bench.engine.explain(answer.trace);
      expect(explained?.dropped).toContainEqual(
        expect.objectContaining({ uri: uriOf('beta'), reason: 'excluded', strength: 'low-quality' }),
      );
      expect(JSON.stringify(explained?.dropped)).not.toContain('alpha');
    }
  });

  it('are the file at the cursor for nothing, and give way to a mention of the same file', async () => {
    const bench = await Workbench.over(files);
    expect((await cursor(bench, 'x', ['file:///w/src/main.ts'])).snippets.filter(isPinned)).toEqual([]);
    const answer = await bench.ask('shared', { pins: [uriOf('beta')], mentions: [uriOf('beta')] });
    expect(answer.snippets.filter(isPinned)).toEqual([]);
    expect(answer.snippets[0]).toMatchObject({ kind: 'mention', path: 'src/beta.ts' });
  });

  it('take two fifths of the budget at most, stay inside the whole, and never show a line twice', async () => {
    const bench = await Workbench.over(files);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...names, 'long']),
        fc.subarray([...names, 'long'].map((name) => `${name}1`)),
        fc.nat(2500),
        fc.boolean(),
        async (pinned, words, budgetTokens, atCursor) => {
          const pins = pinned.map(uriOf);
          const answer = atCursor
            ? await cursor(bench, `${words.join('(')}(`, pins, budgetTokens)
            : await bench.ask(`${words.join(' ')} shared`, { pins, budgetTokens });
          expect(costOf(answer.snippets)).toBeLessThanOrEqual(budgetTokens);
          expect(costOf(answer.snippets.filter(isPinned))).toBeLessThanOrEqual(0.4 * budgetTokens);
          const seen = new Set<string>();
          for (const { path, origin, kind } of answer.snippets) {
            if (kind === 'signature') continue;
            for (let { line } = origin.range.start; line < origin.range.end.line; line++) {
              expect(seen.has(`${path}:${line}`)).toBe(false);
              seen.add(`${path}:${line}`);
            }
          }
          for (const { path, origin, kind } of answer.snippets) {
            if (kind !== 'signature') continue;
            const shownByPin = answer.snippets.some(
              (other) =>
                isPinned(other) &&
                other.path === path &&
                other.origin.range.start.line <= origin.range.start.line &&
                origin.range.start.line < other.origin.range.end.line,
            );
            expect(shownByPin).toBe(false);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
