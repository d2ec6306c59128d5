import { HostError } from '../../../src/engine/host';
import type { FileContent, FileKind, Host } from '../../../src/engine/host';

export interface MemoryHost extends Host {
  /** Paths that answer `forbidden`. */
  readonly forbidden: Set<string>;
  /** Symbolic links, each with the absolute path that it leads to. */
  readonly links: Map<string, string>;
}

/** A POSIX machine in memory, for tests. */
export function memoryHost(files: Readonly<Record<string, string | Uint8Array>> = {}): MemoryHost {
  const contents = new Map<string, Uint8Array>();
  const directories = new Set<string>(['/']);
  const forbidden = new Set<string>();
  const links = new Map<string, string>();
  let ids = 0;
  let clock = 0;

  /** Follows the links in a path; with `whole` also one that is its last part. */
  const resolved = (path: string, whole = true): string => {
    let at = '';
    const names = path.split('/').filter(Boolean);
    for (const [index, name] of names.entries()) {
      at += `/${name}`;
      const target = whole || index < names.length - 1 ? links.get(at) : undefined;
      if (target !== undefined) at = resolved(target);
    }
    return at || '/';
  };
  const addDirectory = (path: string): void => {
    for (let at = path; at !== '' && !directories.has(at); at = at.slice(0, at.lastIndexOf('/'))) directories.add(at);
  };
  /** Counts writes; each has a time of its own, long ago. */
  let writes = 0;
  const writtenAt = new Map<string, number>();
  const put = (path: string, content: string | Uint8Array): void => {
    writtenAt.set(path, ++writes);
    addDirectory(path.slice(0, path.lastIndexOf('/')));
    contents.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  };
  const check = (path: string): void => {
    if (forbidden.has(path)) throw new HostError('forbidden', path, `${path} is forbidden.`);
  };
  const kindOf = (given: string): FileKind | undefined => {
    const path = resolved(given, false);
    if (links.has(path)) return 'link';
    return contents.has(path) ? 'file' : directories.has(path) ? 'directory' : undefined;
  };
  for (const [path, content] of Object.entries(files)) put(path, content);

  return {
    forbidden,
    links,
    async readFile(path, maxBytes = Number.POSITIVE_INFINITY) {
      check(path);
      const content = contents.get(resolved(path));
      if (!content) throw new HostError(directories.has(path) ? 'other' : 'missing', path, `${path} is no file.`);
      if (content.length > maxBytes) throw new HostError('too-large', path, `${path} is too large.`);
      return content;
    },
    async readWithStat(path, maxBytes) {
      const stat = await this.stat(path);
      if (stat?.kind !== 'file') throw new HostError('other', path, `${path} is no file.`);
      return { stat, content: await this.readFile(path, maxBytes) };
    },
    async readStart(path, bytes) {
      check(path);
      const content = contents.get(resolved(path));
      if (!content) throw new HostError('missing', path, `${path} is no file.`);
      return content.slice(0, bytes);
    },
    async stat(path) {
      check(path);
      const kind = kindOf(path);
      const real = resolved(path, false);
      return kind && { kind, size: contents.get(real)?.length ?? 0, modifiedMs: writtenAt.get(real) ?? 1 };
    },
    async realPath(path) {
      check(path);
      const real = resolved(path);
      return kindOf(real) && real;
    },
    async list(given) {
      check(given);
      const directory = resolved(given);
      if (!directories.has(directory))
        throw new HostError(
          contents.has(directory) ? 'not-a-directory' : 'missing',
          directory,
          `${directory} is no directory.`,
        );
      const start = directory === '/' ? '/' : `${directory}/`;
      const names = new Set<string>();
      for (const path of [...contents.keys(), ...directories, ...links.keys()]) {
        const name = path.startsWith(start) ? path.slice(start.length) : '';
        if (name !== '' && !name.includes('/')) names.add(name);
      }
      return [...names].map((name) => ({ name, kind: kindOf(start + name) ?? 'other' }));
    },
    async writeFile(path, content) {
      check(path);
      put(resolved(path, false), await wholeOf(content));
    },
    async appendFile(path, content) {
      check(path);
      put(path, new TextDecoder().decode(contents.get(path) ?? new Uint8Array()) + content);
    },
    async makeDirectory(path) {
      addDirectory(path);
    },
    async remove(path) {
      links.delete(path);
      for (const known of [...contents.keys()])
        if (known === path || known.startsWith(`${path}/`)) contents.delete(known);
      for (const known of [...directories])
        if (known === path || known.startsWith(`${path}/`)) directories.delete(known);
    },
    now: () => 1_000_000 + clock++,
    monotonic: () => clock++,
    randomId: () => (++ids).toString(16).padStart(32, '0'),
  };
}

async function wholeOf(content: FileContent): Promise<string | Uint8Array> {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
}
