/** Parsing one file may take so long, in milliseconds; files that need seconds on an idle machine are hardly written by hand. */
export const longestParseMs = 20_000;

/**
 * Brackets may nest so deep. The WebAssembly stack of the parser is 64 KB: a few thousand levels in broken code overflow it,
 * which leaves the runtime's memory damaged for every later file.
 */
const deepestNesting = 1_000;

/** Blocks of a YAML document may nest so deep: its grammar keeps their columns in a buffer that a few hundred overflow. */
const deepestBlocks = 64;

/** So many units typed into a text that nests within the limits cannot make it nest so deep that it matters. */
export function uncheckedUnits(languageId: string): number {
  return languageId === 'yaml' ? 64 : 500;
}

/** Why the parser cannot take a text, in one sentence; undefined when it can. */
export function nestingProblem(languageId: string, text: string): string | undefined {
  if (nestsTooDeep(text)) return `This file nests brackets more than ${deepestNesting} deep.`;
  if (languageId === 'yaml' && blocksNestTooDeep(text))
    return `This file nests blocks more than ${deepestBlocks} deep.`;
  return undefined;
}

/** Whether blocks that are told by their columns nest too deep; `- - a` opens two on one line. */
function blocksNestTooDeep(text: string): boolean {
  const columns: number[] = [];
  for (let start = 0; start < text.length; ) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    let at = start;
    while (at < end && isBlank(text, at)) at++;
    if (at < end) {
      while (columns.length > 0 && (columns.at(-1) as number) >= at - start) columns.pop();
      columns.push(at - start);
      while (at + 1 < end && isMarker(text, at) && isBlank(text, at + 1)) {
        for (at++; at < end && isBlank(text, at); ) at++;
        columns.push(at - start);
        if (columns.length > deepestBlocks) return true;
      }
      if (columns.length > deepestBlocks) return true;
    }
    start = end + 1;
  }
  return false;
}

function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 32 || unit === 9 || unit === 13;
}

/** `-`, `?` or `:` */
function isMarker(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 45 || unit === 63 || unit === 58;
}

/** Whether the brackets of a text, wherever they stand, nest deeper than the parser can take. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 40:
      case 91:
      case 123:
        if (++depth > deepestNesting) return true;
        break;
      case 41:
      case 93:
      case 125:
        if (depth > 0) depth--;
    }
  }
  return false;
}

/** The runtime has failed in a way that may have damaged its memory; it must not be used again. */
export function isRuntimeDamage(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}
