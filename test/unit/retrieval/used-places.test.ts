import { describe, expect, it } from 'vitest';
import { inlineParser } from '../../../src/engine/syntax';
import { memoryHost } from '../support/memory-host';
import { installedGrammars } from '../syntax/installed-grammars';
import { lineParser, pathsOf, Workbench } from './workbench';

const code = {
  '/w/src/price.ts': 'export function formatPrice(cents) {\n  return cents / 100;\n}\n',
  '/w/src/cart.ts':
    "import { formatPrice } from './price';\n\nexport function cartTotal(cart) {\n  return formatPrice(cart.cents);\n}\n",
  '/w/src/invoice.ts':
    "import { formatPrice } from './price';\n\nexport function invoiceLine(line) {\n  return line.name + formatPrice(line.cents);\n}\n",
  '/w/src/index.ts': "export { formatPrice } from './price';\n",
  '/w/src/prices.ts': 'export function formatPriceList(prices) {\n  return prices.join();\n}\n',
  '/w/test/price.test.ts': "it('formats', () => {\n  expect(formatPrice(5)).toBe('0.05');\n});\n",
  '/w/docs/prices.md': 'Call formatPrice to format a price.\n',
};

const textOf = (text: string) => text.split('\n').filter((line) => line.includes('formatPrice('));

describe('a question for the uses of a name', () => {
  it('is answered with the places that use it before the one that defines it, tests after code', async () => {
    const bench = await Workbench.over(code);
    const answer = await bench.ask('who calls formatPrice?');
    const paths = pathsOf(answer);
    expect(new Set(paths.slice(0, 2))).toEqual(new Set(['src/cart.ts', 'src/invoice.ts']));
    expect(paths.indexOf('src/price.ts')).toBeGreaterThan(paths.indexOf('test/price.test.ts'));
    expect(paths.indexOf('test/price.test.ts')).toBeGreaterThan(1);
    const shown = new Map(answer.snippets.slice(0, 2).map(({ path, text }) => [path, textOf(text).length]));
    expect(Object.fromEntries(shown)).toEqual({ 'src/cart.ts': 1, 'src/invoice.ts': 1 });
    expect(answer.snippets[0]?.why).toEqual([{ list: 'use', rank: 1, score: 1.5, terms: ['formatPrice'] }]);
  });

  it('takes no line twice, and keeps the budget', async () => {
    const bench = await Workbench.over(code);
    const answer = await bench.ask('usages of formatPrice', { budgetTokens: 60 });
    expect(answer.snippets.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(60);
    const lines = answer.snippets.map(({ origin }) => `${origin.uri}:${origin.range.start.line}`);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(0);
  });

  it('names files that only import it last, and a name that is part of another one not at all', async () => {
    const bench = await Workbench.over(code);
    const answer = await bench.ask('where is formatPrice used');
    const uses = answer.files.filter(({ why }) => why[0]?.list === 'use').map(({ path }) => path);
    expect(uses.at(-1)).toBe('src/index.ts');
    expect(uses).not.toContain('src/prices.ts');
    expect(uses).not.toContain('docs/prices.md');
  });

  it('tells code from comments and strings, and names files without a use in code after those with one', async () => {
    const bench = await Workbench.over({
      ...code,
      '/w/src/notes.py':
        'def notes():\n    """Speaks of it.\n\n    formatPrice(1) is what it speaks of.\n    """\n    return "formatPrice(2)"\n',
    });
    const answer = await bench.ask('who calls formatPrice?');
    const uses = answer.files.filter(({ why }) => why[0]?.list === 'use').map(({ path }) => path);
    expect(uses.slice(0, 3).toSorted()).toEqual(['src/cart.ts', 'src/invoice.ts', 'test/price.test.ts']);
    expect(uses.slice(3).toSorted()).toEqual(['src/index.ts', 'src/notes.py']);
  });

  it('leaves out what the rules exclude, and bodies of low-quality files', async () => {
    const bench = await Workbench.over(code, 'src/cart.ts\n[low-quality]\nsrc/invoice.ts\n');
    const answer = await bench.ask('who calls formatPrice?');
    expect(JSON.stringify(answer)).not.toContain('cart');
    expect(JSON.stringify(answer.snippets)).not.toContain('line.name + formatPrice');
    expect(pathsOf(answer)).toContain('src/invoice.ts');
  });

  it('asks nothing special of a name that the workspace does not define', async () => {
    const bench = await Workbench.over(code);
    const answer = await bench.ask('who calls cents?');
    expect(answer.files.flatMap(({ why }) => why.map(({ list }) => list))).not.toContain('use');
  });

  it('shows of a long function what stands around the uses', async () => {
    const body = Array.from({ length: 120 }, (_, at) => (at === 90 ? '  formatPrice(1);' : `  step${at}();`)).join(
      '\n',
    );
    const bench = await Workbench.over({ ...code, '/w/src/long.ts': `function longOne() {\n${body}\n}\n` });
    const answer = await bench.ask('who calls formatPrice?');
    const long = answer.snippets.find(({ path }) => path === 'src/long.ts');
    expect(long?.text.split('\n').length).toBeLessThan(40);
    expect(long?.text).toContain('formatPrice(1)');
  });

  describe('with trees', () => {
    const parser = inlineParser(installedGrammars);
    const shapes = {
      '/w/shape.ts': 'export class Shape {\n  area(): number {\n    return 0;\n  }\n}\n',
      '/w/circle.ts': "import { Shape } from './shape';\n\nexport class Circle extends Shape {}\n",
      '/w/square.py': 'from shape import Shape\n\nclass Square(Shape):\n    pass\n',
      '/w/draw.ts': "import { Shape } from './shape';\n\nexport function draw(shape: Shape): void {}\n",
      '/w/make.ts': "import { Shape } from './shape';\n\nexport const make = () => new Shape();\n",
      '/w/list.ts': "import { Shape } from './shape';\n\nexport const kinds = [Shape];\n",
    };

    async function usesIn(question: string, parts = { parser }): Promise<string[]> {
      const bench = new Workbench(memoryHost(shapes), undefined, parts);
      bench.setPolicy('');
      bench.engine.setFolders(['file:///w']);
      bench.engine.start();
      await bench.engine.whenReady();
      const { files } = await bench.ask(question);
      return files.filter(({ why }) => why[0]?.list === 'use').map(({ path }) => path);
    }

    it.each([
      ['what extends Shape?', ['circle.ts', 'square.py']],
      ['where is Shape instantiated?', ['make.ts']],
      ['what imports Shape?', ['circle.ts', 'draw.ts', 'list.ts', 'make.ts', 'square.py']],
      ['who uses Shape?', ['circle.ts', 'draw.ts', 'list.ts', 'make.ts', 'square.py']],
    ])('%s is answered with these first', async (question, expected) => {
      expect((await usesIn(question)).slice(0, expected.length).toSorted()).toEqual(expected);
    });

    it('answers by spelling where the parser does not', async () => {
      const references = () => Promise.reject(new Error('the worker died'));
      const uses = await usesIn('what extends Shape?', { parser: { ...lineParser, parse: parser.parse, references } });
      expect(uses.toSorted()).toEqual(['circle.ts', 'draw.ts', 'list.ts', 'make.ts', 'square.py']);
    });
  });
});
