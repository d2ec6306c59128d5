import { LeastOfBest } from '../../index';
import { WEIGHTS } from './cursor-weights';
import { FOUND_KINDS } from './evidence';
import { NumberPlaces } from './number-places';

/** A definition by its row in the index, with the evidence for it. */
export interface FoundRow {
  readonly row: number;
  /** What that evidence adds up to. */
  readonly score: number;
  /** Where the evidence begins in `values`, those of all rows: by the order of `EVIDENCE`, the kinds alone that are found by searching. */
  readonly at: number;
  readonly values: Float32Array;
}

const WIDTH = FOUND_KINDS;
const MAX_CANDIDATES = 3000;
const ROOM = 4096;

/** Definitions with the evidence gathered so far, each once. Serves one cursor after another, so that its memory is taken once. */
export class CandidateSet {
  private readonly places = new NumberPlaces(ROOM);
  private readonly values = new Float32Array(MAX_CANDIDATES * WIDTH);
  /** By place, what its values add up to. */
  private readonly scores = new Float64Array(MAX_CANDIDATES);

  clear(): void {
    this.values.fill(0, 0, this.places.size * WIDTH);
    this.scores.fill(0, 0, this.places.size);
    this.places.clear();
  }

  /** Takes over what another set holds, in place of what this one did. */
  copy(other: CandidateSet): void {
    const used = Math.max(this.places.size, other.places.size);
    this.places.copy(other.places);
    this.values.set(other.values.subarray(0, WIDTH * used));
    this.scores.set(other.scores.subarray(0, used));
  }

  /** Takes back the value of a kind, which is given as its place in `EVIDENCE`. */
  withdraw(row: number, slot: number): void {
    const place = this.places.find(row);
    if (place >= 0) this.set(place, slot, 0);
  }

  /** Keeps the strongest value of each kind, which is given as its place in `EVIDENCE`; it is one that is found by searching. */
  add(row: number, slot: number, value: number): void {
    const { places, values } = this;
    const place = places.size < MAX_CANDIDATES ? places.placeOf(row) : places.find(row);
    if (place < 0) return;
    if (value > (values[place * WIDTH + slot] as number)) this.set(place, slot, value);
  }

  /** The `count` candidates whose evidence so far adds up to most. */
  strongest(count: number): FoundRow[] {
    const { places, values, scores } = this;
    const { size } = places;
    const least = size <= count ? Number.NEGATIVE_INFINITY : leastOfBest(scores.subarray(0, size), count);
    const chosen: number[] = [];
    for (let place = 0; place < size; place++) if ((scores[place] as number) >= least) chosen.push(place);
    // One array for all: each costs the collector of garbage more than what it holds.
    const kept = new Float32Array(chosen.length * WIDTH);
    return chosen.map((place, rank) => {
      const at = rank * WIDTH;
      for (let slot = 0; slot < WIDTH; slot++) kept[at + slot] = values[place * WIDTH + slot] as number;
      return { row: places.numberAt(place), score: scores[place] as number, at, values: kept };
    });
  }

  private set(place: number, slot: number, value: number): void {
    const { values, scores } = this;
    const at = place * WIDTH + slot;
    const before = values[at] as number;
    values[at] = value;
    scores[place] = (scores[place] as number) + (WEIGHTS[slot] as number) * ((values[at] as number) - before);
  }
}

function leastOfBest(scores: Float64Array, count: number): number {
  const best = new LeastOfBest(count);
  for (let at = 0; at < scores.length; at++) best.offer(scores[at] as number);
  // It knows of scores above zero alone.
  return best.least > 0 ? best.least : (scores.slice().sort()[scores.length - count] as number);
}
