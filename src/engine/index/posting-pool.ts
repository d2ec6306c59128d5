const HEADER = 2;
const FIRST_CAPACITY = 2;
const LARGEST_CAPACITY = 1024;

/**
 * Posting lists of all terms in one growing array: per term a chain of blocks `[next, count, (document, frequencies)…]`,
 * each block twice as large as the one before. Offset 0 means "none".
 */
export class PostingPool {
  /** The blocks; replaced when it grows, so read it anew for each list. */
  data = new Uint32Array(1024);
  private used = 1;
  private heads = new Uint32Array(256);
  private tails = new Uint32Array(256);
  private capacities = new Uint16Array(256);
  private counts = new Uint32Array(256);

  append(term: number, document: number, frequencies: number): void {
    this.reserveTerm(term);
    let tail = this.tails[term] as number;
    if (tail === 0 || this.data[tail + 1] === this.capacities[term]) {
      const capacity = tail === 0 ? FIRST_CAPACITY : Math.min(LARGEST_CAPACITY, 2 * (this.capacities[term] as number));
      const block = this.allocate(HEADER + 2 * capacity);
      if (tail === 0) this.heads[term] = block;
      else this.data[tail] = block;
      this.tails[term] = block;
      this.capacities[term] = capacity;
      tail = block;
    }
    const count = this.data[tail + 1] as number;
    this.data[tail + HEADER + 2 * count] = document;
    this.data[tail + HEADER + 2 * count + 1] = frequencies;
    this.data[tail + 1] = count + 1;
    this.counts[term] = (this.counts[term] as number) + 1;
  }

  /** Postings of a term, those of removed documents included. */
  count(term: number): number {
    return term < this.counts.length ? (this.counts[term] as number) : 0;
  }

  firstBlock(term: number): number {
    return term < this.heads.length ? (this.heads[term] as number) : 0;
  }

  forEach(term: number, visit: (document: number, frequencies: number) => void): void {
    for (let block = this.firstBlock(term); block !== 0; block = this.data[block] as number) {
      const end = block + HEADER + 2 * (this.data[block + 1] as number);
      for (let at = block + HEADER; at < end; at += 2) visit(this.data[at] as number, this.data[at + 1] as number);
    }
  }

  /** A pool with only the postings of documents for which `keep` is true. */
  filtered(keep: (document: number) => boolean): PostingPool {
    const copy = new PostingPool();
    for (let term = 0; term < this.heads.length; term++) {
      this.forEach(term, (document, frequencies) => {
        if (keep(document)) copy.append(term, document, frequencies);
      });
    }
    return copy;
  }

  private allocate(size: number): number {
    if (this.used + size > this.data.length) {
      const larger = new Uint32Array(Math.max(this.used + size, 2 * this.data.length));
      larger.set(this.data);
      this.data = larger;
    }
    const block = this.used;
    this.used += size;
    return block;
  }

  private reserveTerm(term: number): void {
    if (term < this.heads.length) return;
    const capacity = Math.max(term + 1, 2 * this.heads.length);
    const heads = new Uint32Array(capacity);
    const tails = new Uint32Array(capacity);
    const counts = new Uint32Array(capacity);
    const capacities = new Uint16Array(capacity);
    heads.set(this.heads);
    tails.set(this.tails);
    counts.set(this.counts);
    capacities.set(this.capacities);
    this.heads = heads;
    this.tails = tails;
    this.counts = counts;
    this.capacities = capacities;
  }
}
