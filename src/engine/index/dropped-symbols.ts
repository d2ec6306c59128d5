import { SharedRoom } from '../host';
import type { FileDescription } from './indexed-file';

/** Bytes that are kept at most, with what each content takes beside its symbols. */
const MOST_BYTES = 4 << 20;
const BYTES_BESIDE = 400;

/** What decides whether the symbols of a file that is gone may be kept, and for which files they serve. */
export type DroppedFile = Pick<FileDescription, 'uri' | 'folder' | 'languageId' | 'signals' | 'strength'>;

interface Dropped {
  readonly file: DroppedFile;
  readonly packed: Uint8Array;
}

/** Packed symbols of contents that left the index lately; those that came first go first when there are too many. */
export class DroppedSymbols {
  private readonly byContent = new Map<number, Dropped>();
  private readonly room = new SharedRoom();
  private bytes = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  /** `packed` is copied; those that came first make room for it. */
  keep(content: number, { uri, folder, languageId, signals, strength }: DroppedFile, packed: Uint8Array): void {
    this.delete(content);
    const bytes = packed.length + BYTES_BESIDE;
    if (bytes > this.mostBytes) return;
    for (const earlier of this.byContent.keys()) {
      if (this.bytes + bytes <= this.mostBytes) break;
      this.delete(earlier);
    }
    const copy = this.room.take(packed.length);
    copy.set(packed);
    this.byContent.set(content, { file: { uri, folder, languageId, signals, strength }, packed: copy });
    this.bytes += bytes;
  }

  /** Valid until the next change. */
  find(content: number): Dropped | undefined {
    return this.byContent.get(content);
  }

  delete(content: number): void {
    const dropped = this.byContent.get(content);
    if (!dropped) return;
    this.byContent.delete(content);
    this.bytes -= dropped.packed.length + BYTES_BESIDE;
    this.room.giveBack(dropped.packed);
    if (this.byContent.size === 0) this.room.release();
  }

  /** Forgets the contents of files that are not allowed any more. */
  keepOnly(isAllowed: (file: DroppedFile) => boolean): void {
    for (const [content, { file }] of this.byContent) if (!isAllowed(file)) this.delete(content);
  }
}
