import { createHash } from 'node:crypto';

const FILE_ID = /^[0-9a-f]{16}$/;

/**
 * A file's name in records: 16 hexadecimal digits that tell files of one workspace apart and cannot be turned back
 * into a path without the workspace's salt. Keep the salt out of every record.
 */
export function saltedFileId(uri: string, salt: string): string {
  return createHash('sha256').update(`${salt}\0${uri}`).digest('hex').slice(0, 16);
}

export function isFileId(value: unknown): value is string {
  return typeof value === 'string' && FILE_ID.test(value);
}
