import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/engine/workspace';
import { cursorAt, freePolicy, setUp } from './pipeline-fixture';

describe('rules that change while text is scanned for secrets', () => {
  it.each<[string, Policy | undefined, string]>([
    ['are not known', undefined, 'no-policy'],
    ['are others', { ...freePolicy, epoch: 2 }, 'superseded'],
  ])('keep the prompt back when they %s', async (_, next, reason) => {
    const setup = await setUp();
    setup.scanner = {
      scan: async () => {
        setup.policy = next;
        return [];
      },
    };
    const outcome = await setup.pipeline.request(cursorAt('const a = │'), 'invoked', new AbortController().signal);
    expect(outcome).toEqual({ kind: 'nothing', reason });
    expect(setup.simulator.requests).toEqual([]);
  });
});
