import type { Policy } from '../workspace';
import type { Conversation, Turn } from './conversation';
import { type Usable, usableUnder } from './usable';

/** Stands where an answer stood that was made from a file excluded since. */
export const purgedAnswer = '_This answer is gone because a file it came from is excluded now._';

/**
 * The conversation as the policy allows it: excluded sources and mentions are removed, and an answer made from any of
 * them is replaced by a note. Returns the same value when nothing is affected.
 */
export function purgeConversation(conversation: Conversation, policy: Policy): Conversation {
  const named = conversation.turns.flatMap((turn) => turn.mentions.map((mention) => mention.uri));
  const usable = usableUnder(policy, named);
  const turns = conversation.turns.map((turn) => purgeTurn(turn, usable, policy.epoch));
  const touched = turns.some((turn, position) => turn !== conversation.turns[position]);
  return touched ? { ...conversation, turns } : conversation;
}

function purgeTurn(turn: Turn, usable: Usable, epoch: number): Turn {
  const mentions = turn.mentions.filter((mention) => usable(mention.uri));
  const sources = turn.sources.filter((source) => usable(source.origin.uri, source.kind));
  const background = turn.background.filter((origin) => usable(origin.uri));
  const tainted = sources.length < turn.sources.length || background.length < turn.background.length;
  if (!tainted && mentions.length === turn.mentions.length) return turn;
  return { ...turn, mentions, sources, background, epoch, answer: tainted ? purgedAnswer : turn.answer };
}
