import { describe, expect, it } from 'vitest';
import { answer, newConversation } from '../../../src/engine/chat';
import type { Policy } from '../../../src/engine/workspace';
import { collect, FakeContext, FakeModel, policyWith, portsWith, snippet, sourcesOf, trace } from './fakes';

const empty = newConversation('0'.repeat(32), 0);
const later = snippet('later-private.ts', 0, 'const canary = 1;');
const main = snippet('src/main.ts', 0, 'save("x");');
const ask = (text: string) => ({ trace, text });

/** Ports whose rules become `next` while the first text is scanned for secrets. */
function changingPorts(next: Policy | undefined, model?: FakeModel) {
  let policy: Policy | undefined = policyWith();
  const scan = async () => {
    policy = next;
    return [];
  };
  const context = new FakeContext([later, main], ['later-private.ts']);
  return portsWith(context, { model: () => model, policy: () => policy, scanner: { scan } });
}

const excluded = policyWith({ 'later-private.ts': 'private' }, 8);

describe('an answer while the rules change', () => {
  it('sends the model nothing of a file that became private while secrets were looked for', async () => {
    const model = FakeModel.saying('ok');
    const events = await collect(
      answer(ask('canary in @later-private.ts'), empty, changingPorts(excluded, model), new AbortController().signal),
    );
    expect(model.requests).toHaveLength(1);
    const sent = model.requests[0]?.prompt.parts.filter((part) => part.origin.kind !== 'user');
    expect(JSON.stringify(sent)).not.toMatch(/canary =|later-private/);
    const sources = sourcesOf(events);
    expect(sources).toMatchObject({ epoch: 8, mentions: [], sources: [{ path: 'src/main.ts' }] });
  });

  it('shows no code of such a file', async () => {
    const ports = changingPorts(excluded);
    const events = await collect(answer(ask('canary'), empty, ports, new AbortController().signal));
    expect(JSON.stringify(events)).not.toMatch(/canary =|later-private/);
    expect(events.at(-1)).toEqual({ kind: 'done' });
  });

  it.each([FakeModel.saying('ok'), undefined])('fails when they are not known any more', async (model) => {
    const ports = changingPorts(undefined, model);
    const events = await collect(answer(ask('canary'), empty, ports, new AbortController().signal));
    expect(events.map((event) => event.kind)).toEqual(['failed']);
    expect(model?.requests ?? []).toEqual([]);
  });

  it('judges again what changed while the sources were stored', async () => {
    const model = FakeModel.saying('ok');
    let policy = policyWith();
    const ports = portsWith(new FakeContext([later, main]), { model: () => model, policy: () => policy });
    const kinds: string[] = [];
    for await (const event of answer(ask('canary'), empty, ports, new AbortController().signal)) {
      kinds.push(event.kind);
      policy = excluded;
    }
    expect(kinds).toEqual(['sources', 'sources', 'delta', 'done']);
    expect(JSON.stringify(model.requests[0]?.prompt.parts)).not.toMatch(/canary =|later-private/);
  });
});
