import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import manifest from './manifest.json';
import { filesOfTar } from './tar';

const SOURCE = /\.(?:[cm]?[jt]sx?|c|h|cc|cpp|hpp|mm?|java|kts?|py|go|rs|swift|rb|sh|css|html|md|glsl)$/;
const NOT_WRITTEN_BY_HAND = /\.min\.|\.d\.[cm]?ts$/;
const COMPLETE = 'complete.json';

/**
 * The folder of a large workspace composed of npm packages that ship their sources, pinned by version and integrity in
 * `manifest.json`. Made on the first call, outside of the repository: in `CAIRN_BENCH_CACHE`, else in the system's folder for
 * temporary files.
 */
export async function ensureCorpus(): Promise<string> {
  const cache = path.resolve(process.env['CAIRN_BENCH_CACHE'] ?? path.join(tmpdir(), 'cairn-bench-cache'));
  const version = createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 12);
  const folder = path.join(cache, `corpus-${version}`);
  if (existsSync(path.join(folder, COMPLETE))) return path.join(folder, 'sources');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(path.join(cache, 'making-'));
  try {
    const parts = manifest.map((entry) => ({ package: `${entry.name}@${entry.version}`, ...unpack(entry, made) }));
    for (const part of parts) console.log(`${part.package}: ${part.files} files, ${(part.bytes / 1e6).toFixed(1)} MB`);
    writeFileSync(path.join(made, COMPLETE), JSON.stringify(parts));
    renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return path.join(folder, 'sources');
}

function unpack(entry: (typeof manifest)[number], into: string): { files: number; bytes: number } {
  const target = path.join(into, 'sources', entry.name.replace('@', '').replace('/', '-'));
  let files = 0;
  let bytes = 0;
  for (const { name, content } of filesOfTar(gunzipSync(download(entry, into)))) {
    const inside = name.slice(name.indexOf('/') + 1);
    if (!entry.keep.some((folder) => inside.startsWith(folder)) || inside.split('/').includes('..')) continue;
    if (!SOURCE.test(inside) || NOT_WRITTEN_BY_HAND.test(inside)) continue;
    const file = path.join(target, inside);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    files++;
    bytes += content.length;
  }
  return { files, bytes };
}

function download({ name, version, integrity }: (typeof manifest)[number], into: string): Buffer {
  const folder = mkdtempSync(path.join(into, 'package-'));
  try {
    const command = ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder];
    const { status } = spawnSync('npm', command, {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    const archive = readdirSync(folder)[0];
    if (status !== 0 || archive === undefined)
      throw new Error(`npm could not fetch ${name}@${version}; give a folder of sources with --root instead.`);
    const content = readFileSync(path.join(folder, archive));
    const found = `sha512-${createHash('sha512').update(content).digest('base64')}`;
    if (found !== integrity) throw new Error(`${name}@${version} is not what the benchmark was pinned to.`);
    return content;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
