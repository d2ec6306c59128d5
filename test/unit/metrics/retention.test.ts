import { describe, expect, it } from 'vitest';
import { retention } from '../../../src/engine/metrics';
import { Scene } from './support';

describe('retention', () => {
  const after = (scene: Scene) =>
    scene.events
      .filter((event) => event.kind === 'retention')
      .map(({ afterSeconds, charactersAccepted, charactersKept }) => [
        afterSeconds,
        charactersAccepted,
        charactersKept,
      ]);

  it('measures accepted text at each time, wherever it has moved', () => {
    const scene = new Scene().open('x = ');
    scene.tab(scene.offer(1, 'alpha12345'), 'alpha12345').pass(1000).edit(0, 0, 'const ').pass(60_000);
    scene.edit(15, 5, '').pass(120_000);
    scene.edit(10, 5, '').pass(1_800_000);
    expect(after(scene)).toEqual([
      [30, 10, 10],
      [120, 10, 5],
      [300, 10, 0],
      [600, 10, 0],
      [1800, 10, 0],
    ]);
    expect(scene.time.waiting).toBe(0);
  });

  it('neither keeps nor loses what a close cuts off', () => {
    const scene = new Scene().open('');
    scene.tab(scene.offer(1, 'abc'), 'abc').pass(130_000).tracker.documentClosed(scene.uri);
    expect(after(scene)).toEqual([
      [30, 3, 3],
      [120, 3, 3],
      [300, 3, null],
      [600, 3, null],
      [1800, 3, null],
    ]);
    expect(retention(scene.events).map(({ share, measured, censored }) => [share, measured, censored])).toEqual([
      [1, 1, 0],
      [1, 1, 0],
      [undefined, 0, 1],
      [undefined, 0, 1],
      [undefined, 0, 1],
    ]);
  });

  it('does not measure what was typed or undone', () => {
    const typed = new Scene().open('');
    typed.offer(1, 'abc');
    typed.pass(100).type('abc').pass(3_600_000);
    const undone = new Scene().open('');
    undone.tab(undone.offer(1, 'abc'), 'abc').pass(100).edit(0, 3, '', 'undo').pass(3_600_000);
    for (const scene of [typed, undone]) {
      expect(after(scene)).toEqual([]);
      expect(scene.time.waiting).toBe(0);
    }
  });

  it('does not compare texts that are too large', () => {
    const scene = new Scene().open('');
    const text = 'ab '.repeat(1000);
    scene.tab(scene.offer(1, text), text).edit(10, 0, 'z'.repeat(5000)).pass(30_000);
    expect(after(scene)).toEqual([[30, 3000, null]]);
  });
});
