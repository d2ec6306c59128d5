import { describe, expect, it } from 'vitest';
import {
  addTurn,
  type Conversation,
  newConversation,
  newTurn,
  purgeConversation,
  type Source,
  type Turn,
} from '../../../src/engine/chat';
import type { SnippetKind } from '../../../src/engine/retrieval';
import { policyWith, trace, uriOf } from './fakes';

const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
const origin = (path: string) => ({ kind: 'file' as const, uri: uriOf(path), range, version: -1 });
const source = (number: number, path: string, kind: SnippetKind = 'chunk'): Source => {
  return { number, origin: origin(path), path, languageId: 'go', kind, tokens: 1 };
};

function conversationOf(...turns: Partial<Turn>[]): Conversation {
  return turns
    .map(
      (turn, at): Turn => ({
        ...newTurn(`${at}`, trace, 'q', 0),
        answer: 'canary text',
        outcome: { kind: 'done' },
        ...turn,
      }),
    )
    .reduce(addTurn, newConversation('a'.repeat(32), 0));
}

describe('purging a conversation', () => {
  it('changes nothing when nothing of it is excluded', () => {
    const conversation = conversationOf({ sources: [source(1, 'a.go')] });
    expect(purgeConversation(conversation, policyWith({ 'b.go': 'private' }))).toBe(conversation);
  });

  it('removes the excluded source and the answer that came from it, and leaves other turns', () => {
    const conversation = conversationOf(
      { sources: [source(1, 'a.go'), source(2, 'secret.go')] },
      { sources: [source(1, 'a.go')], answer: 'harmless' },
    );
    const [first, second] = purgeConversation(conversation, policyWith({ 'secret.go': 'private' }, 9)).turns;
    expect(first).toMatchObject({ epoch: 9, sources: [{ path: 'a.go' }] });
    expect(first?.answer).not.toContain('canary');
    expect(second?.answer).toBe('harmless');
  });

  it('removes an answer that rested on an earlier answer from an excluded file', () => {
    const conversation = conversationOf({ sources: [source(1, 'a.go')], background: [origin('secret.go')] });
    const [turn] = purgeConversation(conversation, policyWith({ 'secret.go': 'private' })).turns;
    expect(turn?.answer).not.toContain('canary');
    expect(turn?.background).toEqual([]);
  });

  it('keeps what a mention lifts, unless it is private', () => {
    const mentions = [{ uri: uriOf('old.go'), path: 'old.go' }];
    const conversation = conversationOf({ mentions, sources: [source(1, 'old.go', 'mention')] });
    expect(purgeConversation(conversation, policyWith({ 'old.go': 'low-quality' }))).toBe(conversation);
    expect(purgeConversation(conversation, policyWith({ 'old.go': 'unindexed' }))).toBe(conversation);
    const [turn] = purgeConversation(conversation, policyWith({ 'old.go': 'private' })).turns;
    expect(turn).toMatchObject({ mentions: [], sources: [] });
  });

  it('keeps signatures of low-quality files and not their bodies', () => {
    const policy = policyWith({ 'old.go': 'low-quality' });
    const signatures = conversationOf({ sources: [source(1, 'old.go', 'signature')] });
    expect(purgeConversation(signatures, policy)).toBe(signatures);
    const bodies = conversationOf({ sources: [source(1, 'old.go')] });
    expect(purgeConversation(bodies, policy).turns[0]?.answer).not.toContain('canary');
  });
});
