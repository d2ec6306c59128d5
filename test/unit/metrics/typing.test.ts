import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedBeforeCursor } from '../../../src/engine/metrics';
import { mapSpan } from '../../../src/engine/metrics/change-effect';
import { TypingCounter, typedCharacters, type TypingInterval } from '../../../src/engine/metrics/typing';
import { FakeTime, Scene } from './support';

function typed(
  inserted: string | readonly string[],
  more: { reason?: 'undo' | 'redo'; outside?: boolean; deleted?: number } = {},
): number {
  const { deleted = 0, ...rest } = more;
  const changes = [inserted].flat().map((text, i) => ({ offset: i * 100, deleted, inserted: text }));
  return typedCharacters({ uri: 'file:///a', languageId: 'go', changes, ...rest });
}

describe('what is typed before the cursor', () => {
  it.each([
    ['(', '('],
    ['()', '('],
    ['""', '"'],
    ['""""""', '"""'],
    ['(]', '(]'],
    ['\n    ', '\n    '],
    ['\n    \n', '\n    '],
    ['\r\n\t\r\n', '\r\n\t'],
    ['word', 'word'],
    ['f()\n', 'f()\n'],
    ['', ''],
  ])('of %j is %j', (text, typedPart) => {
    expect(typedBeforeCursor(text)).toBe(typedPart);
  });
});

describe('characters typed', () => {
  it('counts changes of at most two characters and their auto-closed brackets', () => {
    expect(typed('a')).toBe(1);
    expect(typed('ab')).toBe(2);
    expect(typed('abc')).toBe(0);
    expect(typed('()')).toBe(2);
    expect(typed('""""""')).toBe(0);
    expect(typed('\r\n')).toBe(1);
    expect(typed('😀')).toBe(1);
    expect(typed('x', { deleted: 20 })).toBe(1);
    expect(typed(')', { deleted: 1 })).toBe(0);
    expect(typed(')', { deleted: 2 })).toBe(1);
    expect(typed('')).toBe(0);
    expect(typed([])).toBe(0);
  });

  it('leaves out undo, redo, changes from outside, paste and formatting', () => {
    expect(typed('a', { reason: 'undo' })).toBe(0);
    expect(typed('a', { reason: 'redo' })).toBe(0);
    expect(typed('a', { outside: true })).toBe(0);
    expect(typed('pasted text')).toBe(0);
    expect(typed([' ', '  '])).toBe(0);
    expect(typed(['  ', '  '])).toBe(0);
    expect(typed(['a', 'b'])).toBe(0);
  });

  it('counts several cursors once', () => {
    expect(typed(['x', 'x', 'x'])).toBe(1);
  });

  it('counts through the tracker by language and interval, and on dispose', () => {
    const scene = new Scene().open('');
    scene.type('abc').pass(60_000).type('de').tracker.dispose();
    const typing = scene.events.filter((event) => event.kind === 'typing');
    expect(typing.map((event) => [event.languageId, event.characters])).toEqual([
      ['typescript', 3],
      ['typescript', 2],
    ]);
  });

  it('does not count characters that an accept put in', () => {
    const scene = new Scene().open('a');
    scene.offer(1, ' b c');
    scene.pass(60).tracker.noteAcceptIntent('word');
    scene.insert(' ').type('b').pass(60_000);
    expect(scene.typed).toBe(1);
  });
});

describe('typing around suggestions', () => {
  it('is emitted before the suggestion that ends, and on demand', () => {
    const scene = new Scene().open('x');
    scene.type('ab').offer(1, 'cd');
    scene.pass(60).move(0).type('ef').tracker.flushTyping();
    expect(scene.events.map((event) => (event.kind === 'typing' ? event.characters : event.kind))).toEqual([
      2,
      'suggestion',
      2,
    ]);
  });
});

describe('TypingCounter', () => {
  it('loses and invents nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('go', 'c', 'rust'), fc.integer({ min: -1, max: 5 }), fc.nat(400))),
        (steps) => {
          const time = new FakeTime();
          const got: TypingInterval[] = [];
          const counter = new TypingCounter({
            now: time.clock.monotonic,
            schedule: time.schedule,
            intervalMs: 1000,
            emit: (interval) => got.push(interval),
          });
          for (const [languageId, characters, wait] of steps) {
            counter.add(languageId, characters);
            time.pass(wait);
          }
          counter.dispose();
          for (const language of ['go', 'c', 'rust']) {
            const expected = steps.reduce(
              (sum, [id, characters]) => sum + (id === language ? Math.max(0, characters) : 0),
              0,
            );
            expect(
              got.reduce((sum, interval) => sum + (interval.languageId === language ? interval.characters : 0), 0),
            ).toBe(expected);
          }
          expect(time.waiting).toBe(0);
        },
      ),
    );
  });
});

describe('mapSpan', () => {
  it('follows marked characters through any change', () => {
    fc.assert(
      fc.property(
        fc.nat(10),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(18),
        fc.nat(8),
        fc.stringMatching(/^[x]{0,5}$/),
        (start, length, offset, deleted, inserted) => {
          const text = `${'.'.repeat(start)}${'#'.repeat(length)}${'.'.repeat(20 - start)}`;
          const after = text.slice(0, offset) + inserted + text.slice(offset + deleted);
          const span = mapSpan(start, start + length, [{ offset, deleted, inserted }]);
          if (!after.includes('#')) expect(span).toBeUndefined();
          else expect(span).toEqual({ start: after.indexOf('#'), end: after.lastIndexOf('#') + 1 });
        },
      ),
      { numRuns: 1500 },
    );
  });
});
