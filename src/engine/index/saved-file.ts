import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { finished } from '../host';

/** Raised whenever the meaning of a saved index changes; older files are built anew. */
const FORMAT_VERSION = 4;
const MAGIC = 0x4e524143;
/** Magic, version, bytes in all, bytes of the description, and two words of checksum. */
const HEADER_WORDS = 6;
const CHECKED_FROM = 4 * HEADER_WORDS;
/** Bytes that are checked without a pause. */
const CHECKED_A_STEP = 1 << 20;
const CHECKSUM_AT = CHECKED_FROM - 8;

/** What a saved index is for; stands in the file's header. */
export interface SavedFor {
  /** What the content depends on besides the sources; a reader must know it. */
  readonly key: string;
  /** Canonical URIs of the workspace folders. */
  readonly folders: readonly string[];
}

/** Bytes from the start of a file in which `readSavedFor` finds what it is for. */
export const SAVED_START_BYTES = 1 << 16;

/** Columns of numbers by name, and anything else as JSON. */
export interface SavedParts {
  readonly columns: Readonly<Record<string, Uint32Array | Uint8Array>>;
  readonly json: unknown;
}

/** The same before it is packed, with the JSON as text. */
export interface PackedParts {
  readonly columns: SavedParts['columns'];
  readonly json: Uint8Array;
}

interface Description extends SavedFor {
  readonly columns: readonly { readonly name: string; readonly bytes: number; readonly wide: boolean }[];
  readonly json: number;
}

/** One file with a header and a checksum. Yields now and then; the parts may not change before it returns. */
export function* packSteps(
  { key, folders }: SavedFor,
  { columns, json }: PackedParts,
): Generator<undefined, Uint8Array> {
  const list = Object.entries(columns);
  const described = new TextEncoder().encode(
    JSON.stringify({
      key,
      folders,
      columns: list.map(([name, data]) => ({ name, bytes: data.byteLength, wide: data instanceof Uint32Array })),
      json: json.length,
    } satisfies Description),
  );
  let total = CHECKED_FROM + aligned(described.length);
  for (const [, data] of list) total += aligned(data.byteLength);
  total += aligned(json.length);

  const file = new Uint8Array(total);
  let at = CHECKED_FROM;
  for (const data of [described, ...list.map(([, column]) => column), json]) {
    yield;
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += aligned(data.byteLength);
  }
  const words = new Uint32Array(file.buffer);
  words.set([MAGIC, FORMAT_VERSION, total, described.length]);
  words.set(yield* checksumSteps(words), 4);
  return file;
}

/** The parts of a file that `packSteps` made under the same key; otherwise why it cannot be used, in words. */
export function unpackFile(key: string, content: Uint8Array): SavedParts | { readonly problem: string } {
  const isAligned = content.byteOffset % 4 === 0;
  const file = isAligned ? content : content.slice();
  if (file.length < CHECKED_FROM || file.length % 4 !== 0) return { problem: 'it is cut off' };
  const words = new Uint32Array(file.buffer, file.byteOffset, file.length / 4);
  const [magic, version, total, described] = words;
  if (magic !== MAGIC) return { problem: 'it is no saved index' };
  if (version !== FORMAT_VERSION) return { problem: 'another version of Cairn wrote it' };
  if (total !== file.length) return { problem: 'it is cut off' };
  const [first, second] = finished(checksumSteps(words));
  if (first !== words[4] || second !== words[5]) return { problem: 'it is damaged' };

  let at = CHECKED_FROM;
  const take = (length: number): Uint8Array => {
    const part = file.subarray(at, at + length);
    at += aligned(length);
    return part;
  };
  const description = JSON.parse(new TextDecoder().decode(take(described as number))) as Description;
  if (description.key !== key) return { problem: 'it was made under other rules' };
  const columns: Record<string, Uint32Array | Uint8Array> = {};
  for (const { name, bytes, wide } of description.columns) {
    const part = take(bytes);
    columns[name] = wide ? new Uint32Array(part.buffer, part.byteOffset, bytes / 4) : part;
  }
  return { columns, json: JSON.parse(new TextDecoder().decode(take(description.json))) };
}

/** What a saved index is for, by the first bytes of its file; undefined when it cannot be told. */
export function readSavedFor(start: Uint8Array): SavedFor | undefined {
  if (start.length < CHECKED_FROM) return undefined;
  const [magic, version, , described] = new Uint32Array(start.slice(0, CHECKED_FROM).buffer);
  if (magic !== MAGIC || version !== FORMAT_VERSION) return undefined;
  try {
    const text = new TextDecoder().decode(start.subarray(CHECKED_FROM, CHECKED_FROM + (described as number)));
    const { key, folders } = JSON.parse(text) as Partial<Description>;
    const isWhole = typeof key === 'string' && Array.isArray(folders) && folders.every((at) => typeof at === 'string');
    return isWhole ? { key, folders } : undefined;
  } catch {
    return undefined;
  }
}

/** A short name for a text of any length. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function aligned(bytes: number): number {
  return (bytes + 3) & ~3;
}

/** Of all that follows the header, and of the sizes in it; every change of up to four bytes in a row changes the first. */
function* checksumSteps(words: Uint32Array): Generator<undefined, [number, number]> {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const sizes = crc32(bytes.subarray(0, CHECKSUM_AT));
  let sum = sizes;
  for (let from = CHECKED_FROM; from < bytes.length; from += CHECKED_A_STEP) {
    sum = crc32(bytes.subarray(from, from + CHECKED_A_STEP), sum);
    yield;
  }
  return [sum, sizes];
}
