import { estimateTokens } from '../../text';
import type { TokenUse } from './endpoint-limits';
import { isRecord } from './is-record';

/** Tokens that an event says the request used, as the OpenAI API or llama.cpp puts it; undefined in an event without such. */
export function usageIn(event: unknown): TokenUse | undefined {
  if (!isRecord(event)) return undefined;
  const { usage } = event;
  return isRecord(usage)
    ? pair(usage['prompt_tokens'], usage['completion_tokens'])
    : pair(event['tokens_evaluated'], event['tokens_predicted']);
}

function pair(input: unknown, output: unknown): TokenUse | undefined {
  return isCount(input) && isCount(output) ? { input, output } : undefined;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** Estimated tokens of all texts in a request's body. */
export function bodyTokens(value: unknown): number {
  if (typeof value === 'string') return estimateTokens(value);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + bodyTokens(inner), 0);
}
