const mebibyte = 1 << 20;

/** A size for people: whole mebibytes as `1 MiB`, anything else exactly, as `1,500,000 bytes`. */
export function byteSize(bytes: number): string {
  if (bytes >= mebibyte && bytes % mebibyte === 0) return `${(bytes / mebibyte).toLocaleString('en')} MiB`;
  return `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`;
}
