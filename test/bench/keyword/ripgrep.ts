import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const BUNDLED = 'test/host/node_modules/code-server/lib/vscode/node_modules/@vscode/ripgrep-universal/bin';

/** ripgrep from the host package, else the machine's own; undefined when there is none. */
export function ripgrep(): string | undefined {
  const bundled = path.resolve(
    BUNDLED,
    `${process.platform}-${process.arch}`,
    process.platform === 'win32' ? 'rg.exe' : 'rg',
  );
  if (existsSync(bundled)) return bundled;
  return spawnSync('rg', ['--version']).status === 0 ? 'rg' : undefined;
}

/** CPU milliseconds of one scan of `root` for a whole word; undefined where the shell cannot tell. */
export function scanCpuMs(program: string, word: string, root: string): number | undefined {
  const script = '"$0" --no-config --no-ignore -l -w -F -- "$1" "$2" >/dev/null; times';
  const { stdout } = spawnSync('sh', ['-c', script, program, word, root], { encoding: 'utf8' });
  const children = String(stdout).trim().split('\n')[1];
  const parts = children ? [...children.matchAll(/(\d+)m([\d.]+)s/g)] : [];
  if (parts.length !== 2) return undefined;
  return 1000 * parts.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}
