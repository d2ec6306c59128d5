import { crc32 } from 'node:zlib';
import { free } from '../host';

/** Raised whenever the meaning of a saved index changes; older files are built anew. */
const FORMAT_VERSION = 13;
const MAGIC = 0x4e524143;
/** Magic, version, bytes of what the index is for. */
const HEADER_BYTES = 12;
/** At the end: bytes of the list of columns, bytes in all, checksum of all before it. */
const TRAILER_BYTES = 12;
/** Bytes that are checked without a pause. */
const CHECKED_A_STEP = 1 << 20;

/** What a saved index is for; stands in the file's header. */
export interface SavedFor {
  /** What the content depends on besides the sources; a reader must know it. */
  readonly key: string;
  /** Canonical URIs of the workspace folders. */
  readonly folders: readonly string[];
  /** By what rules its symbols were found; a reader who goes by others can use the rest. */
  readonly syntax?: string;
  /** A digest of the rules of each place that decided which files are in it. */
  readonly rules?: Readonly<Record<string, string>>;
}

/** Bytes from the start of a file in which `readSavedFor` finds what it is for. */
export const SAVED_START_BYTES = 1 << 16;

/** Numbers or bytes with a name, in memory of their own. */
export interface SavedColumn {
  readonly name: string;
  readonly data: Uint32Array | Uint8Array;
}

export type SavedColumns = Readonly<Record<string, Uint32Array | Uint8Array>>;

type ColumnList = readonly { readonly name: string; readonly bytes: number; readonly wide: boolean }[];

/**
 * One file, piece by piece, from columns that come one after the other; undefined is a moment at which others may have their turn. A
 * piece is valid until the next one is asked for: a column's memory is given back then.
 */
export function* packSteps(
  saved: SavedFor,
  columns: Iterable<SavedColumn | undefined>,
): Generator<Uint8Array | undefined> {
  const list: { name: string; bytes: number; wide: boolean }[] = [];
  let total = 0;
  let sum = 0;
  function* piece(data: Uint8Array): Generator<Uint8Array | undefined> {
    const padding = new Uint8Array(aligned(data.length) - data.length);
    sum = crc32(padding, yield* checksumSteps(data, sum));
    total += data.length + padding.length;
    yield data;
    if (padding.length > 0) yield padding;
  }
  const described = new TextEncoder().encode(JSON.stringify(saved));
  yield* piece(bytesOf(Uint32Array.of(MAGIC, FORMAT_VERSION, described.length)));
  yield* piece(described);
  for (const column of columns) {
    if (!column) {
      yield undefined;
      continue;
    }
    const { name, data } = column;
    list.push({ name, bytes: data.byteLength, wide: data instanceof Uint32Array });
    yield* piece(bytesOf(data));
    free(data.buffer);
  }
  const listed = new TextEncoder().encode(JSON.stringify(list satisfies ColumnList));
  yield* piece(listed);
  yield* piece(bytesOf(Uint32Array.of(listed.length, total + TRAILER_BYTES)));
  yield bytesOf(Uint32Array.of(sum));
}

/** The columns of a file that `packSteps` made under the same key; otherwise why it cannot be used, in words. */
export function unpackFile(
  key: string,
  content: Uint8Array,
): { readonly columns: SavedColumns; readonly saved: SavedFor } | { readonly problem: string } {
  const isAligned = content.byteOffset % 4 === 0;
  const file = isAligned ? content : content.slice();
  if (file.length < HEADER_BYTES + TRAILER_BYTES || file.length % 4 !== 0) return { problem: 'it is cut off' };
  const words = new Uint32Array(file.buffer, file.byteOffset, file.length / 4);
  const [magic, version, described] = words as unknown as [number, number, number];
  if (magic !== MAGIC) return { problem: 'it is no saved index' };
  if (version !== FORMAT_VERSION) return { problem: 'another version of Cairn wrote it' };
  const [listed, total, sum] = words.subarray(-3) as unknown as [number, number, number];
  if (total !== file.length) return { problem: 'it is cut off' };
  if (crc32(file.subarray(0, -4)) !== sum) return { problem: 'it is damaged' };

  const text = (from: number, length: number) => new TextDecoder().decode(file.subarray(from, from + length));
  const saved = JSON.parse(text(HEADER_BYTES, described)) as SavedFor;
  if (saved.key !== key) return { problem: 'it was made under other rules' };
  const columns: Record<string, Uint32Array | Uint8Array> = {};
  let at = HEADER_BYTES + aligned(described);
  for (const { name, bytes, wide } of JSON.parse(
    text(file.length - TRAILER_BYTES - aligned(listed), listed),
  ) as ColumnList) {
    const part = file.subarray(at, at + bytes);
    columns[name] = wide ? new Uint32Array(part.buffer, part.byteOffset, bytes / 4) : part;
    at += aligned(bytes);
  }
  return { columns, saved };
}

/** What a saved index is for, by the first bytes of its file; undefined when it cannot be told. */
export function readSavedFor(start: Uint8Array): SavedFor | undefined {
  if (start.length < HEADER_BYTES) return undefined;
  const [magic, version, described] = new Uint32Array(start.slice(0, HEADER_BYTES).buffer);
  if (magic !== MAGIC || version !== FORMAT_VERSION) return undefined;
  try {
    const text = new TextDecoder().decode(start.subarray(HEADER_BYTES, HEADER_BYTES + (described as number)));
    const { key, folders, rules } = JSON.parse(text) as Partial<SavedFor>;
    const isWhole = typeof key === 'string' && Array.isArray(folders) && folders.every((at) => typeof at === 'string');
    return isWhole ? { key, folders, ...(rules && { rules }) } : undefined;
  } catch {
    return undefined;
  }
}

function aligned(bytes: number): number {
  return (bytes + 3) & ~3;
}

function bytesOf(data: Uint32Array | Uint8Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Every change of up to four bytes in a row changes it. */
function* checksumSteps(bytes: Uint8Array, before: number): Generator<undefined, number> {
  let sum = before;
  for (let from = 0; from < bytes.length; from += CHECKED_A_STEP) {
    if (from > 0) yield;
    sum = crc32(bytes.subarray(from, from + CHECKED_A_STEP), sum);
  }
  return sum;
}
