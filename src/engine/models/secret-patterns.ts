import type { SecretSpan } from './secret-scanner';

interface SecretPattern {
  readonly rule: string;
  /** Global, with indices; the group `secret` is what is taken out, or the whole match where there is no such group. */
  readonly pattern: RegExp;
  readonly accept?: (secret: string) => boolean;
}

const minimumEntropy = 3.7;

/** Kinds of secrets that the recommended rules leave out, and the pieces of a key that a window over a file can cut out. */
const patterns: readonly SecretPattern[] = [
  { rule: 'aws/access-key-id', pattern: /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z2-7]{16}\b/dg },
  { rule: 'google/api-key', pattern: /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/dg },
  { rule: 'openai/api-key', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,}/dg, accept: looksRandom },
  { rule: 'stripe/key', pattern: /\b(?:sk|rk)_(?:live|test)_[0-9A-Za-z]{16,}/dg },
  { rule: 'npm/auth', pattern: /\b_(?:authToken|auth|password)\s*=\s*"?(?<secret>[^\s"$]{8,})/dg },
  { rule: 'jwt', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}/dg },
  { rule: 'bearer', pattern: /\bBearer\s+(?<secret>[A-Za-z0-9._~+/-]{24,}=*)/dg, accept: looksRandom },
  {
    rule: 'assigned-secret',
    pattern:
      /(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret|credentials?)["'\]]{0,2}\s*(?:=>|:=|[:=])\s*(?<quote>["'`])(?<secret>[A-Za-z0-9+/_=.~!@#$%^&*-]{20,200})\k<quote>/dgi,
    accept: looksRandom,
  },
  // A key block that is cut off before its end, and one cut off at both ends.
  {
    rule: 'private-key/begin',
    pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:[\s"'+,\\nr;]*[A-Za-z0-9+/=]{16,})*/dg,
  },
  {
    rule: 'private-key/lines',
    pattern:
      /(?:^[ \t"']*[A-Za-z0-9+/]{64}[ \t"',+\\n]*\r?\n){3,}(?:[ \t"']*[A-Za-z0-9+/]{1,64}={0,2}[ \t"',+\\n;]*$)?/dgm,
  },
];

/** Spans in no particular order, possibly overlapping. */
export function spansOfOwnPatterns(text: string): readonly SecretSpan[] {
  return [...spansOfPatterns(text), ...spansOfKeyEnds(text)];
}

function spansOfPatterns(text: string): readonly SecretSpan[] {
  return patterns.flatMap(({ rule, pattern, accept }) => {
    const spans: SecretSpan[] = [];
    for (const match of text.matchAll(pattern)) {
      const place = match.indices?.groups?.secret ?? match.indices?.[0];
      if (!place) continue;
      const [start, end] = place;
      if (!accept || accept(text.slice(start, end))) spans.push({ start, end, rule });
    }
    return spans;
  });
}

const keyLine = /^[ \t"'`]*[A-Za-z0-9+/=]*(?:\\[nr])*["'`]?[ \t]*[+,]?[ \t]*\r?\n?$/;

/** Key blocks whose beginning is cut off: the lines before the closing one that look like a key's, read backwards. */
function spansOfKeyEnds(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(/-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/g)) {
    let start = match.index;
    while (start > 0) {
      const lineStart = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
      if (!keyLine.test(text.slice(lineStart, start))) break;
      start = lineStart;
    }
    spans.push({ start, end: match.index + match[0].length, rule: 'private-key/end' });
  }
  return spans;
}

/** Letters and at least two digits, spread as chance spreads them: names and sentences stay. */
function looksRandom(secret: string): boolean {
  const digits = secret.replace(/[^0-9]/g, '').length;
  return digits >= 2 && /[A-Za-z]/.test(secret) && entropy(secret) >= minimumEntropy;
}

/** Bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
