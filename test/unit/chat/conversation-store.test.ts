import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTurn,
  type Conversation,
  ConversationStore,
  newConversation,
  newTurn,
  type Turn,
} from '../../../src/engine/chat';
import { parseConversation, serializeConversation } from '../../../src/engine/chat/conversation-json';
import { MemoryHost, policyWith, trace, uriOf } from './fakes';

const id = (digit: string): string => digit.repeat(32);

function turnFrom(path: string, more: Partial<Turn> = {}): Turn {
  const range = { start: { line: 3, character: 0 }, end: { line: 9, character: 1 } };
  return {
    ...newTurn('t1', trace, `what is in ${path}?`, 5),
    answer: `Text from ${path} [1].`,
    outcome: { kind: 'done' },
    epoch: 7,
    sources: [
      {
        number: 1,
        origin: { kind: 'file', uri: uriOf(path), range, version: -1 },
        path,
        languageId: 'go',
        kind: 'chunk',
        tokens: 12,
      },
    ],
    ...more,
  };
}

const conversation = (digit: string, ...turns: Turn[]): Conversation =>
  turns.reduce(addTurn, newConversation(id(digit), 1));

function opened() {
  const host = new MemoryHost();
  const lines: string[] = [];
  return { host, lines, store: new ConversationStore(host, '/data/chat', (line) => lines.push(line)) };
}

describe('the conversation store', () => {
  it('gives back what was saved, the newest question first', async () => {
    const { store } = opened();
    const first = conversation('a', turnFrom('src/a.go', { askedMs: 9 }));
    const second = conversation('b', turnFrom('src/b.go', { askedMs: 8 }));
    await store.save(first);
    await store.save(conversation('c'));
    await store.save(second);
    expect(await store.load(id('a'))).toEqual(first);
    expect((await store.list()).map((entry) => [entry.id, entry.title, entry.turns])).toEqual([
      [id('a'), 'what is in src/a.go?', 1],
      [id('b'), 'what is in src/b.go?', 1],
    ]);
  });

  it('has nothing before the first save and after everything was deleted', async () => {
    const { store, host } = opened();
    expect(await store.list()).toEqual([]);
    await store.save(conversation('a', turnFrom('a.go')));
    await store.deleteAll();
    expect(await store.list()).toEqual([]);
    expect(host.files.size).toBe(0);
  });

  it('sets a broken file aside with one line and goes on with the others', async () => {
    const { store, host, lines } = opened();
    await store.save(conversation('a', turnFrom('a.go')));
    await store.save(conversation('b', turnFrom('b.go')));
    const path = `/data/chat/${id('b')}.json`;
    const torn = host.text(path).slice(0, 120);
    await host.writeFile(path, torn);
    expect((await store.list()).map((entry) => entry.id)).toEqual([id('a')]);
    expect(host.text(`${path}.broken`)).toBe(torn);
    expect(host.files.has(path)).toBe(false);
    expect(await store.list()).toHaveLength(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('b.go');
  });

  it('leaves a file of a newer format alone', async () => {
    const { store, host, lines } = opened();
    const path = `/data/chat/${id('c')}.json`;
    await host.writeFile(path, '{"format":2,"threads":[]}');
    expect(await store.load(id('c'))).toBeUndefined();
    expect(host.text(path)).toBe('{"format":2,"threads":[]}');
    expect(lines).toHaveLength(1);
  });

  it('does not read outside its directory', async () => {
    const { store, host } = opened();
    await host.writeFile('/data/other.json', serializeConversation(conversation('a', turnFrom('a.go'))));
    expect(await store.load('../other')).toBeUndefined();
  });

  it('refuses a file under the name of another conversation', async () => {
    const { store, host } = opened();
    await host.writeFile(`/data/chat/${id('d')}.json`, serializeConversation(conversation('a', turnFrom('a.go'))));
    expect(await store.load(id('d'))).toBeUndefined();
    expect(host.files.has(`/data/chat/${id('d')}.json.broken`)).toBe(true);
  });

  it('purges every stored conversation of what is excluded now', async () => {
    const { store, host } = opened();
    await store.save(conversation('a', turnFrom('secret.go')));
    await store.save(conversation('b', turnFrom('fine.go')));
    expect(await store.purge(policyWith({ 'secret.go': 'private' }))).toBe(1);
    expect(host.text(`/data/chat/${id('a')}.json`)).not.toContain('Text from secret.go');
    expect(host.text(`/data/chat/${id('b')}.json`)).toContain('Text from fine.go');
  });

  it('purges a damaged one that names an excluded file or lost the sources of an answer, and keeps the others', async () => {
    const { store, host } = opened();
    const damage = async (digit: string, text: string): Promise<void> => {
      await host.writeFile(`/data/chat/${id(digit)}.json`, text);
      await store.load(id(digit));
    };
    const saved = serializeConversation(conversation('a', turnFrom('secret.go')));
    await damage('a', saved.slice(0, -20));
    await damage('b', serializeConversation(conversation('b', turnFrom('fine.go'))).slice(0, -20));
    await damage('c', saved.slice(0, saved.indexOf('"sources"')));
    expect(await store.purge(policyWith({ 'secret.go': 'private' }))).toBe(2);
    expect([...host.files.keys()]).toEqual([`/data/chat/${id('b')}.json.broken`]);
  });

  it('refuses a source whose number is no whole number', () => {
    const saved = serializeConversation(conversation('a', turnFrom('a.go'))).replace('"number":1', '"number":1.5');
    expect(parseConversation(saved)).toMatchObject({ kind: 'broken' });
  });

  it('keeps the order of saves that are asked for at once', async () => {
    const { store } = opened();
    const versions = ['one', 'two', 'three'].map((answer) => conversation('a', turnFrom('a.go', { answer })));
    await Promise.all(versions.map((version) => store.save(version)));
    expect((await store.load(id('a')))?.turns[0]?.answer).toBe('three');
  });
});

describe('the file of a conversation', () => {
  it('counts an answer that was running as stopped', () => {
    const parsed = parseConversation(
      serializeConversation(conversation('a', turnFrom('a.go', { outcome: { kind: 'running' } }))),
    );
    expect(parsed).toMatchObject({ kind: 'conversation', conversation: { turns: [{ outcome: { kind: 'stopped' } }] } });
  });

  it('is a conversation, newer or broken whatever it holds', () => {
    const valid = serializeConversation(conversation('a', turnFrom('a.go')));
    const damaged = fc.tuple(fc.nat(valid.length - 1), fc.string({ maxLength: 3 })).map(([at, text]) => {
      return valid.slice(0, at) + text + valid.slice(at + 1);
    });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.json(), fc.string()), (text) => {
        const parsed = parseConversation(text);
        if (parsed.kind !== 'conversation') return;
        for (const turn of parsed.conversation.turns) {
          expect(typeof turn.answer).toBe('string');
          for (const source of turn.sources) expect(Number.isInteger(source.origin.range.start.line)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
