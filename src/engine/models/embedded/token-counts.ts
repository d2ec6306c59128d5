import { ESCAPE, MAX_ORDER } from './constants';
import { isBorder, type TokenCode } from './vocabulary';

/** Stands for the end of the line among the continuations. */
export const END: TokenCode = 0;

/** One possible next token. */
export interface Continuation {
  readonly code: TokenCode;
  readonly probability: number;
  /** Longest context in tokens under which it was seen. */
  readonly order: number;
  /** Summed weight of the occurrences behind it. */
  readonly support: number;
}

const WIDTH = MAX_ORDER + 1;

/** Weighted counts of next tokens for each length of shared context; one instance serves many contexts, one at a time. */
export class TokenCounts {
  private readonly slots = new Map<TokenCode, number>();
  private rows = new Float64Array(WIDTH * 64);
  private readonly totals = new Float64Array(WIDTH);
  private readonly kinds = new Float64Array(WIDTH);

  reset(): void {
    this.rows.fill(0, 0, this.slots.size * WIDTH);
    this.slots.clear();
    this.totals.fill(0);
    this.kinds.fill(0);
  }

  add(code: TokenCode, order: number, weight: number): void {
    const key = isBorder(code) ? END : code;
    let at = this.slots.get(key);
    if (at === undefined) {
      at = this.slots.size * WIDTH;
      this.slots.set(key, at);
      if (at + WIDTH > this.rows.length) {
        const rows = new Float64Array(this.rows.length * 2);
        rows.set(this.rows);
        this.rows = rows;
      }
    }
    this.rows[at + order] = (this.rows[at + order] ?? 0) + weight;
  }

  /** All continuations, most probable first. To be called once after the last `add`. */
  interpolate(): Continuation[] {
    const { rows, totals, kinds } = this;
    let deepest = 0;
    for (const at of this.slots.values()) {
      let sum = 0;
      for (let order = MAX_ORDER; order >= 0; order--) {
        sum += rows[at + order] ?? 0;
        if (sum === 0) continue;
        rows[at + order] = sum;
        totals[order] = (totals[order] ?? 0) + sum;
        kinds[order] = (kinds[order] ?? 0) + 1;
        if (order > deepest) deepest = order;
      }
    }
    const found: Continuation[] = [];
    for (const [code, at] of this.slots) {
      let probability = 0;
      let reached = 0;
      for (let order = 0; order <= deepest; order++) {
        const count = rows[at + order] ?? 0;
        if (count > 0) reached = order;
        const escape = ESCAPE * (kinds[order] ?? 0);
        probability = (count + escape * probability) / ((totals[order] ?? 0) + escape);
      }
      found.push({ code, probability, order: reached, support: rows[at + reached] ?? 0 });
    }
    return found.sort((a, b) => b.probability - a.probability);
  }
}
