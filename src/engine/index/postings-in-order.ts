import { grown } from './growing';

/** Stretches at least this long are put in order by inserting. */
const SHORTEST_RUN = 12;

/**
 * The postings of one list, put in order by document. They come as a few runs that ascend already, one for each time that documents got
 * numbers anew, so runs are found and merged; two arrays more serve all lists.
 */
export class PostingsInOrder {
  documents = new Uint32Array(1 << 10);
  packed = new Uint32Array(1 << 10);
  private otherDocuments = new Uint32Array(0);
  private otherPacked = new Uint32Array(0);
  /** Where the runs begin, and where the last one ends. */
  private starts = new Uint32Array(1 << 6);

  /** Makes room for `length` postings. */
  reserve(length: number): void {
    if (length <= this.documents.length) return;
    this.documents = grown(this.documents, length);
    this.packed = grown(this.packed, length);
  }

  /** Puts the first `count` in order. */
  order(count: number): void {
    for (let runs = this.findRuns(count); runs > 1; runs = this.mergePairs(runs)) this.swap();
  }

  /** Runs among the first `count`, short ones made longer; returns how many there are. */
  private findRuns(count: number): number {
    const { documents } = this;
    let runs = 0;
    for (let from = 0; from < count; ) {
      let to = from + 1;
      while (to < count && (documents[to - 1] as number) < (documents[to] as number)) to++;
      if (to - from < SHORTEST_RUN && to < count) {
        const end = Math.min(count, from + SHORTEST_RUN);
        this.insert(from, to, end);
        to = end;
      }
      if (runs + 2 > this.starts.length) this.starts = grown(this.starts, runs + 2);
      this.starts[runs++] = from;
      from = to;
    }
    this.starts[runs] = count;
    return runs;
  }

  /** Puts those in `[from, end)` in order, of which those before `at` are. */
  private insert(from: number, at: number, end: number): void {
    const { documents, packed } = this;
    for (let next = at; next < end; next++) {
      const document = documents[next] as number;
      const frequencies = packed[next] as number;
      let place = next;
      for (; place > from && (documents[place - 1] as number) > document; place--) {
        documents[place] = documents[place - 1] as number;
        packed[place] = packed[place - 1] as number;
      }
      documents[place] = document;
      packed[place] = frequencies;
    }
  }

  private swap(): void {
    const { documents, packed } = this;
    if (this.otherDocuments.length < documents.length) {
      this.otherDocuments = new Uint32Array(documents.length);
      this.otherPacked = new Uint32Array(documents.length);
    }
    this.documents = this.otherDocuments;
    this.packed = this.otherPacked;
    this.otherDocuments = documents;
    this.otherPacked = packed;
  }

  /** Merges each two neighbours of the runs that `swap` has set aside; returns how many there are then. */
  private mergePairs(runs: number): number {
    const { starts } = this;
    const end = starts[runs] as number;
    let merged = 0;
    for (let run = 0; run < runs; run += 2) {
      const from = starts[run] as number;
      const middle = starts[run + 1] as number;
      this.merge(from, middle, run + 1 < runs ? (starts[run + 2] as number) : end);
      starts[merged++] = from;
    }
    starts[merged] = end;
    return merged;
  }

  private merge(from: number, middle: number, to: number): void {
    const { documents, packed, otherDocuments, otherPacked } = this;
    let left = from;
    let right = middle;
    for (let at = from; at < to; at++) {
      const isLeft =
        right === to || (left < middle && (otherDocuments[left] as number) < (otherDocuments[right] as number));
      const source = isLeft ? left++ : right++;
      documents[at] = otherDocuments[source] as number;
      packed[at] = otherPacked[source] as number;
    }
  }
}
