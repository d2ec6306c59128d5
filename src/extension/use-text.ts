import type { TokenUse } from '../engine/models';

/** For a million tokens, in whatever currency the user counts. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

const count = (value: number): string => value.toLocaleString('en');

/**
 * What was used of an endpoint today, in one sentence. Undefined where nobody asked for it: neither a limit nor a price is set.
 * `dailyTokens` 0 is no limit.
 */
export function useLine(
  { input, output }: TokenUse,
  dailyTokens: number,
  price: TokenPrice | undefined,
): string | undefined {
  if (dailyTokens <= 0 && !price) return undefined;
  const limit = dailyTokens > 0 ? ` of ${count(dailyTokens)}` : '';
  const cost = price ? `, about ${money((input * price.input + output * price.output) / 1_000_000)}` : '';
  return `Today: ${count(input + output)}${limit} tokens${cost}.`;
}

/** Two digits after the point, or two that say something. */
function money(amount: number): string {
  if (amount === 0 || amount >= 0.01) return amount.toFixed(2);
  return amount < 0.0001 ? 'less than 0.0001' : amount.toPrecision(2);
}
