import { createHash, randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** What a process that is gone has left. */
export interface LeftNote {
  readonly file: string;
  /** Another for every process, also of one that got the same number from the system. */
  readonly process: string;
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
}

/** A note that nobody has written for so long says nothing any more, whoever has left it; milliseconds. */
const OLD_MS = 90 * 24 * 3_600_000;
/** Bytes of a note, at most. */
const LONGEST = 256;
/** Files looked at, at most. */
const MOST_FILES = 1_000;
const NAME = /^([0-9a-f]{8})-([1-9]\d{0,9})-([0-9a-f]{16})-\d{1,9}\.note$/;
/** Opening a pipe would wait for a writer. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Small files that say what each process and thread is at, in a directory that many processes share, also on several machines.
 * Nothing here throws: a note that cannot be read or removed is as good as none.
 */
export class ProcessNotes {
  private readonly process = randomBytes(8).toString('hex');
  private lastNumber = 0;

  constructor(
    private readonly directory: string,
    private readonly machine = shortName(hostname()),
  ) {}

  /** Where a thread of this process may keep a note; nothing is there yet. */
  newFile(): string {
    return join(this.directory, `${this.machine}-${process.pid}-${this.process}-${++this.lastNumber}.note`);
  }

  /** The notes of this machine's processes that are gone. Old ones of any machine are removed. */
  left(now = Date.now()): LeftNote[] {
    return this.names().flatMap((name) => {
      const [, machine, pid, owner] = NAME.exec(name) ?? [];
      if (machine === undefined || pid === undefined || owner === undefined) return [];
      if (machine === this.machine && this.isLiving(Number(pid), owner)) return [];
      const file = join(this.directory, name);
      const found = contentOf(file);
      if (!found) return [];
      if (now - found.modifiedMs > OLD_MS) this.remove(file);
      else if (machine === this.machine) return [{ file, process: owner, ...found }];
      return [];
    });
  }

  remove(file: string): void {
    try {
      rmSync(file, { force: true });
    } catch {
      // It is looked at again at the next start.
    }
  }

  /** For the end of this process: it has left nothing. */
  removeOwn(): void {
    for (const name of this.names()) if (NAME.exec(name)?.[3] === this.process) this.remove(join(this.directory, name));
  }

  private names(): string[] {
    try {
      return readdirSync(this.directory).slice(0, MOST_FILES);
    } catch {
      return [];
    }
  }

  private isLiving(pid: number, owner: string): boolean {
    if (owner === this.process) return true;
    return pid !== process.pid && isRunning(pid);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** What is too long is cut off one byte behind the longest note. Undefined for what is no file or cannot be read. */
function contentOf(file: string): Pick<LeftNote, 'bytes' | 'modifiedMs'> | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, READ_ONLY);
    const found = fstatSync(descriptor);
    if (!found.isFile()) return undefined;
    const room = new Uint8Array(LONGEST + 1);
    const bytes = room.subarray(0, readSync(descriptor, room, 0, room.length, 0));
    return { bytes, modifiedMs: found.mtimeMs };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function shortName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
