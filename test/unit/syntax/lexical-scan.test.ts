import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexicalRulesOf } from '../../../src/engine/syntax/lexical-rules';
import { scanLines } from '../../../src/engine/syntax/lexical-scan';
import { unitEnds } from '../../../src/engine/syntax/unit-ends';

const rules = lexicalRulesOf('typescript');

/** Whether a quote at `at` is closed in its line, looked for from there each time. */
function isClosed(text: string, at: number): boolean {
  const rest = /^(?:\\[\s\S]?|[^\\\n])*/.exec(text.slice(at + 1))?.[0] ?? '';
  return rest.replace(/\\[\s\S]?/g, '').includes(text[at] as string);
}

/** The code of a text of quotes, backslashes and words, quote by quote. */
function codeOf(text: string): string[] {
  const lines = [''];
  let inside = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text[at] as string;
    if (unit === '\n') {
      lines.push('');
      continue;
    }
    if (inside !== '') {
      if (unit === '\\' && text[at + 1] !== '\n') at++;
      else if (unit === inside) {
        lines[lines.length - 1] += unit;
        inside = '';
      }
      continue;
    }
    if ((unit === '"' || unit === "'") && isClosed(text, at)) inside = unit;
    lines[lines.length - 1] += unit;
  }
  return lines.map((line) => line.trim());
}

describe('a scan of lines', () => {
  it('finds the partner of each quote as if it looked for it anew', () => {
    const text = fc.string({ unit: fc.constantFrom('"', "'", '\\', 'a', ' ', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(text, (written) => {
        expect(scanLines(written, rules).map(({ code }) => code)).toEqual(codeOf(written));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a time that grows with the length of a line, also when its quotes have no partner', () => {
    const escaped = `x = {${'\\"a\\": '.repeat(300_000)}`;
    expect(scanLines(escaped, rules).at(-1)?.state).toEqual({ brackets: ['{'], inside: undefined });
    expect(unitEnds('statement', escaped, '1 };\n', '', rules)).toEqual([4]);
  });
});
