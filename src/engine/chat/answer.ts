import type { TraceId } from '../host';
import { gate, type ModelClient, type PromptPart, type SecretScanner, type Sendable } from '../models';
import type { ContextSource, Retrieval, Snippet } from '../retrieval';
import type { FileOrigin, Policy } from '../workspace';
import type { ChatBudget } from './budget';
import type { AnswerEvent, Conversation, Mention, Source } from './conversation';
import { failed, modelFailure } from './failure';
import { resolveMentions } from './mentions';
import { inFileOrder, joinNeighbours, type NumberedSnippet, numberSnippets } from './numbered-snippets';
import { backgroundOf, chatParts, pickHistory, snippetParts } from './prompt-parts';
import { nothingFound, pickSnippets, snippetAnswer } from './snippet-answer';
import { type Usable, usableUnder } from './usable';

/** The world as an answer needs it. */
export interface AnswerPorts {
  readonly context: Pick<ContextSource, 'retrieve' | 'symbols' | 'status'>;
  /** The model of this moment; undefined, or one that cannot chat, means an answer made of snippets. */
  readonly model: () => ModelClient | undefined;
  /** The newest policy; undefined while there is none. */
  readonly policy: () => Policy | undefined;
  readonly scanner: SecretScanner;
  readonly budget: ChatBudget;
  /** Canonical URIs of files that the user pinned. */
  readonly pins?: () => readonly string[];
}

export interface ChatQuestion {
  readonly trace: TraceId;
  readonly text: string;
}

/**
 * Answers a question about the workspace. `conversation` holds the earlier turns only. The stream ends with exactly one
 * `done`, `stopped` (the signal was aborted) or `failed`, and never throws.
 */
export async function* answer(
  question: ChatQuestion,
  conversation: Conversation,
  ports: AnswerPorts,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  if (!question.text.trim()) return yield failed('The question is empty; type what you want to know.', 'retry');
  const ground = await findGround(question, conversation, ports, signal);
  if (signal.aborted) return yield { kind: 'stopped' };
  if (ground.kind === 'failed') return yield ground;

  const model = ports.model();
  if (model?.description.canChat) yield* writtenAnswer(ground, conversation, model, ports, signal);
  else yield* codeAnswer(ground, ports, signal);
}

const rulesUnread = failed(
  'The exclusion rules are not read yet, so no file may be quoted; ask again in a moment.',
  'retry',
);

interface Ground {
  readonly kind: 'ground';
  readonly question: ChatQuestion;
  readonly mentions: readonly Mention[];
  /** URIs named in this turn or an earlier one. */
  readonly named: readonly string[];
  /** Said before the answer, '' when there is nothing to say. */
  readonly preface: string;
  readonly snippets: readonly Snippet[];
  readonly usable: Usable;
}

async function findGround(
  question: ChatQuestion,
  conversation: Conversation,
  ports: AnswerPorts,
  signal: AbortSignal,
): Promise<Ground | Extract<AnswerEvent, { kind: 'failed' }>> {
  try {
    const { mentions, unknown } = await resolveMentions(question.text, ports.context);
    const retrieval: Retrieval = await ports.context.retrieve(
      {
        trace: question.trace,
        text: retrievalText(question.text, conversation),
        k: ports.budget.files,
        budgetTokens: ports.budget.contextTokens,
        mentions: mentions.map((mention) => mention.uri),
        pins: ports.pins?.() ?? [],
      },
      signal,
    );
    const policy = ports.policy();
    if (!policy) return rulesUnread;
    const earlier = conversation.turns.flatMap((turn) => turn.mentions);
    const named = [...new Set([...earlier, ...mentions].map((mention) => mention.uri))];
    const usable = usableUnder(policy, named);
    return {
      kind: 'ground',
      question,
      mentions,
      named,
      preface:
        unknown.length > 0 ? `No usable file matches ${unknown.map((path) => `\`@${path}\``).join(', ')}.\n\n` : '',
      snippets: retrieval.snippets.filter((snippet) => usable(snippet.origin.uri, snippet.kind)),
      usable,
    };
  } catch {
    return failed('The search over your code did not answer; ask again in a moment.', 'retry');
  }
}

/** A short question that points back ("how is it tested?") is searched together with the one before. */
function retrievalText(question: string, conversation: Conversation): string {
  const previous = conversation.turns.at(-1)?.question;
  const words = question.trim().split(/\s+/);
  const pointsBack = /\b(it|its|that|this|they|them|their|these|those|there|same|else|again)\b/i.test(question);
  return previous && pointsBack && words.length <= 10 ? `${previous}\n${question}` : question;
}

async function* writtenAnswer(
  ground: Ground,
  conversation: Conversation,
  model: ModelClient,
  ports: AnswerPorts,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void> {
  const { question, mentions, usable } = ground;
  const numbered = numberSnippets(joinNeighbours(inFileOrder(ground.snippets)));
  const history = pickHistory(conversation.turns, ports.budget.historyTokens, usable);
  const parts = chatParts(question.text, numbered, history, mentions);
  let prompt: Sendable;
  let { preface } = ground;
  // The rules may change while the text is scanned for secrets and while the sources are stored.
  do {
    prompt = await throughGate(parts, ground, ports);
    if (signal.aborted) return yield { kind: 'stopped' };
    if (!ports.policy()) return yield rulesUnread;
    if (!isCurrent(prompt, ports)) continue;
    const sources = passed(numbered, prompt).map(({ source }) => source);
    yield sourcesEvent('model', prompt, ground, sources, ports);
    if (preface) yield { kind: 'delta', text: preface };
    preface = '';
    if (signal.aborted) return yield { kind: 'stopped' };
  } while (!isCurrent(prompt, ports));

  let empty = true;
  try {
    const request = { trace: question.trace, prompt, maxTokens: ports.budget.answerTokens };
    for await (const text of model.chat(request, signal)) {
      if (signal.aborted) break;
      if (!text) continue;
      empty = false;
      yield { kind: 'delta', text };
      if (signal.aborted) break;
    }
  } catch (error) {
    return yield signal.aborted ? { kind: 'stopped' } : modelFailure(error);
  }
  if (signal.aborted) return yield { kind: 'stopped' };
  yield empty ? failed('The model sent an empty answer; ask again, or name another model.', 'retry') : { kind: 'done' };
}

async function* codeAnswer(ground: Ground, ports: AnswerPorts, signal: AbortSignal): AsyncGenerator<AnswerEvent, void> {
  const numbered = numberSnippets(pickSnippets(ground.snippets));
  const parts = snippetParts(numbered, ground.mentions);
  let shown: Sendable;
  do {
    shown = await throughGate(parts, ground, ports);
    if (signal.aborted) return yield { kind: 'stopped' };
    if (!ports.policy()) return yield rulesUnread;
  } while (!isCurrent(shown, ports));
  const usable = passed(numbered, shown);
  if (usable.length === 0) {
    yield sourcesEvent('snippets', shown, ground, [], ports);
    const status = await ports.context.status().catch(() => undefined);
    yield { kind: 'delta', text: ground.preface + nothingFound(status) };
  } else {
    const { markdown, sources } = snippetAnswer(ground.question.text, usable);
    yield sourcesEvent('snippets', shown, ground, sources, ports);
    yield { kind: 'delta', text: ground.preface + markdown };
  }
  yield { kind: 'done' };
}

/** Whether a prompt was judged by the rules that are in force. */
function isCurrent(prompt: Sendable, ports: AnswerPorts): boolean {
  return prompt.report.epoch === ports.policy()?.epoch;
}

function throughGate(parts: readonly PromptPart[], ground: Ground, ports: AnswerPorts): Promise<Sendable> {
  const { trace } = ground.question;
  return gate(parts, { policy: ports.policy(), scanner: ports.scanner, trace, mentions: ground.named });
}

/** The snippets that came through the gate, with the text that the gate left. */
function passed(numbered: readonly NumberedSnippet[], prompt: Sendable): readonly NumberedSnippet[] {
  const texts = new Map<string, string>();
  for (const part of prompt.parts) {
    if (part.origin.kind === 'file') texts.set(placeOf(part.origin), part.text);
  }
  return numbered.flatMap(({ snippet, source }) => {
    const text = texts.get(placeOf(snippet.origin));
    return text === undefined ? [] : [{ snippet: { ...snippet, text }, source }];
  });
}

function placeOf({ uri, range: { start, end } }: FileOrigin): string {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${uri}`;
}

function sourcesEvent(
  author: 'model' | 'snippets',
  prompt: Sendable,
  ground: Ground,
  sources: readonly Source[],
  ports: AnswerPorts,
): AnswerEvent {
  const { parts, report } = prompt;
  const policy = ports.policy();
  const mentions = ground.mentions.filter(({ uri }) => policy && policy.judge(uri).strength !== 'private');
  return {
    kind: 'sources',
    author,
    epoch: report.epoch,
    mentions,
    sources,
    background: backgroundOf(parts),
  };
}
