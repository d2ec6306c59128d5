const CLOSERS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
  '"': '"',
  "'": "'",
  '`': '`',
};

/** Characters as a person counts them when typing: code points, with a CRLF line end as one. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    const pair = (unit === 13 && next === 10) || (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000);
    if (pair) i += 1;
    count += 1;
  }
  return count;
}

/** An opening bracket or quote together with the closing one that the editor adds by itself, for instance `()`. */
export function isAutoClosedPair(text: string): boolean {
  return text.length === 2 && CLOSERS[text.charAt(0)] === text.charAt(1);
}

/** The text without the closing brackets that the editor adds after an opening one. */
export function withoutAutoClosed(text: string): string {
  const opening = /^(?:"""|'''|```|[([{<"'`])/.exec(text)?.[0];
  if (opening === undefined) return text;
  const closing = opening.length === 3 ? opening : CLOSERS[opening];
  return text === opening + closing ? opening : text;
}

/** One closing bracket or quote. */
export function isClosing(text: string): boolean {
  return text.length === 1 && Object.values(CLOSERS).includes(text);
}

/** What Enter types up to the cursor: a line break with its indentation, without the line that it opens below between brackets. */
export function typedByEnter(text: string): string | undefined {
  return /^(\r?\n[ \t]*)(?:\r?\n[ \t]*)?$/.exec(text)?.[1];
}

/** What of a typed text stands before the cursor: neither the bracket that the editor closes by itself nor the line that it opens below. */
export function typedBeforeCursor(text: string): string {
  return typedByEnter(text) ?? withoutAutoClosed(text);
}
