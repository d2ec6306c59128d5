import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexQueue, type Need } from '../../../src/engine/retrieval/index-queue';

function takenFrom(queue: IndexQueue): string[] {
  const taken: string[] = [];
  for (let task = queue.take(false); task; task = queue.take(false)) taken.push(`${task.uri} ${task.stage}`);
  return taken;
}

describe('files that wait to be indexed', () => {
  it('come open ones first, then words, then symbols of what was edited, was in an answer, and the rest', () => {
    const queue = new IndexQueue();
    queue.addSymbols('w/rest', 'none');
    queue.addSymbols('w/answered', 'none');
    queue.addSymbols('w/edited', 'edited');
    queue.addSymbols('w/both', 'edited');
    queue.add('w/far/words', false);
    queue.add('w/near/words', false);
    queue.add('w/open', true);
    queue.raiseDirectory('w/near');
    queue.raise('w/answered');
    queue.raise('w/both');
    queue.raise('w/unknown');
    expect(takenFrom(queue)).toEqual([
      'w/open symbols',
      'w/near/words words',
      'w/far/words words',
      'w/both symbols',
      'w/edited symbols',
      'w/answered symbols',
      'w/rest symbols',
    ]);
  });

  it('one in an answer overtakes thousands that a checkout has changed', () => {
    const queue = new IndexQueue();
    for (let at = 0; at < 5_000; at++) queue.addSymbols(`w/${at}`, 'edited');
    queue.raise('w/4999');
    expect(queue.take(false)?.uri).toBe('w/4999');
    expect(queue.symbolsLeft).toBe(4_999);
  });

  it('while paused only open ones come', () => {
    const queue = new IndexQueue();
    queue.addSymbols('w/edited', 'edited');
    queue.add('w/words', false);
    queue.add('w/open', true);
    expect(queue.take(true)?.uri).toBe('w/open');
    expect(queue.take(true)).toBeUndefined();
    expect(queue.size).toBe(2);
  });

  it('each waits once, and none is lost', () => {
    const uri = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.oneof(
      fc.tuple(fc.constant('symbols' as const), uri, fc.constantFrom<Need>('edited', 'asked', 'none')),
      fc.tuple(fc.constant('raise' as const), uri, fc.constant('none' as const)),
      fc.tuple(fc.constant('add' as const), uri, fc.constant('none' as const)),
      fc.tuple(fc.constant('delete' as const), uri, fc.constant('none' as const)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const queue = new IndexQueue();
        const waiting = new Map<string, 'words' | 'symbols'>();
        for (const [kind, name, need] of steps) {
          if (kind === 'symbols') {
            queue.addSymbols(name, need);
            if (!waiting.has(name)) waiting.set(name, 'symbols');
          } else if (kind === 'raise') queue.raise(name);
          else if (kind === 'delete') {
            queue.delete(name);
            waiting.delete(name);
          } else {
            queue.delete(name);
            queue.add(name, false);
            waiting.set(name, 'words');
          }
          expect(queue.size).toBe(waiting.size);
        }
        const expected = Array.from(waiting, ([name, stage]) => `${name} ${stage}`);
        expect(takenFrom(queue).toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});
