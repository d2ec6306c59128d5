import { describe, expect, it } from 'vitest';
import { IndexWork } from '../../../src/engine/retrieval/index-work';

describe('work on the index', () => {
  it('tells files whose words are read from those whose symbols are, also of those in work', async () => {
    const ends: (() => void)[] = [];
    const work = new IndexWork(
      () => new Promise<void>((resolve) => ends.push(resolve)),
      () => undefined,
    );
    work.allow();
    work.queue.add('w/a', false);
    work.begin();
    expect(work.progress).toEqual({ files: 1, filesDone: 0, symbolsLeft: 0 });
    for (const uri of ['w/a', 'w/b']) work.queue.addSymbols(uri, 'none');
    ends.shift()?.();
    await Promise.resolve();
    work.begin();
    expect(work.progress).toEqual({ files: 1, filesDone: 1, symbolsLeft: 2 });
  });
});
