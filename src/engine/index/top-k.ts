import { placesByScore } from './places-by-score';

/** Keeps the `k` best of a stream of numbered items: higher score first, ties by `compareTies`. */
export class TopK {
  private readonly ids: number[] = [];
  private readonly scores: number[] = [];
  /** Whether the worst item is at the root. */
  private isHeap = false;

  constructor(
    private readonly k: number,
    private readonly compareTies: (a: number, b: number) => number,
  ) {}

  offer(id: number, score: number): void {
    if (this.k <= 0) return;
    if (this.ids.length < this.k) {
      this.ids.push(id);
      this.scores.push(score);
      return;
    }
    this.order();
    if (!this.worse(this.ids[0] as number, this.scores[0] as number, id, score)) return;
    this.ids[0] = id;
    this.scores[0] = score;
    this.siftDown(0);
  }

  /** False when an item of this score surely has no place among the best. */
  mayTake(score: number): boolean {
    if (this.ids.length < this.k) return true;
    this.order();
    return score >= (this.scores[0] as number);
  }

  /** Takes all out, best first. */
  take(): { id: number; score: number }[] {
    const ids = this.ids.splice(0);
    const scores = this.scores.splice(0);
    this.isHeap = false;
    const places = placesByScore(scores, (a, b) => this.compareTies(ids[a] as number, ids[b] as number));
    return places.map((at) => ({ id: ids[at] as number, score: scores[at] as number }));
  }

  private worse(idA: number, scoreA: number, idB: number, scoreB: number): boolean {
    return scoreA < scoreB || (scoreA === scoreB && this.compareTies(idA, idB) > 0);
  }

  private worseAt(a: number, b: number): boolean {
    return this.worse(this.ids[a] as number, this.scores[a] as number, this.ids[b] as number, this.scores[b] as number);
  }

  private swap(a: number, b: number): void {
    const id = this.ids[a] as number;
    const score = this.scores[a] as number;
    this.ids[a] = this.ids[b] as number;
    this.scores[a] = this.scores[b] as number;
    this.ids[b] = id;
    this.scores[b] = score;
  }

  /** Makes a heap of the first `k`, once there are more. */
  private order(): void {
    if (this.isHeap) return;
    this.isHeap = true;
    for (let at = this.ids.length >> 1; at >= 0; at--) this.siftDown(at);
  }

  private siftDown(start: number): void {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let worst = at;
      if (left < this.ids.length && this.worseAt(left, worst)) worst = left;
      if (right < this.ids.length && this.worseAt(right, worst)) worst = right;
      if (worst === at) return;
      this.swap(at, worst);
      at = worst;
    }
  }
}
