import { ESCAPE, MAX_ORDER } from './constants';
import { isBorder, type TokenCode } from './vocabulary';

/** Stands for the end of the line among the continuations. */
export const END: TokenCode = 0;

/**
 * Where an occurrence stands. `EARLIER` is a line that was here and is gone; `ALIKE` is a place in the open document that
 * agrees in the shapes of its tokens only.
 */
export const DOCUMENT = 0;
export const FOLDER = 1;
export const WORKSPACE = 2;
export const EARLIER = 3;
export const ALIKE = 4;
/** Sum of all sources but `ALIKE`. */
const ALL = 5;
const SOURCES = 6;

/** What is known of one possible next token. */
export interface Evidence {
  readonly code: TokenCode;
  /** Probability from all exact occurrences together, then from each source alone; the workspace includes the folder. */
  readonly all: number;
  readonly document: number;
  readonly folder: number;
  readonly workspace: number;
  readonly earlier: number;
  readonly alike: number;
  /** Longest context in tokens under which it was seen. */
  readonly order: number;
  /** Summed weight of the occurrences behind it at that order. */
  readonly support: number;
}

const WIDTH = MAX_ORDER + 1;
/** Different tokens that are counted at most. */
const SLOTS = 1024;

/** Weighted counts of next tokens for each source and length of shared context; serves many contexts, one at a time. */
export class TokenCounts {
  private readonly slots = new Map<TokenCode, number>();
  /** A column for each source and length, with a place for each token; the weights are whole and small, so sums are exact. */
  private readonly columns = new Float32Array(SOURCES * WIDTH * SLOTS);
  private readonly blended = Array.from({ length: SOURCES }, () => new Float64Array(SLOTS));
  private spacedWeight = 0;
  private deepest = 0;

  reset(): void {
    const used = this.slots.size;
    for (let source = 0; source < SOURCES; source++) {
      for (let order = 0; order <= this.deepest; order++) {
        const from = columnAt(source, order);
        this.columns.fill(0, from, from + used);
      }
    }
    this.slots.clear();
    this.spacedWeight = 0;
    this.deepest = 0;
  }

  /** Whether white space is likelier than none before the next token. */
  get spaced(): boolean {
    return this.spacedWeight > 0;
  }

  /** Makes a token known without counting it. */
  know(code: TokenCode): void {
    this.slotOf(code);
  }

  add(code: TokenCode, source: number, order: number, weight: number): void {
    const border = isBorder(code);
    if (!border) this.spacedWeight += (code & 1) === 1 ? weight : -weight;
    const slot = this.slotOf(border ? END : code);
    if (slot < 0) return;
    if (order > this.deepest) this.deepest = order;
    this.count(source, order, slot, weight);
    if (source === FOLDER) this.count(WORKSPACE, order, slot, weight);
    if (source !== ALIKE) this.count(ALL, order, slot, weight);
  }

  /** All continuations in no order. To be called once after the last `add`. */
  interpolate(): Evidence[] {
    for (let source = 0; source < SOURCES; source++) this.blend(source);
    const { columns, deepest, blended } = this;
    const of = (source: number, slot: number): number => blended[source]?.[slot] ?? 0;
    return [...this.slots].map(([code, slot]) => {
      let order = deepest;
      while (order > 0 && columns[columnAt(ALL, order) + slot] === 0) order -= 1;
      return {
        code,
        all: of(ALL, slot),
        document: of(DOCUMENT, slot),
        folder: of(FOLDER, slot),
        workspace: of(WORKSPACE, slot),
        earlier: of(EARLIER, slot),
        alike: of(ALIKE, slot),
        order,
        support: columns[columnAt(ALL, order) + slot] ?? 0,
      };
    });
  }

  /**
   * Sums up each length's counts with those of the longer ones, and mixes the lengths: a context with few different
   * continuations trusts itself more than the shorter ones (Witten and Bell).
   */
  private blend(source: number): void {
    const { columns, deepest } = this;
    const size = this.slots.size;
    const probability = this.blended[source] as Float64Array;
    probability.fill(0, 0, size);
    for (let order = deepest - 1; order >= 0; order--) {
      const from = columnAt(source, order);
      const longer = columnAt(source, order + 1);
      for (let i = 0; i < size; i++) columns[from + i] = (columns[from + i] ?? 0) + (columns[longer + i] ?? 0);
    }
    for (let order = 0; order <= deepest; order++) {
      const from = columnAt(source, order);
      let total = 0;
      let kinds = 0;
      for (let i = 0; i < size; i++) {
        const count = columns[from + i] ?? 0;
        total += count;
        if (count > 0) kinds += 1;
      }
      if (kinds === 0) break;
      const escape = ESCAPE * kinds;
      for (let i = 0; i < size; i++) {
        probability[i] = ((columns[from + i] ?? 0) + escape * (probability[i] ?? 0)) / (total + escape);
      }
    }
  }

  private count(source: number, order: number, slot: number, weight: number): void {
    const at = columnAt(source, order) + slot;
    this.columns[at] = (this.columns[at] ?? 0) + weight;
  }

  private slotOf(code: TokenCode): number {
    let slot = this.slots.get(code);
    if (slot === undefined) {
      slot = this.slots.size;
      if (slot >= SLOTS) return -1;
      this.slots.set(code, slot);
    }
    return slot;
  }
}

function columnAt(source: number, order: number): number {
  return (source * WIDTH + order) * SLOTS;
}
