import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeGitLog } from '../../../src/engine/host';

const never = new AbortController().signal;
const git = nodeGitLog();

describe('the git history of a folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'cairn-git-')));
    run('init', '--quiet', '--initial-branch=main');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(...args: string[]): string {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8', env });
  }

  function commit(message: string, files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    run('add', '--all');
    run('commit', '--quiet', '--allow-empty', '-m', message);
  }

  it('has messages, times and paths, newest first', async () => {
    commit('First\n\nwith a body', { 'a.ts': '1', 'deep/näme with space.ts': '1' });
    commit('Second', { 'a.ts': '2' });
    const commits = await git.commits(folder, never);
    expect(commits.map(({ message, paths }) => [message.trim(), paths])).toEqual([
      ['Second', ['a.ts']],
      ['First\n\nwith a body', ['a.ts', 'deep/näme with space.ts']],
    ]);
    expect(commits[0]?.time).toBe(Number(run('show', '-s', '--format=%ct', 'HEAD')));
    expect(await git.head(folder, never)).toBe(run('rev-parse', 'HEAD').trim());
  });

  it('has messages in UTF-8, whatever encoding the repository wants its log in', async () => {
    commit('Первый вариант', { 'a.ts': '1' });
    for (const setting of ['i18n.logOutputEncoding', 'i18n.commitEncoding']) run('config', setting, 'cp1251');
    expect((await git.commits(folder, never)).map(({ message }) => message.trim())).toEqual(['Первый вариант']);
  });

  it('of a folder inside a repository is relative to it and knows of nothing outside', async () => {
    commit('Both', { 'inside/a.ts': '1', 'outside.ts': '1' });
    commit('Outside only', { 'outside.ts': '2' });
    const commits = await git.commits(path.join(folder, 'inside'), never);
    expect(commits.map(({ message, paths }) => [message.trim(), paths])).toEqual([['Both', ['a.ts']]]);
  });

  it('is empty without a repository, without a commit, and for an aborted request', async () => {
    expect(await git.commits(folder, never)).toEqual([]);
    expect(await git.head(folder, never)).toBeUndefined();
    rmSync(path.join(folder, '.git'), { recursive: true });
    expect(await git.commits(folder, never)).toEqual([]);
    expect(await git.commits(path.join(folder, 'missing'), never)).toEqual([]);
    expect(await git.commits(folder, AbortSignal.abort())).toEqual([]);
  });

  describe('is bounded', () => {
    const bounds = { commits: 100, message: 100, paths: 100, bytes: 1 << 20, run: 60_000 };
    const messages = async (some: Partial<typeof bounds>): Promise<string[]> =>
      (await nodeGitLog({ ...bounds, ...some }).commits(folder, never)).map(({ message }) => message.trim());

    it('by commits, by the paths of one and by the characters of a message', async () => {
      commit('First', { 'a.ts': '1' });
      commit('Wide', { 'b.ts': '1', 'c.ts': '1', 'd.ts': '1' });
      commit('Third and longest', { 'a.ts': '2', 'b.ts': '2' });
      expect(await messages({})).toEqual(['Third and longest', 'Wide', 'First']);
      expect(await messages({ commits: 2 })).toEqual(['Third and longest', 'Wide']);
      expect(await messages({ paths: 2 })).toEqual(['Third and longest', 'First']);
      expect(await messages({ message: 5 })).toEqual(['Third', 'Wide', 'First']);
    });

    /** What is read of a git that says two records, the second not to its end, and then nothing. */
    async function fromSilentGit(some: Partial<typeof bounds>): Promise<readonly string[]> {
      const programs = path.join(folder, 'programs');
      mkdirSync(programs);
      const record = (time: number, message: string) => `\\001${time}\\002${message}\\003\\000\\na.ts`;
      const said = `${record(2, 'Told whole')}\\000${record(1, 'Told in part')}`;
      writeFileSync(path.join(programs, 'git'), `#!/bin/sh\nprintf '${said}'\nexec sleep 600\n`, { mode: 0o755 });
      const before = process.env['PATH'];
      process.env['PATH'] = `${programs}${path.delimiter}${before}`;
      try {
        return await messages(some);
      } finally {
        process.env['PATH'] = before;
      }
    }

    it.skipIf(process.platform === 'win32')('by bytes, without the last record, which may be cut', async () => {
      expect(await fromSilentGit({ bytes: 1 })).toEqual(['Told whole']);
    });

    it.skipIf(process.platform === 'win32')('by time, without what was not said to its end', async () => {
      // A slow machine may end git before it says a word.
      expect([[], ['Told whole']]).toContainEqual(await fromSilentGit({ run: 1000 }));
    });
  });

  it('does not follow GIT_DIR of the environment', async () => {
    commit('Mine', { 'a.ts': '1' });
    const before = process.env['GIT_DIR'];
    process.env['GIT_DIR'] = path.join(folder, 'elsewhere');
    try {
      expect(await git.commits(folder, never)).toHaveLength(1);
    } finally {
      if (before === undefined) delete process.env['GIT_DIR'];
      else process.env['GIT_DIR'] = before;
    }
  });

  it('starts no program that the repository names', async () => {
    commit('First', { 'a.ts': '1', '.gitattributes': '*.ts diff=evil filter=evil\n' });
    commit('Second', { 'a.ts': '2' });
    const proof = path.join(folder, 'it-ran');
    const evil = path.join(folder, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> ${proof}\n`);
    chmodSync(evil, 0o755);
    const hooks = path.join(folder, 'hooks');
    mkdirSync(hooks);
    for (const hook of [
      'post-index-change',
      'reference-transaction',
      'pre-auto-gc',
      'post-checkout',
      'fsmonitor-watchman',
    ])
      writeFileSync(path.join(hooks, hook), `#!/bin/sh\necho hook >> ${proof}\n`, { mode: 0o755 });
    const settings = {
      'core.fsmonitor': evil,
      'core.hooksPath': hooks,
      'core.pager': evil,
      'pager.log': evil,
      'core.editor': evil,
      'core.sshCommand': evil,
      'core.gitProxy': evil,
      'core.askPass': evil,
      'credential.helper': evil,
      'diff.external': evil,
      'diff.evil.command': evil,
      'diff.evil.textconv': evil,
      'filter.evil.clean': evil,
      'filter.evil.smudge': evil,
      'filter.evil.process': evil,
      'alias.log': `!${evil}`,
      'alias.rev-parse': `!${evil}`,
      'gpg.program': evil,
      'log.showSignature': 'true',
      'diff.orderFile': path.join(folder, 'no-such-order'),
      'mailmap.file': path.join(folder, 'no-such-mailmap'),
      'uploadpack.packObjectsHook': evil,
      'remote.origin.url': `ext::${evil}`,
      'remote.origin.promisor': 'true',
      'remote.origin.uploadpack': evil,
      'extensions.partialClone': 'origin',
      'remote.origin.vcs': 'evil',
      'protocol.ext.allow': 'always',
      'core.alternateRefsCommand': evil,
      'log.follow': 'true',
      'include.path': path.join(folder, 'included'),
    };
    writeFileSync(
      path.join(folder, 'included'),
      `[core]\n\tfsmonitor = ${evil}\n\tpager = ${evil}\n[gpg "ssh"]\n\tprogram = ${evil}\n`,
    );
    for (const [name, value] of Object.entries(settings)) run('config', name, value);
    expect((await git.commits(folder, never)).map(({ message }) => message.trim())).toEqual(['Second', 'First']);
    expect(await git.head(folder, never)).toMatch(/^[0-9a-f]{40}$/);

    // A tree that is not there would be fetched from the promised remote.
    const tree = run('rev-parse', 'HEAD~1^{tree}').trim();
    rmSync(path.join(folder, '.git', 'objects', tree.slice(0, 2), tree.slice(2)), { force: true });
    await git.commits(folder, never);
    expect(existsSync(proof)).toBe(false);
  });
});
