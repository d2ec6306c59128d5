import { stem } from './stem';

const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_]*/gu;
const subword = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Mn}\p{Mc}]+|\p{Nd}+|[\p{Lo}\p{Lm}\p{Lt}\p{Nl}\p{Mn}\p{Mc}]+/gu;
const plainLowerCase = /^[a-z]+$/;
/** Out here because the bundler makes a new pattern of it at each use. */
const capital = /^\p{Lu}/u;

/** Identifiers of a text in order, with repeats: a letter of any script or `_`, then letters, marks, digits and `_`. */
export function identifiersOf(text: string): readonly string[] {
  return text.match(identifier) ?? [];
}

export function beginsWithCapital(name: string): boolean {
  return capital.test(name);
}

/** Names that are looked for among the last ones before a string is made; a power of two. */
const LAST_NAMES = 1 << 12;

/** Gathers the identifiers of texts, each once. A few times as fast as `identifiersOf`, since most names come again and again. */
export class IdentifierSet {
  readonly names = new Set<string>();
  /** Names by their hash, the last one in each place. */
  private readonly last: (string | undefined)[] = new Array(LAST_NAMES).fill(undefined);

  add(text: string): void {
    for (let at = 0; at < text.length; at++) {
      if (!isPart(text.charCodeAt(at))) continue;
      const start = at;
      let first = -1;
      let hash = 0;
      let isPlain = true;
      for (; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (!isPart(unit)) break;
        if (first < 0 && (unit < ZERO || unit > NINE)) first = at;
        if (unit >= FIRST_OTHER) isPlain = false;
        if (first >= 0) hash = (Math.imul(hash, 31) + unit) | 0;
      }
      if (!isPlain) for (const name of identifiersOf(text.slice(start, at))) this.names.add(name);
      else if (first >= 0) this.addName(text, first, at, (hash ^ (hash >>> 12)) & (LAST_NAMES - 1));
    }
  }

  private addName(text: string, from: number, to: number, place: number): void {
    const known = this.last[place];
    if (known !== undefined && known.length === to - from && text.startsWith(known, from)) return;
    const name = text.slice(from, to);
    this.last[place] = name;
    this.names.add(name);
  }
}

const ZERO = 48;
const NINE = 57;
const FIRST_OTHER = 128;

/** Whether an identifier may have a UTF-16 unit; what is not ASCII is looked at closely. */
function isPart(unit: number): boolean {
  if (unit >= FIRST_OTHER) return true;
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= ZERO && unit <= NINE) || unit === 95;
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
