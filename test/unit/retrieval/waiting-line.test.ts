import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WaitingLine } from '../../../src/engine/retrieval/waiting-line';

describe('a waiting line', () => {
  it('gives what was added first and was not taken out, whatever comes in between', () => {
    const text = fc.nat(12).map(String);
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), text }),
      fc.record({ kind: fc.constant('delete' as const), text }),
      fc.record({ kind: fc.constant('take' as const), text }),
      fc.record({ kind: fc.constant('clear' as const), text }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const line = new WaitingLine();
        let plain: string[] = [];
        for (const { kind, text } of steps) {
          if (kind === 'add') {
            line.add(text);
            if (!plain.includes(text)) plain.push(text);
          } else if (kind === 'delete') {
            expect(line.delete(text)).toBe(plain.includes(text));
            plain = plain.filter((other) => other !== text);
          } else if (kind === 'take') expect(line.take()).toBe(plain.shift());
          else {
            line.clear();
            plain = [];
          }
          expect([...line]).toEqual(plain);
          expect(line.size).toBe(plain.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
