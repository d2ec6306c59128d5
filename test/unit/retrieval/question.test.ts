import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuestion } from '../../../src/engine/retrieval/question/parse-question';

const wordsOf = (text: string) => parseQuestion(text).words.map(([word]) => word);

const weightOf = (text: string, word: string) => parseQuestion(text).words.find(([name]) => name === word)?.[1] ?? 0;

describe('parseQuestion', () => {
  it('lets words of what is done count less than words of where, unless they are quoted', () => {
    expect(weightOf('fix the parser', 'fix')).toBeLessThan(weightOf('fix the parser', 'parser'));
    expect(weightOf('what does "fix" do to the parser', 'fix')).toBe(weightOf('the parser', 'parser'));
  });

  it('keeps the words that say something and the names as they are written', () => {
    expect(wordsOf('How does the retryRequest wait for a `timeout`?')).toEqual(['retryRequest', 'wait', 'timeout']);
    expect(parseQuestion('How does the retryRequest wait for a `timeout`?').identifiers).toEqual([
      'retryRequest',
      'timeout',
    ]);
  });

  it('finds names beside words of languages that write no spaces', () => {
    expect(parseQuestion('请看parseQuery函数在哪里').identifiers).toEqual(['parseQuery']);
    expect(parseQuestion('parseQuery는 어디서 retry_policy를 읽나요').identifiers).toEqual([
      'parseQuery',
      'retry_policy',
    ]);
    expect(wordsOf('wo wird größeLesen benutzt')).toContain('größeLesen');
  });

  it('pairs words that follow each other once those that say nothing are left out', () => {
    expect(parseQuestion('order of the displayed options').pairs).toEqual([
      ['order', 'display'],
      ['display', 'option'],
    ]);
    expect(parseQuestion('what does retryRequest do').pairs).toEqual([['retry', 'request']]);
    expect(parseQuestion('wait, wait').pairs).toEqual([]);
  });

  it('keeps a quoted word even when it is a common one', () => {
    expect(wordsOf('what does "this" mean')).toContain('this');
  });

  it.each([
    ['at Object.send (/srv/app/lib/response.js:123:45)', '/srv/app/lib/response.js', 123],
    ['  File "src/app/models.py", line 88, in save', 'src/app/models.py', 88],
    ['\tat com.example.Order.total(Order.java:42)', 'Order.java', 42],
    ['panic at server/listen.go:7 +0x1f', 'server/listen.go', 7],
    ["thread 'main' panicked at src/main.rs:12:5", 'src/main.rs', 12],
    ['look at src\\core\\Main.cs:9 please', 'src\\core\\Main.cs', 9],
  ])('reads the place out of %s', (text, path, line) => {
    const match = parseQuestion(text).places.find((place) => place.line !== undefined);
    expect(match?.path.endsWith(path)).toBe(true);
    expect(match?.line).toBe(line);
  });

  it('reads a path without a line', () => {
    expect(parseQuestion('explain lib/view.js to me').places).toEqual([{ path: 'lib/view.js' }]);
  });

  it('lets words that only a stack trace has count little', () => {
    const trace = 'Saving fails\n  at save (/x/store.js:3:1)\n  at run (/x/cli.js:9:1)\n  at main (/x/cli.js:2:1)\n';
    expect(weightOf(trace, 'Saving')).toBe(1);
    expect(weightOf(trace, 'run')).toBeLessThan(0.5);
    expect(weightOf(trace, 'at')).toBe(0);
    expect(weightOf('Saving fails in run at store.js:3', 'run')).toBe(1);
  });

  it('reads the beginning and the end of a long log', () => {
    const log = `Saving fails\n${'12:00 waiting for work\n'.repeat(10_000)}src/store.ts:40: no room left\n`;
    expect(wordsOf(log)).toEqual(expect.arrayContaining(['Saving', 'store', 'room']));
    expect(parseQuestion(log).places).toContainEqual({ path: 'src/store.ts', line: 40 });
  });

  it('tells questions about tests and about examples', () => {
    expect(parseQuestion('why is the unit test flaky').aboutTests).toBe(true);
    expect(parseQuestion('which example shows routing').aboutExamples).toBe(true);
    expect(parseQuestion('why is the latest contest greatest')).toMatchObject({
      aboutTests: false,
      aboutExamples: false,
    });
  });

  it('tells questions about generated and about vendored code', () => {
    expect(parseQuestion('how does the generated client retry')).toMatchObject({ aboutGenerated: true });
    expect(parseQuestion('which patches does our vendored parser have')).toMatchObject({ aboutVendored: true });
    expect(parseQuestion('how are identifiers of a vendor generated')).toMatchObject({
      aboutGenerated: false,
      aboutVendored: false,
    });
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { words, pairs } = parseQuestion(text);
        for (const [first, second] of pairs) expect(first).not.toBe(second);
        expect(new Set(words.map(([word]) => word)).size).toBe(words.length);
      }),
    );
    expect(new Set(wordsOf('a'.repeat(2_000_000)).join(''))).toEqual(new Set('a'));
    expect(parseQuestion('')).toMatchObject({ words: [], identifiers: [], places: [] });
  });
});
