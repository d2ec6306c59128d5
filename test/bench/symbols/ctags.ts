import { spawnSync } from 'node:child_process';
import type { Named } from './reference';
import { bare } from './reference';

/** Whether Universal Ctags with JSON output is installed. */
export function hasCtags(): boolean {
  const { status, stdout } = spawnSync('ctags', ['--list-features'], { encoding: 'utf8' });
  return status === 0 && stdout.includes('json');
}

/** The definitions that Universal Ctags finds in files, by path. Locals are not asked for. */
export function ctagsOf(files: readonly string[]): Map<string, Named[]> {
  const found = new Map<string, Named[]>();
  const { stdout } = spawnSync(
    'ctags',
    ['--quiet=yes', '--sort=no', '--output-format=json', '--fields=+n', '-L', '-', '-f', '-'],
    { input: files.join('\n'), encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{')) continue;
    const tag = JSON.parse(line) as { readonly path: string; readonly name: string; readonly line: number };
    const named = found.get(tag.path) ?? [];
    named.push({ name: bare(tag.name), line: tag.line - 1 });
    found.set(tag.path, named);
  }
  return found;
}
