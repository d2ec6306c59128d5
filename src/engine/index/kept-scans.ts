/** Bytes that are kept at most; files that find no room are scanned once more. */
const MOST_BYTES = 32 << 20;
/** Bytes of a block. Blocks are large, so that their memory goes back as a whole and leaves no holes. */
const BLOCK_BYTES = 1 << 20;

interface Block {
  readonly bytes: Uint8Array;
  used: number;
}

interface KeptScan {
  readonly content: number;
  readonly packed: Uint8Array;
}

/** What scans found in texts whose symbols are still to come, so that each text is scanned once. */
export class KeptScans {
  private readonly byUri = new Map<string, KeptScan>();
  private bytes = 0;
  /** The last one begun; those before it live as long as a scan in them. */
  private block: Block | undefined;

  /** `content` tells the text from every other. `packed` is copied. */
  keep(uri: string, content: number, packed: Uint8Array): void {
    this.drop(uri);
    if (this.bytes + packed.length > MOST_BYTES) return;
    this.byUri.set(uri, { content, packed: this.placed(packed) });
    this.bytes += packed.length;
  }

  /** The scan of exactly this text, which is not kept any longer. */
  take(uri: string, content: number | undefined): Uint8Array | undefined {
    const kept = this.byUri.get(uri);
    this.drop(uri);
    return kept?.content === content ? kept?.packed : undefined;
  }

  drop(uri: string): void {
    const kept = this.byUri.get(uri);
    if (!kept) return;
    this.byUri.delete(uri);
    this.bytes -= kept.packed.length;
    if (this.byUri.size === 0) this.block = undefined;
  }

  private placed(packed: Uint8Array): Uint8Array {
    if (packed.length > BLOCK_BYTES) return packed.slice();
    if (!this.block || this.block.used + packed.length > BLOCK_BYTES)
      this.block = { bytes: new Uint8Array(BLOCK_BYTES), used: 0 };
    const { bytes, used } = this.block;
    bytes.set(packed, used);
    this.block.used += packed.length;
    return bytes.subarray(used, this.block.used);
  }
}
