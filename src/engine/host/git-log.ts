import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** A commit as git tells it; paths are relative to the folder that was asked about, with `/`. */
export interface LoggedCommit {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly message: string;
  readonly paths: readonly string[];
}

/** Reads the history of folders through the user's own git. */
export interface GitLog {
  /** The commit that is checked out; undefined without a repository, a commit or git. */
  head(folder: string, signal: AbortSignal): Promise<string | undefined>;
  /** The last commits that changed something in the folder, newest first, without merges; none when git does not answer. */
  commits(folder: string, signal: AbortSignal): Promise<readonly LoggedCommit[]>;
}

/** How much of a history is read. */
interface GitLogBounds {
  readonly commits: number;
  /** Characters of a message that are kept. */
  readonly message: number;
  /** A commit with more paths says nothing of any of them and is left out. */
  readonly paths: number;
  /** Of git's answer, after which it is ended. */
  readonly bytes: number;
  /** Milliseconds after which git is ended. */
  readonly run: number;
}

const usualBounds: GitLogBounds = { commits: 3_000, message: 1_500, paths: 200, bytes: 24 << 20, run: 30_000 };

/** A repository's configuration can name programs: none of them may run, and nothing may reach the network. */
const HARMLESS = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.attributesFile=/dev/null',
    'log.showSignature=false',
    'log.mailmap=false',
    'diff.external=',
    'protocol.allow=never',
    'submodule.recurse=false',
  ].flatMap((setting) => ['-c', setting]),
];
const LOG_OPTIONS = [
  '--no-merges',
  '--encoding=UTF-8',
  '--format=%x01%ct%x02%B%x03',
  '--name-only',
  '-z',
  '--relative',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-mailmap',
  '--no-notes',
  '--no-color',
  '--no-decorate',
  '--ignore-submodules=all',
  '-O/dev/null',
  '--',
  '.',
];
const ENVIRONMENT = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_PAGER: '',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  LC_ALL: 'C',
};

export function nodeGitLog(bounds = usualBounds): GitLog {
  return {
    async head(folder, signal) {
      const { text, whole } = await run(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'], bounds, signal);
      const hash = text.trim();
      return whole && /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
    },
    async commits(folder, signal) {
      const args = ['log', `--max-count=${bounds.commits}`, ...LOG_OPTIONS];
      const { text, whole } = await run(folder, args, bounds, signal);
      return readCommits(text, whole, bounds);
    },
  };
}

/** Commits out of git's answer; the last one is left out when the answer may be cut. */
function readCommits(text: string, whole: boolean, bounds: GitLogBounds): LoggedCommit[] {
  const records = text.split('\u0001').slice(1);
  if (!whole) records.pop();
  return records.flatMap((record) => {
    const timeEnd = record.indexOf('\u0002');
    const messageEnd = record.indexOf('\u0003', timeEnd);
    const time = Number(record.slice(0, timeEnd));
    if (timeEnd < 0 || messageEnd < 0 || !Number.isFinite(time)) return [];
    const paths = record
      .slice(messageEnd + 1)
      .split('\0')
      .map((path) => path.replace(/^\n/, ''))
      .filter((path) => path !== '');
    if (paths.length > bounds.paths) return [];
    return [{ time, message: record.slice(timeEnd + 1, Math.min(messageEnd, timeEnd + 1 + bounds.message)), paths }];
  });
}

interface Answer {
  readonly text: string;
  /** False when git failed, took too long or said more than is read. */
  readonly whole: boolean;
}

function run(folder: string, args: readonly string[], bounds: GitLogBounds, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const done = (whole: boolean): void => resolve({ text: Buffer.concat(pieces).toString('utf8'), whole });
    if (signal.aborted) return done(false);
    // Not started in the folder itself: Windows would take a program named git from there.
    const child = spawn('git', [...HARMLESS, '-C', folder, ...args], {
      cwd: dirname(process.execPath),
      env: environment(),
      signal,
      timeout: bounds.run,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    child.on('error', () => done(false));
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > bounds.bytes) child.kill('SIGKILL');
    });
    child.on('close', (code) => done(code === 0));
  });
}

/** The user's environment without what would point git elsewhere or make it start programs. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:GIT_|ELECTRON_)/i.test(name));
  return { ...Object.fromEntries(kept), ...ENVIRONMENT };
}
