import type { FileDescription } from '../index';

/** Adds up how large the files of an index are. */
export class IndexedBytes {
  total = 0;
  /** Sizes of files of which the disk says too little to be trusted. */
  private readonly unstamped = new Map<string, number>();

  /** `known` is what the index had of the file, if any. */
  put(file: FileDescription, known: FileDescription | undefined, text: string): void {
    this.remove(known);
    if (!file.stamp) this.unstamped.set(file.uri, Buffer.byteLength(text));
    this.total += this.of(file);
  }

  /** The file is the same, and the disk may say something else of it. */
  keep(file: FileDescription, known: FileDescription): void {
    const before = this.of(known);
    if (file.stamp) this.unstamped.delete(file.uri);
    else this.unstamped.set(file.uri, before);
    this.total += this.of(file) - before;
  }

  remove(known: FileDescription | undefined): void {
    if (!known) return;
    this.total -= this.of(known);
    this.unstamped.delete(known.uri);
  }

  /** A file that the index holds already, with what a stored index says of it. */
  adopt(file: FileDescription): void {
    this.total += this.of(file);
  }

  private of({ uri, stamp }: FileDescription): number {
    return stamp?.bytes ?? this.unstamped.get(uri) ?? 0;
  }
}
