import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Disposable } from './host';

/**
 * A few bytes in a file that say what a thread is at, written in place and at once, so that they outlive the process however it
 * ends. A note that cannot be written is none; nothing here throws.
 */
export class KeptNote implements Disposable {
  private descriptor: number | undefined;
  private isLost = false;

  /** The file is made by the first write, and must not be there before. */
  constructor(private readonly file: string) {}

  /** Takes the place of what was written before, which had as many bytes. */
  write(bytes: Uint8Array): void {
    if (this.isLost) return;
    try {
      this.descriptor ??= made(this.file);
      writeSync(this.descriptor, bytes, 0, bytes.length, 0);
    } catch {
      this.isLost = true;
    }
  }

  /** Closes and removes the file. */
  dispose(): void {
    this.isLost = true;
    if (this.descriptor === undefined) return;
    try {
      closeSync(this.descriptor);
      rmSync(this.file, { force: true });
    } catch {
      // What is left is removed when the process is gone.
    }
    this.descriptor = undefined;
  }
}

function made(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'wx', 0o600);
}
