/** The least of the `k` best of a stream of scores above zero. */
export class LeastOfBest {
  /** The best so far; a heap with the least at its root when there are `k`. */
  private readonly heap: Float64Array;
  private size = 0;
  /** 0 until there are `k`. */
  least = 0;

  constructor(private readonly k: number) {
    this.heap = new Float64Array(k);
  }

  /** Takes a score in; one no greater than the least changes nothing. */
  offer(score: number): void {
    if (score <= this.least) return;
    const { heap, k } = this;
    if (this.size < k) {
      heap[this.size++] = score;
      if (this.size < k) return;
      for (let at = k >> 1; at >= 0; at--) this.sink(at, heap[at] as number);
    } else this.sink(0, score);
    this.least = heap[0] as number;
  }

  /** Puts a score at a place, or below it when there are lesser ones. */
  private sink(place: number, score: number): void {
    const { heap, k } = this;
    let at = place;
    for (let child = 2 * at + 1; child < k; child = 2 * at + 1) {
      if (child + 1 < k && (heap[child + 1] as number) < (heap[child] as number)) child++;
      const least = heap[child] as number;
      if (least >= score) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = score;
  }
}
