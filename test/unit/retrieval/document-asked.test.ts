import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LocalContextParts } from '../../../src/engine/retrieval';
import { CursorAnswers } from '../../../src/engine/retrieval/cursor/answer-cursor';
import type { CursorSyntax } from '../../../src/engine/syntax';
import { memoryHost } from '../support/memory-host';
import { Workbench } from './workbench';

const inComment: CursorSyntax = { place: 'comment', emptyBlock: false, insideArguments: false };
const done: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  done.length = 0;
});

function benchWith(answer: () => Promise<CursorSyntax>): Workbench {
  const documentSyntax: LocalContextParts['documentSyntax'] = {
    cursorSyntax({ uri }) {
      done.push(`asked of ${uri}`);
      return answer();
    },
    judge: async () => ({ place: 'code' }),
    forget: (uri) => done.push(`forgotten ${uri}`),
    opened: (languageId) => done.push(`opened ${languageId}`),
  };
  const limits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 };
  const bench = new Workbench(memoryHost({ '/w/a.ts': 'a' }), limits, { documentSyntax });
  bench.setPolicy('secret.ts');
  bench.engine.setFolders(['file:///w']);
  return bench;
}

describe('the document at a cursor', () => {
  it('is asked of before the search begins, so that both go on at the same time', async () => {
    const bench = benchWith(async () => inComment);
    const search = CursorAnswers.prototype.answer;
    vi.spyOn(CursorAnswers.prototype, 'answer').mockImplementation(function (this: CursorAnswers, ...query) {
      done.push('searched');
      return search.apply(this, query);
    });
    expect((await bench.cursor('file:///w/a.ts', 'b')).syntax).toEqual(inComment);
    expect(done).toEqual(['asked of file:///w/a.ts', 'searched']);
  });

  it('is unknown when its syntax cannot be told, whatever the search does meanwhile', async () => {
    const bench = benchWith(() => Promise.reject(new Error('no grammar')));
    expect((await bench.cursor('file:///w/a.ts', 'b')).syntax?.place).toBe('unknown');
    vi.spyOn(CursorAnswers.prototype, 'answer').mockRejectedValue(new Error('stopped'));
    await expect(bench.cursor('file:///w/a.ts', 'b')).rejects.toThrow('stopped');
  });

  it('is told of when it is opened and closed, and not asked of when it is private', async () => {
    const bench = benchWith(async () => inComment);
    bench.engine.openDocument('file:///w/a.ts', 'typescript', 1, 'b');
    bench.engine.closeDocument('file:///w/a.ts');
    await bench.cursor('file:///w/secret.ts', 'b');
    expect(done).toEqual(['opened typescript', 'forgotten file:///w/a.ts']);
  });
});
