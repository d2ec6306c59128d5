import { execFileSync } from 'node:child_process';

/** A file at a commit: its path in the repository and the name of its content. */
export type Tree = ReadonlyMap<string, string>;

export interface Commit {
  readonly hash: string;
  readonly parent: string;
  /** Paths that were changed and existed before. */
  readonly modified: readonly string[];
}

/** Lines that a commit put into a file; one-based, the last one included. */
export interface Hunk {
  readonly first: number;
  readonly last: number;
}

const MOST_BYTES = 1 << 30;
const ENVIRONMENT = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };

/** Reads a repository's history through git, whose settings of the user and the machine do not count. */
export class Repository {
  constructor(private readonly folder: string) {}

  /** The newest `count` commits with one parent. */
  commits(count: number): Commit[] {
    const format = '--format=%x01%H%x02%P%x02';
    const args = ['log', 'HEAD', '--no-merges', '--no-renames', '-n', String(count), '--name-status', '-z', format];
    const commits: Commit[] = [];
    for (const record of this.git(args).toString('utf8').split('\x01')) {
      const [hash = '', parent = '', names = ''] = record.split('\x02');
      if (hash === '' || parent === '' || parent.includes(' ')) continue;
      const fields = names.split('\0').map((field) => field.replace(/^\n+/u, ''));
      const modified: string[] = [];
      for (let i = 0; i + 1 < fields.length; i++) {
        if (fields[i] === 'M') modified.push(fields[++i] ?? '');
      }
      commits.push({ hash, parent, modified });
    }
    return commits;
  }

  tree(commit: string): Tree {
    const tree = new Map<string, string>();
    for (const entry of this.git(['ls-tree', '-r', '-z', commit]).toString('utf8').split('\0')) {
      const tab = entry.indexOf('\t');
      const [mode, type, content] = entry.slice(0, Math.max(0, tab)).split(' ');
      if (type === 'blob' && mode !== '120000' && content !== undefined) tree.set(entry.slice(tab + 1), content);
    }
    return tree;
  }

  /** Added or changed lines per path between a commit and its parent. */
  hunks(commit: Commit, paths: readonly string[]): Map<string, Hunk[]> {
    const args = [
      'diff',
      '-U0',
      '--no-color',
      '--no-ext-diff',
      '--no-renames',
      commit.parent,
      commit.hash,
      '--',
      ...paths,
    ];
    const found = new Map<string, Hunk[]>();
    let hunks: Hunk[] = [];
    for (const line of this.git(args).toString('utf8').split('\n')) {
      if (line.startsWith('+++ b/')) {
        hunks = [];
        found.set(line.slice(6).replace(/\t$/u, ''), hunks);
        continue;
      }
      const match = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/u.exec(line);
      const size = Number(match?.[2] ?? 1);
      if (match !== null && size > 0) hunks.push({ first: Number(match[1]), last: Number(match[1]) + size - 1 });
    }
    return found;
  }

  /** Texts by the name of their content. */
  texts(contents: Iterable<string>): Map<string, string> {
    const names = [...new Set(contents)];
    const texts = new Map<string, string>();
    for (let from = 0; from < names.length; from += 2000) {
      const part = names.slice(from, from + 2000);
      const output = this.git(['cat-file', '--batch'], part.map((name) => `${name}\n`).join(''));
      let at = 0;
      for (const name of part) {
        const end = output.indexOf(10, at);
        const size = Number(output.toString('latin1', at, end).split(' ')[2]);
        if (Number.isNaN(size)) {
          at = end + 1;
          continue;
        }
        texts.set(name, output.toString('utf8', end + 1, end + 1 + size));
        at = end + size + 2;
      }
    }
    return texts;
  }

  private git(args: readonly string[], input?: string): Buffer {
    const settings = ['-c', 'core.quotePath=false'];
    return execFileSync('git', [...settings, ...args], {
      cwd: this.folder,
      env: ENVIRONMENT,
      maxBuffer: MOST_BYTES,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(input === undefined ? {} : { input }),
    });
  }
}
