import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmbeddedModel } from '../../../src/engine/models';
import { Learning } from '../../../src/server/learning';

const uri = fc.constantFrom('file:///w/a.ts', 'file:///w/b.ts', 'file:///w/c.ts');
const text = fc.array(fc.constantFrom('const x = 1;', 'return readPolicy(x);', '  if (y) {', '}'), { maxLength: 8 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('learn' as const), uri, lines: text, times: fc.constantFrom(1, 1, 900) }),
  fc.record({ kind: fc.constant('forget' as const), uri }),
  fc.record({ kind: fc.constant('turn' as const) }),
);

const loopTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('learning in turns', () => {
  it('ends where learning at once ends, whatever is learned and forgotten in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const slow = new EmbeddedModel();
        const plain = new EmbeddedModel();
        let clock = 0;
        // Every step takes a turn of its own.
        const learning = new Learning(slow, loopTurn, () => (clock += 100));
        for (const action of steps) {
          if (action.kind === 'turn') await new Promise((resolve) => setImmediate(resolve));
          else if (action.kind === 'forget') {
            learning.forget(action.uri);
            plain.forget(action.uri);
          } else {
            const learned = `${action.lines.join('\n')}\n`.repeat(action.times);
            learning.learn({ uri: action.uri, text: learned, languageId: 'typescript', isOpen: false });
            plain.learn(action.uri, learned, 'typescript');
          }
        }
        learning.finish();
        const { bytes: _, ...stats } = slow.stats();
        const { bytes: __, ...expected } = plain.stats();
        expect(stats).toEqual(expected);
        const query = {
          uri: 'file:///w/d.ts',
          languageId: 'typescript',
          prefix: 'const x = 1;\nreturn r',
          suffix: '\n',
        };
        // The places of a text that was learned and taken away count in the bound of a search until they are given up; a text that
        // was only waiting has none.
        const learned = steps.flatMap((action) => (action.kind === 'learn' ? [action.uri] : []));
        const wiped = new Set(learned).size < learned.length || steps.some(({ kind }) => kind === 'forget');
        if (!wiped) expect(slow.predict(query)?.text).toBe(plain.predict(query)?.text);
        learning.dispose();
      }),
      { numRuns: 60 },
    );
  });

  it('forgets at once what waits to be learned', () => {
    const model = new EmbeddedModel();
    const learning = new Learning(model, loopTurn);
    learning.learn({ uri: 'file:///w/a.ts', text: 'const canary = 1;\n', languageId: 'typescript', isOpen: false });
    learning.forget('file:///w/a.ts');
    learning.finish();
    expect(model.stats()).toMatchObject({ files: 0, vocabulary: 0 });
    learning.dispose();
  });
});
