/** An `@` word being written at the caret; offsets are UTF-16 units of the text. */
export interface MentionToken {
  readonly start: number;
  readonly end: number;
  /** What follows the `@`, without quotes. */
  readonly query: string;
}

/** The mention that the caret stands in or right behind, if any. */
export function mentionAt(text: string, caret: number): MentionToken | undefined {
  const before = /(?<![^\s([{])@("[^"\n]*|[^\s@"]*)$/.exec(text.slice(0, caret));
  if (!before) return undefined;
  const typed = before[1] ?? '';
  const rest = typed.startsWith('"') ? '' : (/^[^\s@"]*/.exec(text.slice(caret))?.[0] ?? '');
  return { start: before.index, end: caret + rest.length, query: typed.replace(/^"/, '') };
}

/** The text with the token replaced by a mention and a space behind it, and the caret behind that. */
export function completeMention(
  text: string,
  token: MentionToken,
  mention: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(token.end).replace(/^ /, '');
  return { text: `${text.slice(0, token.start)}${mention} ${rest}`, caret: token.start + mention.length + 1 };
}
