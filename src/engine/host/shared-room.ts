/** Bytes of a block. Blocks are large, so that their memory goes back as a whole: many small ones would leave holes when they are freed. */
const BLOCK_BYTES = 1 << 20;
/** The first block is small and each is twice as large as the one before, since often not much more comes. */
const FIRST_BLOCK_BYTES = 1 << 15;

/** Room for small byte arrays in blocks that they share; a block lives as long as an array in it that was not given back. */
export class SharedRoom {
  private block: Uint8Array = new Uint8Array(0);
  private used = 0;
  /** A block that nobody uses, for the next arrays. */
  private spare: Uint8Array | undefined;
  /** By block: arrays in it that were not given back. */
  private readonly users = new WeakMap<ArrayBufferLike, number>();

  /** A new array of so many bytes, of any content; a large one has memory of its own. */
  take(bytes: number): Uint8Array {
    if (bytes > BLOCK_BYTES / 4) return this.lent(new Uint8Array(bytes));
    if (this.used + bytes > this.block.length) {
      this.block = this.nextBlock(bytes);
      this.used = 0;
    }
    const start = this.used;
    this.used += bytes;
    return this.lent(this.block.subarray(start, this.used));
  }

  /**
   * Lets the room of an array that `take` gave, or of a part of it, serve again at once: neither it nor any view of it may be used any
   * more. Arrays that are never given back are collected, later than they are done with.
   */
  giveBack({ buffer }: Uint8Array): void {
    const users = this.users.get(buffer);
    if (users === undefined) return;
    if (users > 1) {
      this.users.set(buffer, users - 1);
      return;
    }
    this.users.delete(buffer);
    if (buffer === this.block.buffer) this.used = 0;
    else if (!this.spare && buffer.byteLength === BLOCK_BYTES) this.spare = new Uint8Array(buffer);
    else free(buffer);
  }

  /** Lets go of the block that was begun. */
  release(): void {
    this.block = new Uint8Array(0);
    this.used = 0;
    this.spare = undefined;
  }

  private lent(array: Uint8Array): Uint8Array {
    this.users.set(array.buffer, (this.users.get(array.buffer) ?? 0) + 1);
    return array;
  }

  private nextBlock(bytes: number): Uint8Array {
    const { spare } = this;
    this.spare = undefined;
    if (spare) return spare;
    const wanted = Math.max(FIRST_BLOCK_BYTES, 2 * this.block.length, bytes);
    return new Uint8Array(Math.min(BLOCK_BYTES, wanted));
  }
}

/** Gives memory back without waiting for a collection; nothing that lies in it may be used any more. Node 20 cannot: there it is collected. */
export function free(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer?.(0);
}
