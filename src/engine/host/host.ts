/** What a path is, as far as the engine cares. */
export type FileKind = 'file' | 'directory' | 'link' | 'other';

export interface FileStat {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** What was said of a file, and its content then or later. */
export interface StatedContent {
  readonly stat: FileStat;
  readonly content: Uint8Array;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** Anything that holds a resource until `dispose` is called; calling it twice is harmless. */
export interface Disposable {
  dispose(): void;
}

/** Why a file operation failed, in terms a caller can act on. */
export type HostErrorKind = 'missing' | 'forbidden' | 'exists' | 'not-a-directory' | 'too-large' | 'other';

export class HostError extends Error {
  constructor(
    readonly kind: HostErrorKind,
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'HostError';
  }
}

/** In pieces when it is made while it is written. */
export type FileContent = Uint8Array | string | AsyncIterable<Uint8Array>;

/**
 * The world outside the engine as a value, so that every effect can be replaced in a test.
 * Paths are absolute, in the machine's own form. Failures reject with `HostError`.
 */
export interface Host {
  /** Whole content; rejects with `too-large` when the file exceeds `maxBytes`. */
  readFile(path: string, maxBytes?: number): Promise<Uint8Array>;
  /**
   * What `stat` says of a file and then its whole content, in fewer looks than one after the other takes. Rejects for what is no file,
   * a symbolic link too, and as `readFile` does.
   */
  readWithStat(path: string, maxBytes: number): Promise<StatedContent>;
  /** A content that `readFile` or `readWithStat` gave is done with: its memory may be written to from now on. */
  giveBack?(content: Uint8Array): void;
  /** The first `bytes` bytes, or all of a shorter file. */
  readStart(path: string, bytes: number): Promise<Uint8Array>;
  /** Undefined when nothing is there. Does not follow a symbolic link. */
  stat(path: string): Promise<FileStat | undefined>;
  /** The path without any symbolic link in it, spelled as the machine has it; undefined when nothing is there. */
  realPath(path: string): Promise<string | undefined>;
  /** Entries of a directory, in no particular order. */
  list(directory: string): Promise<readonly DirectoryEntry[]>;
  /** Writes under a temporary name and renames, so a reader sees the old or the new content, never a part. Makes parent directories. */
  writeFile(path: string, content: FileContent): Promise<void>;
  /** Appends in one write call; resolves once the operating system has the bytes. Makes parent directories. */
  appendFile(path: string, content: string): Promise<void>;
  makeDirectory(path: string): Promise<void>;
  /** Removes a file or a whole directory; no error when it is absent. */
  remove(path: string): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back. */
  monotonic(): number;
  /** 32 digits of lower-case hexadecimal that nobody can guess: 122 of their bits are random. */
  randomId(): string;
}
