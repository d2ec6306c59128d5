import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  isTerminal,
  requestSuggestion,
  type Suggestion,
  type SuggestionInput,
  type SuggestionState,
} from '../../../src/engine/metrics/suggestion';
import { TRANSITIONS } from '../../../src/engine/metrics/transitions';
import { traceId } from './support';

const TEXT = 'return alpha(beta);';

function run(
  inputs: readonly (SuggestionInput extends infer I ? (I extends { at: number } ? Omit<I, 'at'> : never) : never)[],
): Suggestion {
  let s = requestSuggestion(traceId(1), 0);
  inputs.forEach((input, i) => {
    const next = advance(s, { ...input, at: (i + 1) * 10 } as SuggestionInput);
    if (next.kind === 'impossible') throw new Error(`${next.state} cannot take ${next.input}`);
    s = next.suggestion;
  });
  return s;
}

const returned = { kind: 'returned', text: TEXT, offset: 100 } as const;
const shown = { kind: 'offered-visible' } as const;
const dwell = { kind: 'dwell-reached' } as const;
const escape = { kind: 'escape' } as const;
const word = { kind: 'partial-accept', piece: 'word', units: 6 } as const;

describe('the definitions', () => {
  it('counts 750 ms on screen as read', () => {
    expect(run([returned, shown, dwell, escape])).toMatchObject({
      state: 'dismissed',
      readAt: 30,
      shownAt: 20,
      cause: 'escape',
    });
  });

  it('does not count a glimpse as read', () => {
    const s = run([returned, shown, { kind: 'typed', text: 'x' }]);
    expect(s).toMatchObject({ state: 'ignored', cause: 'diverged' });
    expect(s.readAt).toBeUndefined();
  });

  it('counts every way of accepting before 750 ms as read', () => {
    expect(run([returned, shown, { kind: 'accepted-by-command' }])).toMatchObject({
      state: 'accepted',
      readAt: 30,
      charactersAccepted: 19,
    });
    expect(run([returned, shown, { kind: 'typed', text: TEXT }])).toMatchObject({
      state: 'typed-through',
      readAt: 30,
      charactersAccepted: 0,
    });
    expect(run([returned, shown, word, escape])).toMatchObject({
      state: 'accepted-partly',
      readAt: 30,
      charactersAccepted: 6,
    });
  });

  it('takes an accept as proof that the suggestion was shown', () => {
    expect(run([returned, { kind: 'accepted-by-command' }])).toMatchObject({
      state: 'accepted',
      shownAt: 20,
      readAt: 20,
    });
    expect(run([returned, word, { kind: 'cursor-moved-away' }])).toMatchObject({
      state: 'accepted-partly',
      shownAt: 20,
    });
  });

  it('discards what was never shown, even when it is typed', () => {
    expect(run([returned, { kind: 'typed', text: TEXT }])).toMatchObject({
      state: 'discarded',
      discardReason: 'not-shown',
    });
    expect(run([returned, escape])).toMatchObject({ state: 'discarded', discardReason: 'not-shown' });
    expect(run([{ kind: 'document-closed' }])).toMatchObject({ state: 'discarded', discardReason: 'cancelled' });
    expect(run([{ kind: 'returned', text: '', offset: 3 }])).toMatchObject({
      state: 'discarded',
      discardReason: 'empty',
    });
  });

  it('keeps one suggestion through typing along, words, and the final accept', () => {
    const s = run([
      returned,
      shown,
      { kind: 'typed', text: 're' },
      { kind: 'partial-accept', piece: 'word', units: 4 },
      { kind: 'accepted-by-command' },
    ]);
    expect(s).toMatchObject({
      state: 'accepted',
      charactersTypedAlong: 2,
      charactersAccepted: 17,
      pieces: { word: 1, line: 0, other: 0 },
    });
  });

  it('ends as accepted when the last word is accepted, and takes the late command', () => {
    const whole = { kind: 'partial-accept', piece: 'word', units: TEXT.length } as const;
    expect(run([returned, shown, whole, { kind: 'accepted-by-command' }])).toMatchObject({
      state: 'accepted',
      cause: 'pieces',
      charactersAccepted: 19,
    });
  });

  it('tells typing from whole and partial insertions', () => {
    const at = (text: string, offset = 100) => run([returned, shown, { kind: 'inserted', text, offset }]);
    expect(at(TEXT)).toMatchObject({ state: 'accepted', cause: 'inserted' });
    expect(at('return')).toMatchObject({ state: 'read', pieces: { other: 1 }, charactersAccepted: 6 });
    expect(at('paste')).toMatchObject({ state: 'ignored' });
    expect(at('return', 99)).toMatchObject({ state: 'ignored' });
  });

  it('takes back typing along, and ends when more is deleted', () => {
    const typed = { kind: 'typed', text: 'ret' } as const;
    expect(run([returned, shown, typed, { kind: 'deleted-back', units: 2 }])).toMatchObject({
      state: 'shown',
      done: 1,
      charactersTypedAlong: 1,
    });
    expect(run([returned, shown, typed, { kind: 'deleted-back', units: 4 }])).toMatchObject({
      state: 'ignored',
      cause: 'deleted',
    });
    expect(run([returned, shown, word, { kind: 'deleted-back', units: 1 }])).toMatchObject({
      state: 'accepted-partly',
    });
  });

  it('marks an undone accept without giving it a second end', () => {
    expect(run([returned, shown, { kind: 'accepted-by-command' }, { kind: 'undone-within-10s' }])).toMatchObject({
      state: 'accepted',
      undone: true,
    });
  });

  it('ends as replaced, and as accepted-partly when a part was accepted before', () => {
    const other = { kind: 'replaced-by', other: traceId(2) } as const;
    expect(run([returned, shown, other])).toMatchObject({ state: 'replaced' });
    expect(run([returned, shown, word, other])).toMatchObject({ state: 'accepted-partly', cause: 'replaced' });
  });

  it('counts emoji and CRLF as one character each', () => {
    const s = run([{ kind: 'returned', text: 'a😀\r\nb', offset: 0 }, shown, { kind: 'accepted-by-command' }]);
    expect(s.charactersAccepted).toBe(4);
  });
});

const anyInput: fc.Arbitrary<SuggestionInput> = fc.oneof(
  fc.record({
    kind: fc.constant('returned' as const),
    text: fc.constantFrom('abc', 'a', ''),
    offset: fc.nat(3),
    at: fc.nat(9),
  }),
  fc.record({
    kind: fc.constant('inserted' as const),
    text: fc.constantFrom('abc', 'ab', 'zz', ''),
    offset: fc.nat(4),
    at: fc.nat(9),
  }),
  fc.record({ kind: fc.constant('typed' as const), text: fc.constantFrom('a', 'b', 'c', 'x', ''), at: fc.nat(9) }),
  fc.record({
    kind: fc.constant('partial-accept' as const),
    piece: fc.constantFrom('word' as const, 'line' as const, 'other' as const),
    units: fc.integer({ min: -1, max: 4 }),
    at: fc.nat(9),
  }),
  fc.record({ kind: fc.constant('deleted-back' as const), units: fc.nat(3), at: fc.nat(9) }),
  fc.record({
    kind: fc.constant('replaced-by' as const),
    other: fc.constantFrom(traceId(1), traceId(2)),
    at: fc.nat(9),
  }),
  fc.record({
    kind: fc.constant('request-discarded' as const),
    reason: fc.constantFrom('cancelled' as const, 'other' as const),
    at: fc.nat(9),
  }),
  fc.record({
    kind: fc.constantFrom(
      'offered-visible' as const,
      'offered-visible' as const,
      'dwell-reached' as const,
      'accepted-by-command' as const,
      'escape' as const,
      'cursor-moved-away' as const,
      'document-closed' as const,
      'editor-left' as const,
      'window-closed' as const,
      'undone-within-10s' as const,
    ),
    at: fc.nat(9),
  }),
);

const START: readonly SuggestionInput[] = [
  { kind: 'returned', text: 'abc', offset: 0, at: 1 },
  { kind: 'offered-visible', at: 2 },
  { kind: 'dwell-reached', at: 3 },
];
const anyStart = fc.nat(START.length).map((length) => START.slice(0, length));

describe('the state machine', () => {
  it('reaches at most one terminal state by any sequence of inputs, and moves only as the table allows', () => {
    fc.assert(
      fc.property(anyStart, fc.array(anyInput, { maxLength: 14 }), (start, more) => {
        const inputs = [...start, ...more];
        let s = requestSuggestion(traceId(1), 0);
        const terminal = new Set<SuggestionState>();
        for (const input of inputs) {
          const next = advance(s, input);
          if (next.kind === 'impossible') expect(next.suggestion).toBe(s);
          else expect(TRANSITIONS[s.state][input.kind]).toContain(next.suggestion.state);
          s = next.suggestion;
          if (isTerminal(s.state)) terminal.add(s.state);
          expect(s.done).toBeLessThanOrEqual(s.text.length);
          expect(s.done).toBeGreaterThanOrEqual(0);
        }
        expect(terminal.size).toBeLessThanOrEqual(1);
        expect(isTerminal(s.state)).toBe(terminal.size === 1);
        expect(s.endedAt !== undefined).toBe(isTerminal(s.state));
        if (s.readAt !== undefined) expect(s.shownAt).toBeDefined();
        if (s.state === 'discarded') expect(s.shownAt).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });

  it('reaches every state', () => {
    const [returned, shown, read] = START as [SuggestionInput, SuggestionInput, SuggestionInput];
    const lives: Readonly<Record<SuggestionState, readonly SuggestionInput[]>> = {
      requested: [],
      returned: [returned],
      shown: [returned, shown],
      read: [returned, shown, read],
      accepted: [returned, shown, { kind: 'accepted-by-command', at: 4 }],
      'typed-through': [returned, shown, { kind: 'typed', text: 'abc', at: 4 }],
      'accepted-partly': [
        returned,
        shown,
        { kind: 'partial-accept', piece: 'word', units: 1, at: 4 },
        { kind: 'escape', at: 5 },
      ],
      dismissed: [returned, shown, { kind: 'escape', at: 4 }],
      ignored: [returned, shown, { kind: 'cursor-moved-away', at: 4 }],
      replaced: [returned, shown, { kind: 'replaced-by', other: traceId(2), at: 4 }],
      discarded: [{ kind: 'request-discarded', reason: 'cancelled', at: 4 }],
    };
    for (const [state, inputs] of Object.entries(lives)) {
      const begun = requestSuggestion(traceId(1), 0);
      expect(inputs.reduce((s, input) => advance(s, input).suggestion, begun).state).toBe(state);
    }
  });

  it('never leaves a terminal state', () => {
    for (const [state, row] of Object.entries(TRANSITIONS)) {
      if (!isTerminal(state as SuggestionState)) continue;
      for (const targets of Object.values(row)) expect(targets.filter((target) => target !== state)).toEqual([]);
    }
  });

  it('reports what cannot happen', () => {
    const s = requestSuggestion(traceId(1), 0);
    expect(advance(s, { kind: 'dwell-reached', at: 1 })).toEqual({
      kind: 'impossible',
      suggestion: s,
      state: 'requested',
      input: 'dwell-reached',
    });
  });
});
