import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompletedText } from '../../../src/engine/completion/run-completion';
import { SuggestionMemory } from '../../../src/engine/completion/suggestion-memory';
import { parseTraceId } from '../../../src/engine/host';
import { cursorAt, instant } from './pipeline-fixture';

const model = instant('');
const traceOf = (number: number) => parseTraceId(number.toString(16).padStart(32, '0'));
const completed = (text: string, replaceSuffix = 0): CompletedText => ({
  kind: 'text',
  text,
  replaceSuffix,
  multiLine: false,
  gate: { trace: traceOf(1), epoch: 1, actions: [] },
  measures: {},
});

function memoryOf(document: string, text: string): SuggestionMemory {
  const memory = new SuggestionMemory();
  memory.remember(traceOf(1), cursorAt(document), model, completed(text));
  return memory;
}

describe('a remembered text', () => {
  it.each([
    ['at its own place', 'x = │\n', 'compute(a);'],
    ['after a part of it was typed', 'x = comp│\n', 'ute(a);'],
  ])('is found %s', (_, document, text) => {
    expect(memoryOf('x = │\n', 'compute(a);').recall(cursorAt(document), model)?.text).toBe(text);
  });

  it.each([
    ['once all of it is typed', 'x = compute(a);│\n'],
    ['where something else was typed', 'x = z│\n'],
    ['before it', 'x│\n'],
    ['with another suffix', 'x = │\ny();\n'],
    ['with another prefix', 'y = │\n'],
  ])('is not found %s', (_, document) => {
    expect(memoryOf('x = │\n', 'compute(a);').recall(cursorAt(document), model)).toBeUndefined();
  });

  it('is not found in another document, for another model, or after edits elsewhere', () => {
    const memory = memoryOf('x = │\n', 'compute(a);');
    expect(memory.recall(cursorAt('x = │\n', { uri: 'file:///w/b.ts' }), model)).toBeUndefined();
    expect(memory.recall(cursorAt('x = │\n'), instant(''))).toBeUndefined();
    const elsewhere = [{ uri: 'file:///w/b.ts', startLine: 1, endLine: 1, revision: 1 }];
    expect(memory.recall(cursorAt('x = │\n', { recentEdits: elsewhere }), model)).toBeUndefined();
    const here = [{ uri: cursorAt('│').uri, startLine: 1, endLine: 1, revision: 2 }];
    expect(memory.recall(cursorAt('x = │\n', { recentEdits: here }), model)).toBeDefined();
  });

  it('is not found after another edit at the same place of another file', () => {
    const edited = (revision: number) => ({
      recentEdits: [{ uri: 'file:///w/b.ts', startLine: 1, endLine: 1, revision }],
    });
    const memory = new SuggestionMemory();
    memory.remember(traceOf(1), cursorAt('x = │\n', edited(1)), model, completed('compute(a);'));
    expect(memory.recall(cursorAt('x = c│\n', edited(1)), model)?.text).toBe('ompute(a);');
    expect(memory.recall(cursorAt('x = c│\n', edited(2)), model)).toBeUndefined();
  });

  describe('in a long document', () => {
    const far = Array.from({ length: 10_000 }, (_, at) => `call${at}();`).join('\n');
    const long = (first: string, last: string, cursor = 'x = │') => `${first}\n${far}\n${cursor}\n${far}\n${last}\n`;
    const memory = memoryOf(long('KIND = 1;', 'end(1);'), 'compute(a);\nstore(x);');

    it.each([
      ['typed on', 'x = comp│', 'ute(a);\nstore(x);'],
      ['typed on over a line break', 'x = compute(a);\nst│', 'ore(x);'],
      ['and deleted again', 'x = │', 'compute(a);\nstore(x);'],
    ])('is found %s', (_, cursor, text) => {
      expect(memory.recall(cursorAt(long('KIND = 1;', 'end(1);', cursor)), model)?.text).toBe(text);
    });

    it.each([
      ['far above', 'KIND = 2;', 'end(1);'],
      ['far below', 'KIND = 1;', 'end(2);'],
    ])('is not found after a change of equal length %s, but is when that is taken back', (_, first, last) => {
      expect(memory.recall(cursorAt(long(first, last)), model)).toBeUndefined();
      expect(memory.recall(cursorAt(long('KIND = 1;', 'end(1);')), model)).toBeDefined();
    });
  });

  it('of this very place comes before a newer one of a place nearby', () => {
    const memory = memoryOf('x = │\n', 'compute(a);');
    memory.remember(traceOf(2), cursorAt('x = c│\n'), model, completed('all();'));
    expect(memory.recall(cursorAt('x = │\n'), model)?.text).toBe('compute(a);');
    expect(memory.recall(cursorAt('x = c│\n'), model)?.text).toBe('all();');
    memory.forget(traceOf(2));
    expect(memory.recall(cursorAt('x = c│\n'), model)?.text).toBe('ompute(a);');
  });

  it('gives way to newer ones', () => {
    const memory = memoryOf('x = │\n', 'compute(a);');
    for (let number = 2; number <= 201; number++)
      memory.remember(traceOf(number), cursorAt(`y${number} = │\n`), model, completed('1;'));
    expect(memory.recall(cursorAt('x = │\n'), model)).toBeUndefined();
  });
});

const piece = fc.constantFrom('a', 'foo', '(', ')', ' ', '\n', '\r\n', '👋', 'x = ');
const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

it('whatever is recalled leads to the document that the run meant', () => {
  fc.assert(
    fc.property(text, text, text, fc.integer({ min: -20, max: 20 }), (prefix, suffix, said, moved) => {
      const memory = new SuggestionMemory();
      memory.remember(traceOf(1), cursorAt('│', { prefix, suffix }), model, completed(said));
      const whole = prefix + said;
      const at = Math.max(0, Math.min(whole.length, prefix.length + moved));
      const found = memory.recall(cursorAt('│', { prefix: whole.slice(0, at), suffix }), model);
      if (found) expect(whole.slice(0, at) + found.text).toBe(whole);
      if (moved >= 0 && at < whole.length) expect(found).toBeDefined();
    }),
    { numRuns: 500 },
  );
});
