import type { PromptPart } from '../prompt';
import type { Sendable } from '../sendable';
import type { ChatMessage } from './hole-filler';

/**
 * Chat messages of a prompt: instructions make the system message, questions and answers alternate as they stand, and all excerpts
 * go before the last question.
 */
export function chatMessages(prompt: Sendable): readonly ChatMessage[] {
  const of = (fits: (part: PromptPart) => boolean): readonly PromptPart[] => prompt.parts.filter(fits);
  const instructions = of((part) => part.slot === 'instruction').map((part) => part.text);
  const turns = of((part) => part.slot === 'question' || part.slot === 'answer');
  const excerpts = of((part) => !['instruction', 'question', 'answer'].includes(part.slot)).map(excerpt);
  const last = turns.findLastIndex((part) => part.slot === 'question');
  const messages = turns.map(
    (part, index): ChatMessage => ({
      role: part.slot === 'answer' ? 'assistant' : 'user',
      content: index === last ? [...excerpts, part.text].join('\n\n') : part.text,
    }),
  );
  if (last < 0 && excerpts.length > 0) messages.push({ role: 'user', content: excerpts.join('\n\n') });
  return instructions.length > 0 ? [{ role: 'system', content: instructions.join('\n\n') }, ...messages] : messages;
}

/** The excerpt in a fence longer than any in it, under its label. */
function excerpt(part: PromptPart): string {
  const runs = part.text.match(/`{3,}/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  const label = part.path === undefined ? '' : `${part.path}\n`;
  return `${label}${fence}${part.languageId ?? ''}\n${part.text.replace(/\n$/, '')}\n${fence}`;
}
