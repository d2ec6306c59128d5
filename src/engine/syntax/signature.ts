const longestSignature = 240;
const longestValue = 120;
/** White space folds away, so more text than the limit is looked at. */
const lookAhead = 1200;

/** Where a declaration stands in its text, in UTF-16 units; `body` is undefined when it has none. */
export interface DeclarationSpan {
  readonly start: number;
  readonly end: number;
  readonly body: number | undefined;
  readonly nameStart: number;
  readonly name: string;
  /** Word to put before it when a group (`const ( … )`) holds it outside. */
  readonly keyword: string | undefined;
  /** A short value is part of the signature of a constant. */
  readonly keepsShortValue: boolean;
}

/** The declaration without its body, on one line, white space folded, at most 240 UTF-16 units. */
export function signatureOf(text: string, span: DeclarationSpan): string {
  const { start, end, body } = span;
  if (span.keepsShortValue) {
    const whole = end - start <= lookAhead ? trimmed(fold(text.slice(start, end))) : undefined;
    if (whole !== undefined && whole.length <= longestValue) return limited(withKeyword(whole, span.keyword));
    const lineEnd = text.slice(start, start + lookAhead).indexOf('\n');
    const cut = Math.min(end, body ?? end, lineEnd < 0 ? end : start + lineEnd);
    return limited(withKeyword(headOf(text, start, cut), span.keyword));
  }
  const cut = body !== undefined && body > start ? Math.min(body, end) : end;
  const head = withKeyword(headOf(text, start, cut), span.keyword);
  return limited(body !== undefined && span.nameStart >= cut ? `${head} ${span.name}` : head);
}

function headOf(text: string, start: number, end: number): string {
  return trimmed(fold(text.slice(start, Math.min(end, start + lookAhead))));
}

function withKeyword(head: string, keyword: string | undefined): string {
  return keyword === undefined || head.startsWith(`${keyword} `) ? head : `${keyword} ${head}`;
}

/** Most declarations stand on one line, with single spaces, and need no folding. */
const foldable = /\s\s|[^\S ]/;

function fold(text: string): string {
  return (foldable.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

function trimmed(head: string): string {
  return head.replace(/:\s*#(?![\da-f]{3,8}\b).*$/i, ':').replace(/\s*(?:=>|[={:;,])\s*$/, '');
}

function limited(signature: string): string {
  if (signature.length <= longestSignature) return signature;
  const last = signature.charCodeAt(longestSignature - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return signature.slice(0, splitsPair ? longestSignature - 1 : longestSignature);
}
