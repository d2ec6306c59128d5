/**
 * The text with `\n` for each `\r` that ends a line by itself, as long as before: tree-sitter counts rows by `\n` only, while the
 * editor and the index count such a `\r` too.
 */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
