/** V8 copies parts of strings that are shorter than this. */
const SHORTEST_SLICE = 13;

/** The same text in memory of its own: engines let a part of a string keep the whole alive. */
export function detached(text: string): string {
  return text.length < SHORTEST_SLICE ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
