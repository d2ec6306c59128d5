import { SharedRoom } from '../host';

/** Bytes that are kept at most; files that find no room are scanned once more. */
const MOST_BYTES = 32 << 20;

interface KeptScan {
  readonly content: number;
  readonly packed: Uint8Array;
}

/** What scans found in texts whose symbols are still to come, so that each text is scanned once. */
export class KeptScans {
  private readonly byUri = new Map<string, KeptScan>();
  private bytes = 0;
  private readonly room = new SharedRoom();

  /** `content` tells the text from every other. `packed` is copied. */
  keep(uri: string, content: number, packed: Uint8Array): void {
    this.drop(uri);
    if (this.bytes + packed.length > MOST_BYTES) return;
    const copy = this.room.take(packed.length);
    copy.set(packed);
    this.byUri.set(uri, { content, packed: copy });
    this.bytes += packed.length;
  }

  /** The scan of exactly this text, which is not kept any longer. To be told of with `done` when it has served. */
  take(uri: string, content: number | undefined): Uint8Array | undefined {
    const kept = this.byUri.get(uri);
    if (!kept) return undefined;
    if (kept.content !== content) {
      this.drop(uri);
      return undefined;
    }
    this.forget(uri, kept);
    return kept.packed;
  }

  /** A scan that was taken has served. */
  done(packed: Uint8Array): void {
    this.room.giveBack(packed);
    if (this.byUri.size === 0) this.room.release();
  }

  drop(uri: string): void {
    const kept = this.byUri.get(uri);
    if (!kept) return;
    this.forget(uri, kept);
    this.done(kept.packed);
  }

  private forget(uri: string, { packed }: KeptScan): void {
    this.byUri.delete(uri);
    this.bytes -= packed.length;
  }
}
