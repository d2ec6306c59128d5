import { LEAST_OFFERED } from './constants';

const CLOSING_ONLY = /^[\s)\]}>;,'"`]*$/u;
const HAS_WORD = /[\p{L}\p{N}_$]/u;
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * What of `rest` may be offered when `after` stands behind the cursor on its line; `undefined` when nothing sensible is left.
 * Text that stands there already is not offered again, and closers that the editor put there end the offer. Fewer than three
 * characters and punctuation alone are typed faster than read, so they are not offered either.
 */
export function fitBefore(rest: string, after: string): string | undefined {
  const text = rest.trimEnd();
  const behind = after.trim();
  if (!worthReading(text)) return undefined;
  if (behind === '') return text;
  if (text.trim() === behind) return undefined;
  let cut: string | undefined;
  if (text.endsWith(behind)) cut = text.slice(0, -behind.length).trimEnd();
  else if (CLOSING_ONLY.test(behind)) cut = upToCloser(text, behind[0] ?? '');
  return cut !== undefined && worthReading(cut) ? cut : undefined;
}

function worthReading(text: string): boolean {
  return text.trim().length >= LEAST_OFFERED && HAS_WORD.test(text);
}

/** The part before the first closer that `text` did not open itself; `undefined` when it has none like `closer`. */
function upToCloser(text: string, closer: string): string | undefined {
  const opener = PAIRS[closer];
  if (opener === undefined) {
    const at = text.indexOf(closer);
    return at > 0 ? text.slice(0, at) : undefined;
  }
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === opener) depth += 1;
    else if (text[i] === closer && --depth < 0) return text.slice(0, i);
  }
  return undefined;
}
