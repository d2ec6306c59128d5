import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptance } from '../../../src/engine/metrics';
import { Scene } from './support';

/** A suggestion of three words, of which some have been accepted one by one. */
function words(...accepted: readonly string[]): Scene {
  const scene = new Scene().open('');
  scene.offer(1, 'one two three');
  scene.pass(100);
  for (const word of accepted) {
    scene.tracker.noteAcceptIntent('word');
    scene.insert(word).pass(100);
  }
  return scene;
}

describe('undo', () => {
  it('counts an accept undone within 10 s', () => {
    const scene = new Scene().open('x = ');
    const id = scene.offer(1, 'alpha');
    scene.pass(900).tab(id, 'alpha').pass(9000).edit(4, 5, '', 'undo');
    expect(scene.events.map((event) => event.kind)).toEqual(['suggestion', 'undone']);
    expect(acceptance(scene.events)).toMatchObject({ read: 1, accepted: 0, undone: 1, rate: 0, charactersAccepted: 0 });
  });

  it('does not count an undo after 10 s, an undo of something else, or a deletion by hand', () => {
    const late = new Scene().open('x = ');
    late.pass(0).tab(late.offer(1, 'alpha'), 'alpha').pass(10_001).edit(4, 5, '', 'undo');
    const elsewhere = new Scene().open('x = ');
    elsewhere.tab(elsewhere.offer(1, 'alpha'), 'alpha').type(';').edit(9, 1, '', 'undo').pass(100);
    const byHand = new Scene().open('x = ');
    byHand.tab(byHand.offer(1, 'alpha'), 'alpha').pass(100).edit(4, 5, '');
    for (const scene of [late, elsewhere, byHand])
      expect(acceptance(scene.events)).toMatchObject({ accepted: 1, undone: 0 });
  });

  it('follows the accepted text through later changes', () => {
    const scene = new Scene().open('x = ');
    scene.tab(scene.offer(1, 'alpha'), 'alpha').pass(100).edit(0, 0, 'const ').pass(100);
    scene.edit(0, 6, '', 'undo').pass(100);
    expect(acceptance(scene.events)).toMatchObject({ accepted: 1, undone: 0 });
    scene.edit(4, 5, '', 'undo');
    expect(acceptance(scene.events)).toMatchObject({ accepted: 0, undone: 1 });
  });

  it('counts undo of a word accepted in part', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'one two');
    scene.pass(100);
    scene.tracker.noteAcceptIntent('word');
    scene.insert('one').pass(500).edit(0, 3, '', 'undo');
    expect(acceptance(scene.events)).toMatchObject({ acceptedPartly: 0, undone: 1, charactersAccepted: 0, rate: 0 });
  });

  it('counts an undo that comes before the accept has settled', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'one two');
    scene.pass(100).insert('one two').pass(10).edit(0, 7, '', 'undo').pass(1000);
    expect(acceptance(scene.events)).toMatchObject({ accepted: 0, undone: 1 });
  });

  it('takes the word that was accepted last, and soon undone, off the characters accepted', () => {
    const scene = words('one', ' two');
    scene.pass(300).edit(3, 4, '', 'undo').pass(60_000);
    expect(acceptance(scene.events)).toMatchObject({ acceptedPartly: 1, undone: 0, charactersAccepted: 3 });
    expect(scene.text).toBe('one');
    const kept = scene.events.filter((event) => event.kind === 'retention');
    expect(kept).toMatchObject([{ afterSeconds: 30, charactersAccepted: 3, charactersKept: 3 }]);
  });

  it('counts the suggestion as undone once all of its words are', () => {
    const scene = words('one', ' two');
    scene.pass(300).edit(3, 4, '', 'undo').pass(300).edit(0, 3, '', 'undo').pass(60_000);
    expect(acceptance(scene.events)).toMatchObject({ acceptedPartly: 0, undone: 1, charactersAccepted: 0 });
  });

  it('of a word keeps what was typed between the words', () => {
    const scene = words('one');
    scene.type(' t').pass(100);
    scene.tracker.noteAcceptIntent('word');
    scene.insert('wo').pass(100).edit(5, 2, '', 'undo').pass(100);
    expect(acceptance(scene.events)).toMatchObject({ charactersAccepted: 3 });
    expect(scene.typed).toBe(2);
  });

  it('of a word leaves its characters when it comes after 10 s, or undoes something else as well', () => {
    const late = words('one', ' two');
    late.pass(10_001).edit(3, 4, '', 'undo').pass(100);
    expect(acceptance(late.events)).toMatchObject({ undone: 0, charactersAccepted: 7 });
    const more = words('one', ' two');
    more.pass(100).edit(2, 5, '', 'undo').pass(100);
    expect(acceptance(more.events)).toMatchObject({ undone: 0, charactersAccepted: 7 });
  });

  it('never takes off more than was accepted', () => {
    const text = 'one two three four five';
    const step = fc.constantFrom('word', 'type', 'undo', 'wait');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const scene = new Scene().open('');
        scene.offer(1, text);
        scene.pass(100);
        for (const what of steps) {
          const rest = text.slice(scene.text.length);
          if (what === 'word' && rest !== '' && text.startsWith(scene.text)) {
            scene.tracker.noteAcceptIntent('word');
            scene.insert(/^\s*\w+/.exec(rest)?.[0] ?? rest);
          } else if (what === 'type' && rest !== '') scene.type(rest.charAt(0));
          else if (what === 'undo') {
            const last = /\s*\w*$/.exec(scene.text)?.[0] ?? '';
            if (last !== '') scene.edit(scene.text.length - last.length, last.length, '', 'undo');
          }
          scene.pass(what === 'wait' ? 11_000 : 50);
        }
        scene.tracker.dispose();
        expect(scene.suggestions).toHaveLength(1);
        const [{ charactersAccepted, charactersTypedAlong } = { charactersAccepted: -1, charactersTypedAlong: -1 }] =
          scene.suggestions;
        expect(charactersAccepted).toBeGreaterThanOrEqual(0);
        expect(charactersAccepted + charactersTypedAlong).toBeLessThanOrEqual(text.length);
        expect(scene.events.some((event) => event.kind === 'anomaly')).toBe(false);
      }),
    );
  });
});
