import { describe, expect, it } from 'vitest';
import { outcome, Scene } from './support';

describe('accepting in part', () => {
  it('counts words by the wrapper, then Escape', () => {
    const scene = new Scene().open('ret');
    scene.offer(1, 'urn alpha beta');
    scene.pass(100);
    for (const word of ['urn', ' ', 'alpha']) {
      scene.tracker.noteAcceptIntent('word');
      scene.insert(word).pass(100);
    }
    scene.tracker.escapePressed();
    scene.pass(60_000);
    expect(outcome(scene)).toEqual(['accepted-partly by escape, read true, 9 characters']);
    expect(scene.suggestions[0]).toMatchObject({ wordAccepts: 3, lineAccepts: 0, otherAccepts: 0 });
    expect(scene.typed).toBe(0);
  });

  it('follows Enter between brackets, which opens a line below as well', () => {
    const scene = new Scene().open('f() ');
    scene.offer(1, '{\n  a();\n}');
    scene.pass(100).edit(4, 0, '{}', undefined, 1).pass(50);
    scene.edit(5, 0, '\n  \n', undefined, 1).pass(50);
    expect(scene.tracker.offeredAt(scene.uri, scene.cursor)?.text).toBe('a();\n}');
  });

  it('counts a line, and the rest by typing', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'a();\nb');
    scene.pass(100);
    scene.tracker.noteAcceptIntent('line');
    scene.insert('a();\n').pass(100).type('b').pass(1000);
    expect(outcome(scene)).toEqual(['typed-through by typed, read true, 5 characters']);
  });

  it('ends as accepted when the last word runs the command', () => {
    const scene = new Scene().open('');
    const id = scene.offer(1, 'one two');
    scene.pass(100);
    scene.tracker.noteAcceptIntent('word');
    scene.insert('one').pass(100);
    scene.tracker.noteAcceptIntent('word');
    scene.tab(id, ' two').pass(1000);
    expect(outcome(scene)).toEqual(['accepted by command, read true, 7 characters']);
  });

  it('recognises a toolbar click by what is inserted', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'one two three');
    scene.pass(100).insert('one ').pass(100).move(0).pass(1000);
    expect(outcome(scene)).toEqual(['accepted-partly by cursor-moved, read true, 4 characters']);
    expect(scene.suggestions[0]?.otherAccepts).toBe(1);
  });

  it('forgets an intent that no change followed', () => {
    const scene = new Scene().open('');
    scene.offer(1, 'abc');
    scene.tracker.noteAcceptIntent('word');
    scene.pass(2000).type('a').move(0).pass(60_000);
    expect(outcome(scene)).toEqual(['ignored by cursor-moved, read true, 0 characters']);
    expect(scene.typed).toBe(1);
  });

  it('does not take typing for accepting: brackets that close themselves and Enter with its indentation', () => {
    const scene = new Scene().open('f');
    scene.offer(1, '(a) {\n  b');
    scene.pass(100).edit(1, 0, '()', undefined, 1).pass(50).type('a');
    scene.edit(scene.cursor, 1, ')').pass(50).type(' ');
    scene.edit(scene.cursor, 0, '{').pass(50).insert('\n  ').pass(50);
    expect(scene.tracker.offeredAt(scene.uri, scene.cursor)?.text).toBe('b');
    scene.type('b').pass(60_000);
    expect(outcome(scene)).toEqual(['typed-through by typed, read true, 0 characters']);
  });
});
