import { stem } from './stem';

const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_]*/gu;
const subword = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Mn}\p{Mc}]+|\p{Nd}+|[\p{Lo}\p{Lm}\p{Lt}\p{Nl}\p{Mn}\p{Mc}]+/gu;
const plainLowerCase = /^[a-z]+$/;

/** Identifiers of a text in order, with repeats: a letter of any script or `_`, then letters, marks, digits and `_`. */
export function identifiersOf(text: string): readonly string[] {
  return text.match(identifier) ?? [];
}

/** Parts of an identifier in lower case: `parseHTTPRequest2_old` gives `parse http request 2 old`. */
export function subwordsOf(name: string): readonly string[] {
  if (plainLowerCase.test(name)) return [name];
  return (name.match(subword) ?? []).map((part) => part.toLowerCase());
}

/**
 * What an index keeps of a text and a query is looked up by: each identifier whole in lower case, then its stemmed sub-words
 * of two characters or more; the whole once where both are the same. In order, with repeats.
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const name of identifiersOf(text)) addTokens(name, tokens);
  return tokens;
}

/** `tokensOf` for a single identifier. */
export function tokensOfIdentifier(name: string): string[] {
  const tokens: string[] = [];
  addTokens(name, tokens);
  return tokens;
}

function addTokens(name: string, tokens: string[]): void {
  const parts = subwordsOf(name);
  if (parts.length === 0) return;
  const whole = name.toLowerCase();
  tokens.push(whole);
  for (const part of parts) {
    const stemmed = stem(part);
    if (stemmed.length > 1 && stemmed !== whole) tokens.push(stemmed);
  }
}
