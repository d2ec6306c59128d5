/** Bytes of a block. Blocks are large, so that their memory goes back as a whole: many small ones would leave holes when they are freed. */
const BLOCK_BYTES = 1 << 20;
/** The first block is small and each is twice as large as the one before, since often not much more comes. */
const FIRST_BLOCK_BYTES = 1 << 15;

/** Room for small byte arrays in blocks that they share; a block lives as long as an array in it. */
export class SharedRoom {
  private block = new Uint8Array(0);
  private used = 0;

  /** A new array of so many bytes; a large one has memory of its own. */
  take(bytes: number): Uint8Array {
    if (bytes > BLOCK_BYTES / 4) return new Uint8Array(bytes);
    if (this.used + bytes > this.block.length) {
      const wanted = Math.max(FIRST_BLOCK_BYTES, 2 * this.block.length, bytes);
      this.block = new Uint8Array(Math.min(BLOCK_BYTES, wanted));
      this.used = 0;
    }
    const start = this.used;
    this.used += bytes;
    return this.block.subarray(start, this.used);
  }

  /** Lets go of the block that was begun. */
  release(): void {
    this.block = new Uint8Array(0);
    this.used = 0;
  }
}
