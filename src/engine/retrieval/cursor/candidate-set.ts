import { EVIDENCE, type EvidenceKind, SLOTS } from './evidence';

/** A definition by its row in the index, with the evidence for it. */
export interface FoundRow {
  readonly row: number;
  /** By the order of `EVIDENCE`. */
  readonly values: Float32Array;
}

const WIDTH = EVIDENCE.length;
const MAX_CANDIDATES = 3000;
const FIRST_CANDIDATES = 512;

/** Definitions with the evidence gathered so far, each once. */
export class CandidateSet {
  private readonly places = new Map<number, number>();
  private values = new Float32Array(FIRST_CANDIDATES * WIDTH);

  /** Keeps the strongest value of each kind. */
  add(row: number, kind: EvidenceKind, value: number): void {
    let place = this.places.get(row);
    if (place === undefined) {
      place = this.places.size;
      if (place >= MAX_CANDIDATES) return;
      this.places.set(row, place);
      if (this.values.length < (place + 1) * WIDTH) this.grow();
    }
    const at = place * WIDTH + SLOTS[kind];
    if (value > (this.values[at] as number)) this.values[at] = value;
  }

  /** The `count` candidates whose evidence so far adds up to most. */
  strongest(weights: Float64Array, count: number): FoundRow[] {
    const { values } = this;
    const { size } = this.places;
    const scores = new Float64Array(size);
    for (let place = 0, from = 0; place < size; place++, from += WIDTH) {
      let score = 0;
      for (let at = 0; at < WIDTH; at++) score += (values[from + at] as number) * (weights[at] as number);
      scores[place] = score;
    }
    const least = size <= count ? Number.NEGATIVE_INFINITY : (scores.slice().sort()[size - count] as number);
    const strongest: FoundRow[] = [];
    for (const [row, place] of this.places) {
      if ((scores[place] as number) < least) continue;
      strongest.push({ row, values: values.subarray(place * WIDTH, (place + 1) * WIDTH) });
    }
    return strongest;
  }

  private grow(): void {
    const grown = new Float32Array(2 * this.values.length);
    grown.set(this.values);
    this.values = grown;
  }
}
