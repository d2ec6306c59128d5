import { isRecord } from './is-record';

/** The text in an event of `/completions` or in its whole answer, '' in one without text; undefined when it is no such event. */
export function completionText(event: unknown): string | undefined {
  const choice = choiceOf(event);
  if (choice === undefined) return undefined;
  if (typeof choice['text'] === 'string') return choice['text'];
  return deltaText(choice) ?? '';
}

/** The answer's text in an event of `/chat/completions` or in its whole answer; reasoning, tool calls and usage are ''. */
export function chatText(event: unknown): string | undefined {
  const choice = choiceOf(event);
  return choice === undefined ? undefined : (deltaText(choice) ?? '');
}

/** The text in an event of llama.cpp's `/infill`. */
export function infillText(event: unknown): string | undefined {
  return isRecord(event) && typeof event['content'] === 'string' ? event['content'] : undefined;
}

function deltaText(choice: Record<string, unknown>): string | undefined {
  const { delta = choice['message'] } = choice;
  return isRecord(delta) && typeof delta['content'] === 'string' ? delta['content'] : undefined;
}

/** The first choice; an empty one for the closing event that has only the usage. */
function choiceOf(event: unknown): Record<string, unknown> | undefined {
  if (!isRecord(event) || !Array.isArray(event['choices'])) return undefined;
  const [first = {}]: unknown[] = event['choices'];
  return isRecord(first) ? first : undefined;
}
