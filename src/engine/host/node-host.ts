import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, lstat, open as openFile, read, type Stats } from 'node:fs';
import { appendFile, mkdir, open, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DirectoryEntry, FileContent, FileKind, FileStat, Host, HostErrorKind, StatedContent } from './host';
import { HostError } from './host';
import { SharedRoom } from './shared-room';

const renameAttempts = 5;
const readStep = 1 << 20;
/** Another process may write into a directory while it is being removed. */
const removal = { recursive: true, force: true, maxRetries: 3 };
/** For what is read of files, which mostly are small. */
const room = new SharedRoom();
/** Opening a pipe would wait for a writer. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
/** Refuses to open a symbolic link; Windows has no such flag. */
const noLink: number | undefined = constants.O_NOFOLLOW;

/** Whether file names that differ in case only are the same file here, as is usual everywhere but on Linux. */
export function namesIgnoreCase(): boolean {
  return process.platform !== 'linux';
}

/** The machine that this process runs on. */
export function nodeHost(): Host {
  return {
    readFile: (path, maxBytes) =>
      translated(path, async () => (await readWhole(path, maxBytes ?? Number.POSITIVE_INFINITY, readOnly)).content),
    readWithStat: (path, maxBytes) => translated(path, () => readUnlinked(path, maxBytes)),
    giveBack: (content) => room.giveBack(content),
    readStart: (path, bytes) => translated(path, () => readFirst(path, bytes)),
    stat: (path) => statOf(path),
    realPath: (path) => realPathOf(path),
    list: (directory) => translated(directory, () => entriesOf(directory)),
    writeFile: (path, content) => translated(path, () => replaceFile(path, content)),
    appendFile: (path, content) => translated(path, () => append(path, content)),
    makeDirectory: (path) => translated(path, async () => void (await mkdir(path, { recursive: true }))),
    remove: (path) => translated(path, () => rm(path, removal)),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    // Node draws the bytes of many of these at once: a suggestion must not wait for the system.
    randomId: () => randomUUID().replaceAll('-', ''),
  };
}

/** Takes no more turns of the thread pool than opening and reading: a workspace has many small files. */
async function readWhole(path: string, maxBytes: number, flags: number): Promise<StatedContent> {
  const file = await opened(path, flags);
  try {
    // What opening has just looked up is at hand and does not wait for the disk.
    const found = fstatSync(file);
    if (!found.isFile()) throw new HostError('other', path, `${path} is not a regular file.`);
    const { size } = found;
    if (size > maxBytes) throw tooLarge(path, maxBytes);
    // A file that grows while it is read must not pass the limit, and one that shrinks must not leave zeros.
    const pieces: Uint8Array[] = [];
    let total = 0;
    let room = size + 1;
    for (;;) {
      const piece = await nextPiece(file, room);
      total += piece.length;
      if (total > maxBytes) throw tooLarge(path, maxBytes);
      pieces.push(piece);
      if (piece.length === 0 || (total >= size && piece.length < room)) break;
      room = Math.max(size + 1 - total, Math.min(readStep, total));
    }
    const content = pieces.length === 1 && pieces[0] ? pieces[0] : new Uint8Array(Buffer.concat(pieces));
    return { stat: fileStatOf(found), content };
  } finally {
    closeRead(file);
  }
}

async function readUnlinked(path: string, maxBytes: number): Promise<StatedContent> {
  if (noLink !== undefined) return readWhole(path, maxBytes, readOnly | noLink);
  if ((await statOf(path))?.kind === 'link') throw new HostError('other', path, `${path} is a symbolic link.`);
  return readWhole(path, maxBytes, readOnly);
}

/** What was only read is closed without a wait for the disk. */
function closeRead(file: number): void {
  try {
    closeSync(file);
  } catch {
    // Nothing can be lost.
  }
}

function opened(path: string, flags: number): Promise<number> {
  return new Promise((resolve, reject) => {
    openFile(path, flags, (error, file) => (error ? reject(error) : resolve(file)));
  });
}

function nextPiece(file: number, most: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const buffer = room.take(most);
    read(file, buffer, 0, most, null, (error, bytes) => (error ? reject(error) : resolve(buffer.subarray(0, bytes))));
  });
}

async function readFirst(path: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(path, readOnly);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function tooLarge(path: string, maxBytes: number): HostError {
  return new HostError('too-large', path, `${path} is larger than ${maxBytes} bytes.`);
}

function statOf(path: string): Promise<FileStat | undefined> {
  return ifThere(path, () => lookedAt(path));
}

/** Many files are looked at for each answer: what `fs/promises` makes of a look takes longer. */
function lookedAt(path: string): Promise<FileStat> {
  return new Promise((resolve, reject) => {
    lstat(path, (error, found) => (error ? reject(error) : resolve(fileStatOf(found))));
  });
}

function fileStatOf(found: Stats): FileStat {
  return { kind: kindOf(found), size: found.size, modifiedMs: found.mtimeMs };
}

function realPathOf(path: string): Promise<string | undefined> {
  return ifThere(path, () => realpath(path));
}

async function ifThere<T>(path: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const failure = hostError(path, error);
    if (failure.kind === 'missing' || failure.kind === 'not-a-directory') return undefined;
    throw failure;
  }
}

async function entriesOf(directory: string): Promise<readonly DirectoryEntry[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
}

async function replaceFile(path: string, content: FileContent): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, content, { flush: true });
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Windows refuses to replace a file that a virus scanner or another window holds open for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = codeOf(error);
      const passing = code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
      if (!passing || attempt === renameAttempts || process.platform !== 'win32') throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt));
    }
  }
}

async function append(path: string, content: string): Promise<void> {
  try {
    await appendFile(path, content);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, content);
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): FileKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'file' : 'other';
}

async function translated<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw hostError(path, error);
  }
}

const kindsByCode: Readonly<Record<string, HostErrorKind>> = {
  ENOENT: 'missing',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EROFS: 'forbidden',
  EEXIST: 'exists',
  ENOTDIR: 'not-a-directory',
  EFBIG: 'too-large',
  ERR_FS_FILE_TOO_LARGE: 'too-large',
};

function hostError(path: string, error: unknown): HostError {
  if (error instanceof HostError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HostError(kindsByCode[codeOf(error)] ?? 'other', path, message);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
