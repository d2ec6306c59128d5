import { describe, expect, it } from 'vitest';
import type { CompletionOutcome, RequestFacts } from '../../../src/engine/completion';
import { parseTraceId, type TraceId } from '../../../src/engine/host';
import { LastCompletion } from '../../../src/extension/context-view/last-completion';

const id = (digit: number): TraceId => parseTraceId(String(digit).repeat(32));

function world() {
  const heard: string[] = [];
  let changes = 0;
  const last = new LastCompletion(
    {
      requested: (facts) => heard.push(`requested ${facts.id[0]}`),
      discarded: (trace, reason) => heard.push(`${trace[0]} ${reason}`),
    },
    () => changes++,
  );
  const request = (digit: number, endpointKind: 'embedded' | 'loopback' = 'loopback'): void =>
    last.requested({
      id: id(digit),
      uri: `file:///project/${digit}.ts`,
      model: { endpointKind },
    } as unknown as RequestFacts);
  const offer = (digit: number, trace = digit): void =>
    last.ended({ kind: 'suggestion', suggestion: { id: id(digit), trace: id(trace) } } as unknown as CompletionOutcome);
  return { last, heard, request, offer, changes: () => changes };
}

describe('the last completion', () => {
  it('is the newest suggestion; before the first one it is the newest run, with the reason why nothing came of it', () => {
    const { last, heard, request, offer } = world();
    expect(last.run).toBeUndefined();
    request(1);
    expect(last.run).toBeUndefined();
    last.discarded(id(1), 'low-confidence');
    expect(last.run).toEqual({ trace: id(1), uri: 'file:///project/1.ts', embedded: false, nothing: 'low-confidence' });
    request(2);
    offer(2);
    expect(last.run).toEqual({ trace: id(2), uri: 'file:///project/2.ts', embedded: false });
    request(3);
    last.discarded(id(3), 'empty');
    expect(last.run?.trace).toBe(id(2));
    expect(heard).toEqual(['requested 1', '1 low-confidence', 'requested 2', 'requested 3', '3 empty']);
  });

  it('is no run that was given up half-way', () => {
    const { last, request, offer, changes } = world();
    request(1, 'embedded');
    offer(1);
    for (const reason of ['cancelled', 'superseded', 'not-asked'] as const) {
      request(2);
      last.discarded(id(2), reason);
    }
    last.ended({ kind: 'nothing', reason: 'disabled' });
    expect(last.run).toMatchObject({ trace: id(1), embedded: true });
    expect(changes()).toBe(1);
  });

  it('names the run behind a text that is offered again, and says nothing twice', () => {
    const { last, request, offer, changes } = world();
    request(1);
    offer(1);
    offer(1);
    request(2);
    offer(2);
    request(3);
    offer(3, 1);
    expect(last.run?.trace).toBe(id(1));
    expect(changes()).toBe(3);
    last.forget();
    expect(last.run).toBeUndefined();
    offer(3, 1);
    expect(last.run).toBeUndefined();
  });
});
