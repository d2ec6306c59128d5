import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Retrieval } from '../../../../src/engine/retrieval';
import { never, Workbench } from '../workbench';

const names = ['readPolicy', 'writePolicy', 'parseRules', 'loadUser', 'fetchRow', 'loadOrder', 'start', 'signal'];
const files = Object.fromEntries(
  names.map((name, at) => [
    `/w/src/${name}.ts`,
    `export function ${name}(input: string) {\n  return ${names[(at + 3) % names.length]}(input);\n}\n`,
  ]),
);
const uri = 'file:///w/src/main.ts';

function askAhead(bench: Workbench, prefix: string, ahead: string, budgetTokens = 200): Promise<Retrieval> {
  const query = {
    trace: bench.trace(),
    uri,
    languageId: 'typescript',
    version: 1,
    prefix: prefix + ahead,
    suffix: '\n',
  };
  return bench.engine.context({ ...query, ahead, budgetTokens, recentEdits: [], pins: [] }, never);
}

const shown = ({ snippets }: Retrieval) => snippets.map(({ kind, text, place }) => ({ kind, text, place }));

describe('a cursor that is not there yet', () => {
  it('gets what the cursor gets that comes there', async () => {
    const bench = await Workbench.over(files);
    await bench.cursor(uri, 'const user = loadUser', '\n', 200);
    const ahead = await askAhead(bench, 'const user = loadUser', ';\n');
    const there = await bench.cursor(uri, 'const user = loadUser;\n', '\n', 200);
    expect(ahead.snippets.length).toBeGreaterThan(0);
    expect(shown(there)).toEqual(shown(ahead));
  });

  it('leaves the answers of the line as they are on which one types', async () => {
    const keys = fc.array(fc.tuple(fc.constantFrom(...names, '(', ' ', ').'), fc.boolean()), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(keys, async (typed) => {
        const [plain, disturbed] = await Promise.all([Workbench.over(files), Workbench.over(files)]);
        let prefix = 'fetchRow();\n';
        for (const [key, isAsked] of typed) {
          prefix += key;
          const expected = await plain.cursor(uri, prefix, '\n', 60);
          expect(shown(await disturbed.cursor(uri, prefix, '\n', 60))).toEqual(shown(expected));
          if (isAsked) await askAhead(disturbed, prefix, '\n', 60);
        }
      }),
      { numRuns: 25 },
    );
  });
});
