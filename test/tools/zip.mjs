const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The files of a zip archive, from its central directory: `{ name, size, packed }`, sizes in bytes. */
export function packedFiles(archive) {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory) throw new Error('It is not a zip archive.');
  const files = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('The zip archive has a broken directory.');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    files.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files.filter(({ name }) => !name.endsWith('/'));
}
