import type { PromptPart } from '../models';
import { estimateTokens } from '../text';
import type { FileOrigin } from '../workspace';
import { spellOutCitations } from './citations';
import type { Mention, Source, Turn } from './conversation';
import { linesLabel, type NumberedSnippet } from './numbered-snippets';
import { purgedAnswer } from './purge';
import type { Usable } from './usable';

const instruction = `You are Cairn, an assistant inside the developer's editor. Answer the question about their code.
Use the code excerpts from their workspace. The first line of each excerpt is its number in square brackets and its lines in the file; it is no part of the code. Cite the excerpt that a statement rests on with its number in square brackets, for example [1] or [2, 3].
If the excerpts do not hold the answer, say so in one sentence and say what you would need to see; never invent files, functions or behaviour.
Be brief and exact. Write Markdown; put code in fenced blocks with the language's name.`;

const withoutExcerpts = `You are Cairn, an assistant inside the developer's editor. Nothing in their workspace matches the question.
Say so in one sentence, then answer from general knowledge as briefly and exactly as you can; never invent files or functions of theirs.
Write Markdown; put code in fenced blocks with the language's name.`;

/**
 * The newest turns that a model answered and that fit the budget, oldest first. Left out are answers made of snippets, which
 * retrieval does better now, and answers that may not leave any more.
 */
export function pickHistory(turns: readonly Turn[], budgetTokens: number, usable: Usable): readonly Turn[] {
  const picked: Turn[] = [];
  let left = budgetTokens;
  for (const turn of turns.toReversed()) {
    if (turn.author !== 'model' || !turn.answer || turn.answer === purgedAnswer || turn.outcome.kind === 'running')
      continue;
    if (!answerOrigins(turn).every((origin) => usable(origin.uri))) continue;
    left -= estimateTokens(turn.question) + estimateTokens(turn.answer);
    if (left < 0) break;
    picked.unshift(turn);
  }
  return picked;
}

/** Instruction, numbered excerpts, earlier turns, the question. */
export function chatParts(
  question: string,
  snippets: readonly NumberedSnippet[],
  history: readonly Turn[],
  mentions: readonly Mention[],
): readonly PromptPart[] {
  return [
    snippets.length > 0
      ? { text: instruction, origin: { kind: 'template', name: 'chat-1' }, slot: 'instruction' }
      : { text: withoutExcerpts, origin: { kind: 'template', name: 'chat-nothing-found-1' }, slot: 'instruction' },
    ...snippetParts(snippets, mentions).map((part, position) => withNumber(part, snippets[position]?.source)),
    ...history.flatMap(historyParts),
    { text: question, origin: { kind: 'user' }, slot: 'question' },
  ];
}

/** One part for each snippet, with the snippet's text alone. */
export function snippetParts(
  snippets: readonly NumberedSnippet[],
  mentions: readonly Mention[],
): readonly PromptPart[] {
  const named = new Set(mentions.map((mention) => mention.uri));
  return snippets.map(({ snippet }) => ({
    text: snippet.text,
    origin: snippet.origin,
    slot: named.has(snippet.origin.uri) ? 'mention' : snippet.kind,
    path: snippet.path,
    languageId: snippet.languageId,
  }));
}

/** Files behind the earlier answers that a prompt holds. */
export function backgroundOf(parts: readonly PromptPart[]): readonly FileOrigin[] {
  const origins = new Map<string, FileOrigin>();
  for (const { origin } of parts) {
    if (origin.kind !== 'model') continue;
    for (const source of origin.sources) if (source.kind === 'file') origins.set(JSON.stringify(source), source);
  }
  return [...origins.values()];
}

// The number stands in the text because a part's label may hold nothing but its path.
function withNumber(part: PromptPart, source: Source | undefined): PromptPart {
  return source ? { ...part, text: `[${source.number}] lines ${linesLabel(source)}\n${part.text}` } : part;
}

function historyParts(turn: Turn): readonly PromptPart[] {
  return [
    { text: turn.question, origin: { kind: 'user' }, slot: 'question' },
    {
      text: spellOutCitations(turn.answer, turn.sources),
      origin: { kind: 'model', sources: answerOrigins(turn) },
      slot: 'answer',
    },
  ];
}

function answerOrigins(turn: Turn): readonly FileOrigin[] {
  return [...turn.sources.map((source) => source.origin), ...turn.background];
}
