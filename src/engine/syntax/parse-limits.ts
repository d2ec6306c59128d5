/** Parsing one file may take so long, in milliseconds; files that need seconds on an idle machine are hardly written by hand. */
export const longestParseMs = 20_000;

/**
 * Brackets may nest so deep. The WebAssembly stack of the parser is 64 KB: a few thousand levels in broken code overflow it,
 * which leaves the runtime's memory damaged for every later file.
 */
export const deepestNesting = 1_000;

/** Whether the brackets of a text, wherever they stand, nest deeper than the parser can take. */
export function nestsTooDeep(text: string): boolean {
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
