import type { IndexedFile } from '../../index';
import type { SymbolDefinition } from '../../syntax';
import { EVIDENCE, type EvidenceKind, SLOTS } from './evidence';

/** A definition that may help, with what speaks for and against it. */
export interface Candidate {
  readonly file: IndexedFile;
  readonly symbol: SymbolDefinition;
  /** By the order of `EVIDENCE`. */
  readonly values: Float32Array;
}

const WIDTH = EVIDENCE.length;
const MAX_CANDIDATES = 3000;
const FIRST_CANDIDATES = 512;

/** Definitions with the evidence gathered so far, each once. */
export class CandidateSet {
  private readonly rows = new Map<SymbolDefinition, number>();
  private readonly files: IndexedFile[] = [];
  private values = new Float32Array(FIRST_CANDIDATES * WIDTH);

  /** Keeps the strongest value of each kind. */
  add(file: IndexedFile, symbol: SymbolDefinition, kind: EvidenceKind, value: number): void {
    let row = this.rows.get(symbol);
    if (row === undefined) {
      row = this.files.length;
      if (row >= MAX_CANDIDATES) return;
      this.rows.set(symbol, row);
      this.files.push(file);
      if (this.values.length < (row + 1) * WIDTH) this.grow();
    }
    const at = row * WIDTH + SLOTS[kind];
    if (value > (this.values[at] as number)) this.values[at] = value;
  }

  /** The `count` candidates whose evidence so far adds up to most. */
  strongest(weights: Float64Array, count: number): Candidate[] {
    const size = this.files.length;
    const scores = new Float64Array(size);
    for (let row = 0, from = 0; row < size; row++, from += WIDTH) {
      let score = 0;
      for (let at = 0; at < WIDTH; at++) score += (this.values[from + at] as number) * (weights[at] as number);
      scores[row] = score;
    }
    const least = size <= count ? Number.NEGATIVE_INFINITY : (scores.slice().sort()[size - count] as number);
    const strongest: Candidate[] = [];
    for (const [symbol, row] of this.rows) {
      if ((scores[row] as number) < least) continue;
      const values = this.values.subarray(row * WIDTH, (row + 1) * WIDTH);
      strongest.push({ file: this.files[row] as IndexedFile, symbol, values });
    }
    return strongest;
  }

  private grow(): void {
    const grown = new Float32Array(2 * this.values.length);
    grown.set(this.values);
    this.values = grown;
  }
}
