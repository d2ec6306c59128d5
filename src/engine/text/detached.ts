/** V8 copies parts of strings that are shorter than this. */
const SHORTEST_SLICE = 13;

/** The same text in memory of its own: engines let a part of a string keep the whole alive. */
export function detached(text: string): string {
  if (text.length < SHORTEST_SLICE) return text;
  // Joining copies, and what has a byte a unit stays so.
  const middle = text.length >> 1;
  return [text.slice(0, middle), text.slice(middle)].join('');
}
