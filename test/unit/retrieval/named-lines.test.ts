import { describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

const functionOf = (name: string, lines: number): string =>
  [
    `/** What ${name} is for. */`,
    `function ${name}() {`,
    ...Array.from({ length: lines - 2 }, (_, at) => `  run(${at});`),
    '}',
  ].join('\n');

async function shownFor(text: string, question: string) {
  const bench = await Workbench.over({ '/w/made.ts': text, '/w/other.ts': functionOf('other', 5) });
  const { snippets } = await bench.ask(question);
  return snippets.filter(({ path }) => path === 'made.ts');
}

describe('a line that a question names', () => {
  it.each([50, 110])('brings the whole function around it, with its header, when that has %i lines', async (lines) => {
    const shown = await shownFor(functionOf('save', lines), `why does made.ts:${lines} fail`);
    expect(shown[0]?.text.split('\n')).toEqual(functionOf('save', lines).split('\n'));
    expect(shown).toHaveLength(1);
  });

  it('brings what is near it of a longer function where it is one of many frames', async () => {
    const trace = [100, 300, 500].map((line) => `  at save (made.ts:${line}:3)`).join('\n');
    const text = ['a', 'b', 'c', 'd', 'e'].map((name) => functionOf(name, 110)).join('\n\n');
    const shown = await shownFor(text, `Saving fails\n${trace}`);
    const ranges = shown.slice(0, 3).map(({ origin: { range } }) => [range.start.line, range.end.line]);
    for (const [at, line] of [100, 300, 500].entries()) {
      const [start = 0, end = 0] = ranges[at] ?? [];
      expect([start < line, line <= end, end - start <= 61]).toEqual([true, true, true]);
    }
  });
});
