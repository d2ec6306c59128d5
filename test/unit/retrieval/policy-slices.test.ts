import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalContext } from '../../../src/engine/retrieval';
import type * as Answers from '../../../src/engine/retrieval/answers';
import { CursorAnswers } from '../../../src/engine/retrieval/cursor/answer-cursor';
import type * as Status from '../../../src/engine/retrieval/status-details';
import type * as Search from '../../../src/engine/retrieval/symbol-search';
import type { TraceLog } from '../../../src/engine/retrieval/trace-log';
import type { Policy } from '../../../src/engine/workspace';
import { type LineLeak, liveInSlices, sliceOperation } from './excluded-lines';

const replaced = vi.hoisted(() => ({ answers: false, names: false, status: false }));
/** Nothing is excluded. */
const blind = (policy: Policy): Policy => ({ ...policy, judge: () => ({ strength: 'free' }) });

vi.mock('../../../src/engine/retrieval/answers', async (original) => {
  const real = await original<typeof Answers>();
  const filtered: typeof real.filtered = (answer, policy) =>
    real.filtered(answer, replaced.answers ? blind(policy) : policy);
  return { ...real, filtered };
});

vi.mock('../../../src/engine/retrieval/symbol-search', async (original) => {
  const real = await original<typeof Search>();
  const searchSymbols: typeof real.searchSymbols = (index, policy, query) =>
    real.searchSymbols(index, replaced.names ? blind(policy) : policy, query);
  return { ...real, searchSymbols };
});

vi.mock('../../../src/engine/retrieval/status-details', async (original) => {
  const real = await original<typeof Status>();
  const statusDetails: typeof real.statusDetails = (index, skipped, texts, policy) =>
    real.statusDetails(index, skipped, texts, policy && replaced.status ? blind(policy) : policy);
  return { ...real, statusDetails };
});

afterEach(() => {
  Object.assign(replaced, { answers: false, names: false, status: false });
  vi.restoreAllMocks();
});

const operations = (seed: number, numRuns: number) => fc.sample(sliceOperation, { seed, numRuns });

/** The first leak in a few random lives. */
async function firstLeak(): Promise<LineLeak | undefined> {
  for (let seed = 1; seed <= 6; seed++) {
    const { leaks } = await liveInSlices(operations(seed, 300));
    if (leaks.length > 0) return leaks[0];
  }
  return undefined;
}

describe('lines of files that new rules exclude', { timeout: 120_000 }, () => {
  it.each([1, 2])('come out nowhere, also between the slices in which they are forgotten (seed %i)', async (seed) => {
    const { leaks, counts } = await liveInSlices(operations(seed, 300));
    expect(leaks).toEqual([]);
    // An engine that says nothing leaks nothing.
    for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(0);
  });

  it('come out when answers are not judged', async () => {
    replaced.answers = true;
    expect((await firstLeak())?.where).toMatch(/of an answer|files|dropped/);
  });

  it('come out when the names that are found are not judged', async () => {
    replaced.names = true;
    expect((await firstLeak())?.where).toMatch(/hits/);
  });

  it('come out when the files in the status are not judged', async () => {
    replaced.status = true;
    expect((await firstLeak())?.where).toBe('status');
  });

  it('come out when a trace is not judged again', async () => {
    vi.spyOn(LocalContext.prototype, 'explain').mockImplementation(async function (this: LocalContext, trace) {
      return (this as unknown as { readonly traces: TraceLog }).traces.find(trace);
    });
    expect((await firstLeak())?.where).toBe('trace');
  });

  it('come out when the embedded model is asked before it has forgotten', async () => {
    vi.spyOn(LocalContext.prototype, 'followsPolicy', 'get').mockReturnValue(true);
    expect((await firstLeak())?.where).toBe('prediction');
  });

  it('come out when the last keys are remembered beyond the slices', async () => {
    vi.spyOn(CursorAnswers.prototype, 'clear').mockImplementation(() => {});
    expect((await firstLeak())?.where).toMatch(/of an answer/);
  });
});
