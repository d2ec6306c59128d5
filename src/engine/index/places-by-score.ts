/** Which half of a double has its lowest bits. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

/**
 * Places of some scores, the greatest score's first, equal ones in the order of `compareTies`, which is given two places. Numbers are
 * sorted several times faster than by a function that compares them: so a score's last bits give way to its place, and scores that
 * are the same without them are sorted once more.
 */
export function placesByScore(scores: readonly number[], compareTies: (a: number, b: number) => number): number[] {
  const count = scores.length;
  const placeBits = 2 ** Math.ceil(Math.log2(Math.max(2, count))) - 1;
  const keys = new Float64Array(scores);
  const halves = new Uint32Array(keys.buffer);
  for (let at = 0; at < count; at++) {
    const low = 2 * at + LOW;
    halves[low] = ((halves[low] as number) & ~placeBits) | at;
  }
  keys.sort();
  const places = new Array<number>(count);
  let first = 0;
  for (let at = 0; at < count; at++) {
    const half = 2 * (count - 1 - at);
    places[at] = (halves[half + LOW] as number) & placeBits;
    const goesOn =
      at + 1 < count &&
      halves[half + 1 - LOW] === halves[half - 1 - LOW] &&
      ((halves[half + LOW] as number) | placeBits) === ((halves[half - 2 + LOW] as number) | placeBits);
    if (goesOn) continue;
    if (first < at) sortRange(places, first, at + 1, scores, compareTies);
    first = at + 1;
  }
  return places;
}

function sortRange(
  places: number[],
  from: number,
  to: number,
  scores: readonly number[],
  compareTies: (a: number, b: number) => number,
): void {
  const near = places.slice(from, to);
  near.sort((a, b) => (scores[b] as number) - (scores[a] as number) || compareTies(a, b));
  for (let at = 0; at < near.length; at++) places[from + at] = near[at] as number;
}
