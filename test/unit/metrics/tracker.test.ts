import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptance, serializeEvent } from '../../../src/engine/metrics';
import { facts, outcome, Scene, traceId } from './support';

describe('accepting', () => {
  it('takes the command after the change as a full accept', () => {
    const scene = new Scene().open('const x = ');
    const id = scene.offer(1, 'alpha(beta);');
    scene.pass(100).tab(id, 'alpha(beta);').pass(60_000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 12 characters']);
    expect(scene.typed).toBe(0);
  });

  it('takes an accept in the first milliseconds', () => {
    const scene = new Scene().open('');
    scene.tab(scene.offer(1, 'abc'), 'abc').pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 3 characters']);
  });

  it('takes a one-character accept as an accept, not as typing', () => {
    const scene = new Scene().open('f(');
    scene.pass(0);
    const id = scene.offer(1, ')');
    scene.pass(800).tab(id, ')').pass(60_000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 1 characters']);
    expect(scene.typed).toBe(0);
  });

  it('takes the last typed character without a command as typed through', () => {
    const scene = new Scene().open('x = ');
    scene.offer(1, 'abc');
    scene.pass(100).type('abc').pass(60_000);
    expect(outcome(scene)).toEqual(['typed-through by typed, read true, 0 characters']);
    expect(scene.typed).toBe(3);
  });

  it('counts one suggestion when typing along and then accepting', () => {
    const scene = new Scene().open('x = ');
    const id = scene.offer(1, 'alphabet');
    scene.pass(60).type('al');
    expect(scene.offer(2, 'phabet')).toBe(id);
    scene.pass(60).tab(id, 'phabet').pass(60_000);
    expect(outcome(scene).filter((line) => !line.startsWith('discarded'))).toEqual([
      'accepted by command, read true, 6 characters',
    ]);
    expect(scene.suggestions.find((event) => event.outcome === 'discarded')?.discardReason).toBe('continued');
    expect(scene.typed).toBe(2);
  });

  it('finds the suggestion by the id of a request that it answered', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'abcdef');
    scene.pass(60).type('ab');
    scene.offer(2, 'cdef');
    scene.pass(60).tab(traceId(2), 'cdef').pass(1000);
    expect(outcome(scene).at(-1)).toBe('accepted by command, read true, 4 characters');
  });

  it('keeps the suggestion when the rest is offered under its own id', () => {
    const scene = new Scene().open('');
    const id = scene.offer(1, 'abcdef');
    scene.pass(60).type('abc');
    expect(scene.tracker.offeredAt(scene.uri, 3)).toEqual({ id, text: 'def' });
    scene.tracker.returned(id, { offset: 3, text: 'def', eol: '\n' });
    scene.pass(60).tab(id, 'def').pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 3 characters']);
  });

  it('believes the command when the editor changed what it inserted', () => {
    const scene = new Scene().open('call(');
    const id = scene.offer(1, 'one, two)');
    scene.pass(100);
    scene.insert('one, two');
    scene.tracker.commandAccepted(id);
    scene.pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 9 characters']);
    const other = new Scene().open('call(');
    const otherId = other.offer(1, 'one, two)');
    other.pass(100).insert('two, one');
    other.tracker.commandAccepted(otherId);
    other.pass(1000);
    expect(outcome(other)).toEqual(['accepted by command, read true, 9 characters']);
  });

  it('takes a whole insertion without a command as accepted', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'abc def');
    scene.pass(100).insert('abc def').pass(1000);
    expect(outcome(scene)).toEqual(['accepted by inserted, read true, 7 characters']);
  });

  it('takes an accept whose edit begins before the cursor', () => {
    const scene = new Scene().open('  ret');
    const id = scene.offer(1, 'urn alpha;');
    scene.pass(100).edit(2, 3, 'return alpha;');
    scene.tracker.commandAccepted(id);
    scene.pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 10 characters']);
  });

  it('works in documents with CRLF', () => {
    const scene = new Scene().open('');
    const id = scene.offer(1, 'if (a) {\n  b();\n}', '\r\n');
    scene.pass(100).tab(id, 'if (a) {\r\n  b();\r\n}').pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 17 characters']);
    expect(scene.suggestions[0]).toMatchObject({ multiLine: true, lines: 3, characters: 17 });
  });
});

describe('not accepting', () => {
  it('reads Escape as dismissed, and everything else that ends it as ignored', () => {
    const ends: readonly [(scene: Scene) => unknown, string][] = [
      [(scene) => scene.tracker.escapePressed(), 'dismissed by escape'],
      [(scene) => scene.type('z'), 'ignored by diverged'],
      [(scene) => scene.insert('zzz'), 'ignored by diverged'],
      [(scene) => scene.edit(scene.cursor - 1, 1, ''), 'ignored by deleted'],
      [(scene) => scene.move(0), 'ignored by cursor-moved'],
      [(scene) => scene.tracker.selectionChanged(scene.uri, undefined), 'ignored by cursor-moved'],
      [(scene) => scene.tracker.documentClosed(scene.uri), 'ignored by document-closed'],
      [(scene) => scene.tracker.activeDocumentChanged('file:///w/b.ts'), 'ignored by editor-left'],
      [(scene) => scene.tracker.dispose(), 'ignored by window-closed'],
      [(scene) => scene.offer(2, 'other'), 'replaced by replaced'],
      [(scene) => scene.edit(scene.cursor - 2, 2, '', 'undo'), 'ignored by diverged'],
    ];
    for (const [act, expected] of ends) {
      const scene = new Scene().open('x = ');
      scene.offer(1, 'alpha');
      scene.pass(1000);
      act(scene);
      scene.pass(1000);
      expect(outcome(scene)[0]).toBe(`${expected}, read true, 0 characters`);
    }
  });

  it('counts what went before 750 ms as shown, not as read', () => {
    const scene = new Scene().open('x');
    scene.offer(1, 'abc');
    scene.pass(799).move(0);
    expect(outcome(scene)).toEqual(['ignored by cursor-moved, read false, 0 characters']);
    const read = new Scene().open('x');
    read.offer(1, 'abc');
    read.pass(800).move(0);
    expect(outcome(read)).toEqual(['ignored by cursor-moved, read true, 0 characters']);
  });

  it('does not take a suggestion to be visible in another document, at another cursor, or with inline suggestions off', () => {
    const elsewhere: readonly ((scene: Scene) => unknown)[] = [
      (scene) => scene.tracker.activeDocumentChanged(undefined),
      (scene) => scene.tracker.inlineSuggestEnabled(false),
    ];
    for (const act of elsewhere) {
      const scene = new Scene().open('abc');
      act(scene);
      scene.offer(1, 'def');
      scene.pass(1000);
      scene.tracker.documentClosed(scene.uri);
      expect(scene.suggestions[0]).toMatchObject({ outcome: 'discarded', discardReason: 'not-shown' });
      expect(scene.visible).toEqual([]);
    }
    const stale = new Scene().open('abc');
    stale.request(1);
    stale.tracker.returned(traceId(1), { offset: 1, text: 'zz', eol: '\n' });
    stale.pass(1000).tracker.dispose();
    expect(stale.suggestions[0]).toMatchObject({ outcome: 'discarded', discardReason: 'not-shown' });
  });

  it('says when one of our suggestions is visible', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'abc');
    scene.pass(49);
    expect(scene.visible).toEqual([]);
    scene.pass(1).type('a').move(0);
    expect(scene.visible).toEqual([true, false]);
  });

  it('keeps the suggestion when text changes elsewhere in the document', () => {
    const scene = new Scene().open('line\nx = ');
    const id = scene.offer(1, 'alpha');
    scene.pass(100);
    const change = {
      uri: scene.uri,
      languageId: 'typescript',
      changes: [{ offset: 0, deleted: 0, inserted: 'import a;\n' }],
    };
    scene.tracker.documentChanged(change);
    scene.text = `import a;\n${scene.text}`;
    scene.move(scene.text.length).pass(10).tab(id, 'alpha').pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 5 characters']);
  });
});

describe('what is offered again after its life has ended', () => {
  it('begins a new life under a new id, found by the old one too', () => {
    const scene = new Scene().open('x = ');
    const id = scene.offer(1, 'alpha');
    scene.pass(900).tracker.escapePressed();
    scene.type('a');
    const offer = { offset: 5, text: 'lpha', eol: '\n' } as const;
    const again = scene.tracker.returned(id, offer);
    expect(again).not.toBe(id);
    scene.pass(60).type('l');
    expect(scene.tracker.returned(id, { offset: 6, text: 'pha', eol: '\n' })).toBe(again);
    scene.tab(id, 'pha').pass(1000);
    expect(outcome(scene)).toEqual([
      'dismissed by escape, read true, 0 characters',
      'accepted by command, read true, 3 characters',
    ]);
    expect(scene.suggestions.map((event) => event.cached)).toEqual([false, true]);
  });

  it('discards a request that was neither returned nor discarded when the next one begins', () => {
    const scene = new Scene().open('');
    scene.request(1).request(2);
    expect(scene.suggestions.map((event) => event.discardReason)).toEqual(['superseded']);
    scene.tracker.returned(traceId(2), { offset: 0, text: 'abc', eol: '\n' });
    expect(scene.tracker.counts()).toMatchObject({ requested: 2, discarded: 1, open: 1 });
  });
});

describe('two documents and counts', () => {
  it('keeps suggestions of two documents apart', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'abc');
    scene.pass(100);
    scene.tracker.requested(facts(2, 'file:///w/b.ts'));
    scene.tracker.returned(traceId(2), { offset: 0, text: 'abc', eol: '\n' });
    scene.tab(traceId(1), 'abc').pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 3 characters']);
    expect(scene.tracker.counts()).toEqual({ requested: 2, discarded: 0, ended: 1, open: 1, impossible: 0 });
  });

  it('ignores ids that it does not know and lives that are over', () => {
    const scene = new Scene().open('');
    scene.tracker.commandAccepted(traceId(9));
    scene.tracker.discarded(traceId(9), 'cancelled');
    scene.request(1).tracker.documentClosed(scene.uri);
    scene.tracker.discarded(traceId(1), 'cancelled');
    scene.tracker.returned(traceId(8), { offset: 0, text: 'abc', eol: '\n' });
    scene.tracker.commandAccepted(traceId(1));
    expect(scene.tracker.counts()).toEqual({ requested: 1, discarded: 1, ended: 0, open: 0, impossible: 0 });
  });

  it('stops every timer on dispose', () => {
    const scene = new Scene().open('');
    scene.tab(scene.offer(1, 'abc'), 'abc');
    scene.type('x').offer(2, 'abc');
    scene.pass(60).tracker.dispose();
    expect(scene.time.waiting).toBe(0);
  });

  it('adds up after anything: requested = discarded + ended + open, one event for each end, every event can be written', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('offer' as const), text: fc.constantFrom('ab()', 'abc\nd', 'a', '') }),
      fc.record({ do: fc.constant('type' as const), text: fc.constantFrom('a', 'ab', 'x', '()', '\n  ') }),
      fc.record({ do: fc.constant('insert' as const), text: fc.constantFrom('ab', 'ab()', 'abc\nd', 'zz') }),
      fc.record({
        do: fc.constantFrom(
          'request',
          'discard',
          'word',
          'command',
          'undo',
          'back',
          'escape',
          'move',
          'leave',
          'enter',
          'close',
          'wait',
          'long',
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const scene = new Scene().open('start ');
        let n = 0;
        for (const action of steps) {
          if (action.do === 'offer') scene.offer((n += 1), action.text);
          else if (action.do === 'type' || action.do === 'insert') scene.insert(action.text);
          else if (action.do === 'request') scene.request((n += 1));
          else if (action.do === 'discard') scene.tracker.discarded(traceId(n), 'no such reason');
          else if (action.do === 'word') scene.tracker.noteAcceptIntent('word');
          else if (action.do === 'command') scene.tracker.commandAccepted(traceId(n));
          else if (action.do === 'undo')
            scene.edit(Math.max(0, scene.cursor - 4), Math.min(4, scene.cursor), '', 'undo');
          else if (action.do === 'back' && scene.cursor > 0) scene.edit(scene.cursor - 1, 1, '');
          else if (action.do === 'escape') scene.tracker.escapePressed();
          else if (action.do === 'move') scene.move(0);
          else if (action.do === 'leave') scene.tracker.activeDocumentChanged(undefined);
          else if (action.do === 'enter') scene.tracker.activeDocumentChanged(scene.uri);
          else if (action.do === 'close') scene.tracker.documentClosed(scene.uri);
          else scene.pass(action.do === 'wait' ? 60 : 900);
          const { requested, discarded, ended, open } = scene.tracker.counts();
          expect(requested).toBe(discarded + ended + open);
          expect(scene.suggestions.length).toBe(discarded + ended);
        }
        scene.tracker.dispose();
        expect(scene.tracker.counts()).toMatchObject({ open: 0, impossible: 0, requested: scene.suggestions.length });
        expect(new Set(scene.suggestions.map((event) => event.id)).size).toBe(scene.suggestions.length);
        for (const event of scene.events) serializeEvent(event);
        const figures = acceptance(scene.events);
        const { shown, accepted, typedThrough, acceptedPartly, dismissals, ignored, replaced, undone } = figures;
        expect(shown).toBe(accepted + typedThrough + acceptedPartly + dismissals + ignored + replaced + undone);
      }),
      { numRuns: 500 },
    );
  });
});
