/** The text in an event of `/completions`, '' in one without text; undefined when it is no such event. */
export function completionText(event: unknown): string | undefined {
  const choice = choiceOf(event);
  if (choice === undefined) return undefined;
  if (typeof choice['text'] === 'string') return choice['text'];
  return deltaText(choice) ?? '';
}

/** The answer's text in an event of `/chat/completions`; reasoning, tool calls and usage are ''. */
export function chatText(event: unknown): string | undefined {
  const choice = choiceOf(event);
  return choice === undefined ? undefined : (deltaText(choice) ?? '');
}

function deltaText(choice: Record<string, unknown>): string | undefined {
  const { delta } = choice;
  return isRecord(delta) && typeof delta['content'] === 'string' ? delta['content'] : undefined;
}

/** The first choice; an empty one for the closing event that has only the usage. */
function choiceOf(event: unknown): Record<string, unknown> | undefined {
  if (!isRecord(event) || !Array.isArray(event['choices'])) return undefined;
  const [first = {}]: unknown[] = event['choices'];
  return isRecord(first) ? first : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
