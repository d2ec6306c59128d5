/**
 * The end of `prefix` within `maxUnits`, from the start of a line. The cut moves in steps of a quarter of the budget, so that the
 * prompt keeps its beginning, and a server its cache, over many keys.
 */
export function prefixStart(prefix: string, maxUnits: number): number {
  if (prefix.length <= maxUnits) return 0;
  const step = Math.max(1, Math.floor(maxUnits / 4));
  const least = Math.ceil((prefix.length - maxUnits) / step) * step;
  const lineBreak = prefix.indexOf('\n', least - 1);
  if (lineBreak >= 0) return lineBreak + 1;
  return insideCharacter(prefix, least) ? least + 1 : least;
}

/** Where the start of `suffix` within `maxUnits` ends: after a whole line where there is one. */
export function suffixEnd(suffix: string, maxUnits: number): number {
  if (suffix.length <= maxUnits) return suffix.length;
  const lineBreak = suffix.lastIndexOf('\n', maxUnits - 1);
  if (lineBreak >= 0) return lineBreak + 1;
  return insideCharacter(suffix, maxUnits) ? maxUnits - 1 : maxUnits;
}

function insideCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}
