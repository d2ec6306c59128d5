const BLOCK = 512;

/** The regular files of a tar archive as npm makes them. */
export function* filesOfTar(archive: Buffer): IterableIterator<{ readonly name: string; readonly content: Buffer }> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(field(archive, at + 124, 12), 8) || 0;
    const kind = field(archive, at + 156, 1);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
    else if (kind === '0' || kind === '') {
      const header = at - BLOCK - Math.ceil(size / BLOCK) * BLOCK;
      const prefix = field(archive, header + 345, 155);
      const name = field(archive, header, 100);
      yield { name: longName ?? (prefix === '' ? name : `${prefix}/${name}`), content };
      longName = undefined;
    }
  }
}

function field(archive: Buffer, at: number, length: number): string {
  const end = archive.indexOf(0, at);
  return archive.toString('utf8', at, end < 0 ? at + length : Math.min(end, at + length));
}
