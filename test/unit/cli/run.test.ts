import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run';
import type { SecretScanner } from '../../../src/engine/models';
import { installedGrammars } from '../syntax/installed-grammars';

const SECRET = 'hunter2-is-the-password';

/** Finds one known secret; the real scanner is tested where it lives. */
const scanner: SecretScanner = {
  async scan(text) {
    const start = text.indexOf(SECRET);
    return start < 0 ? [] : [{ start, end: start + SECRET.length, rule: 'test-secret' }];
  },
};

const files: Readonly<Record<string, string>> = {
  'src/policy.ts': `export function readPolicy(path: string): string[] {\n  const password = '${SECRET}';\n  return parseRules(path, password);\n}\n`,
  'src/rules.ts': 'export function parseRules(text: string, key: string): string[] {\n  return text.split(key);\n}\n',
  'src/hidden/customer.ts': 'export function readPolicyOfCustomer() {\n  return 1;\n}\n',
  'broken.ts': 'function (((\n',
  '.cairnignore': 'hidden/\n[unclosed\n[low-quality]\nlegacy/\n',
};

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cairn-cli-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function cairn(...argv: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    directory: root,
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
  };
  const parts = { files: { grammars: installedGrammars }, loadScanner: async () => scanner };
  const status = await run(argv, parts, terminal);
  return { status, out, err };
}

describe('cairn search', () => {
  it('prints exactly one line of JSON with files and snippets, best first', async () => {
    const { status, out } = await cairn('search', '--root', root, '--json', 'parse', 'rules');
    expect(status).toBe(0);
    expect(out).toHaveLength(1);
    const answer = JSON.parse(out[0] ?? '');
    expect(answer.files[0].path).toBe('src/rules.ts');
    expect(answer.snippets[0]).toMatchObject({ path: 'src/rules.ts', startLine: 1, endLine: 4, kind: 'chunk' });
    expect(answer.snippets[0].text.startsWith('export function parseRules')).toBe(true);
  });

  it('redacts secrets and leaves private files out', async () => {
    const { out } = await cairn('search', '--json', 'read policy');
    expect(out[0]).toContain('readPolicy(path');
    expect(out[0]).not.toContain(SECRET);
    expect(out[0]).not.toContain('customer');
  });

  it('prints text, and on request the reasons on standard error', async () => {
    const { out, err } = await cairn('search', '--explain', 'parseRules');
    expect(out[0]).toBe('Files:');
    expect(out).toContain('src/rules.ts:1-4');
    expect(err).toContainEqual(expect.stringMatching(/^Searched for: .*parserules/));
    const at = err.findIndex((line) => line.startsWith('src/rules.ts:1-4 chunk, '));
    expect(err[at]).toMatch(/ tokens, score \d[.\d]*: chunk #1 [.\d]+ \(weight [.\d]+\), file #1 /);
    expect(err[at + 1]).toMatch(/^ {2}words: .*parserules/);
    expect(err[at + 2]).toMatch(/^ {2}file: score 1: chunks #1 /);
  });

  it('explains in JSON what was kept and dropped, with its evidence', async () => {
    const { out, err } = await cairn('search', '--explain', '--json', '--budget', '40', 'parseRules password');
    expect(err).toEqual([expect.stringContaining('.cairnignore')]);
    const { explain } = JSON.parse(out[0] ?? '');
    expect(explain.terms).toContain('password');
    expect(explain.kept[0]).toMatchObject({ startLine: 1, kind: 'chunk', multipliers: [] });
    expect(explain.kept[0].why[0]).toMatchObject({ list: 'chunk', rank: 1, weight: expect.any(Number) });
    const answered = JSON.parse(
      (await cairn('search', '--json', '--budget', '40', 'parseRules password')).out[0] ?? '',
    );
    expect(answered.explain).toBeUndefined();
  });

  it('explains the context of a cursor with no word but those that are printed anyway', async () => {
    const json = ['context', '--file', 'src/policy.ts', '--line', '2', '--explain', '--json'];
    const { out } = await cairn(...json);
    const { explain, snippets } = JSON.parse(out[0] ?? '');
    expect(explain.kept.map(({ path }: { path: string }) => path)).toContain('src/rules.ts');
    expect(snippets.length).toBe(explain.kept.length);
    expect(out[0]).not.toMatch(/hunter2/i);
    const text = await cairn(...json.slice(0, -1));
    expect(text.err.join('\n')).toContain('src/rules.ts:1');
    expect(text.err.join('\n')).not.toMatch(/hunter2/i);
  });

  it('goes by the messages of past commits, which it does not print', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', root, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args]);
    git('init', '--quiet');
    git('add', 'src/rules.ts');
    git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '-m', 'Marmalade for everyone');
    const { out, err } = await cairn('search', '--explain', 'marmalade');
    await rm(join(root, '.git'), { recursive: true });
    expect(out).toContain('  src/rules.ts');
    expect([...out, ...err].join('\n')).not.toContain('everyone');
  });

  it('finds nothing without an error', async () => {
    expect(await cairn('search', 'xylophone')).toMatchObject({ status: 0, out: ['Nothing found.'] });
    const { out } = await cairn('search', '--json', 'xylophone');
    expect(JSON.parse(out[0] ?? '')).toEqual({ files: [], snippets: [] });
  });

  it('obeys --k and --budget', async () => {
    const { out } = await cairn('search', '--json', '--k', '1', '--budget', '0', 'policy rules');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ files: [{}], snippets: [] });
  });

  it('reports broken rules and holds the others', async () => {
    const { status, err, out } = await cairn('search', '--json', 'customer');
    expect(status).toBe(0);
    expect(err.some((line) => line.startsWith('.cairnignore:2: '))).toBe(true);
    expect(out[0]).not.toContain('readPolicyOfCustomer');
  });
});

describe('cairn context', () => {
  it('prints what a completion at a place would be given', async () => {
    const { status, out } = await cairn('context', '--file', 'src/policy.ts', '--line', '3', '--json');
    expect(status).toBe(0);
    const answer = JSON.parse(out[0] ?? '');
    expect(answer.path).toBe('src/policy.ts');
    expect(answer.snippets[0]).toMatchObject({ path: 'src/rules.ts', kind: 'signature', startLine: 1, endLine: 1 });
    expect(answer.syntax.place).toBe('code');
  });

  it('makes nothing for a private file and names the rule', async () => {
    const { status, err } = await cairn('context', '--file', 'src/hidden/customer.ts', '--line', '1');
    expect(status).toBe(2);
    expect(err.at(-1)).toContain('hidden/');
  });

  it.each([
    [['--line', '1'], '--file is missing'],
    [['--file', 'none.ts', '--line', '1'], 'does not exist'],
    [['--file', 'src/rules.ts', '--line', '99'], 'no line 99'],
    [['--file', 'src/rules.ts', '--line', '0'], '--line must be a whole number'],
  ])('refuses %j in one sentence', async (options, sentence) => {
    const { status, err } = await cairn('context', ...options);
    expect(status).toBe(2);
    expect(err).toHaveLength(1);
    expect(err[0]).toContain(sentence);
  });
});

describe('cairn index', () => {
  it('prints the status as JSON or text', async () => {
    const { out } = await cairn('index', root, '--json');
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ phase: 'ready', languages: { typescript: 3 } });
    const text = await cairn('index');
    expect(text.status).toBe(0);
    expect(text.out[0]).toContain(root);
  });
});

describe('cairn policy check', () => {
  it('prints the verdict and the rule for each path', async () => {
    const { status, out } = await cairn(
      'policy',
      'check',
      '--json',
      'src/hidden/customer.ts',
      'src/rules.ts',
      'legacy/x.ts',
      '.env',
    );
    expect(status).toBe(0);
    const { paths } = JSON.parse(out[0] ?? '');
    expect(paths.map((entry: { strength: string }) => entry.strength)).toEqual([
      'private',
      'free',
      'low-quality',
      'private',
    ]);
    expect(paths[0].rule).toMatchObject({ pattern: 'hidden/', line: 1 });
    const text = await cairn('policy', 'check', 'src/hidden');
    expect(text.out[0]).toContain('line 1 of .cairnignore');
  });

  it('says of a path outside of the folder that it is', async () => {
    const { out } = await cairn('policy', 'check', '../elsewhere.ts');
    expect(out).toEqual([`../elsewhere.ts\tNot excluded: no rule matches this file; it lies outside of ${root}`]);
  });

  it.each([[['policy']], [['policy', 'check']], [['policy', 'list', 'x']]])('refuses %j', async (argv) => {
    expect(await cairn(...argv)).toMatchObject({ status: 2, out: [] });
  });
});

describe('cairn', () => {
  it.each([
    [[], 'No command'],
    [['frobnicate'], '"frobnicate" is not known'],
    [['search'], 'The query is empty'],
    [['search', '  '], 'The query is empty'],
    [['search', '--frob', 'x'], "Unknown option '--frob'"],
    [['search', '--k', 'many', 'x'], '--k must be a whole number'],
    [['search', '--root', '/no/such/folder', 'x'], 'does not exist'],
    [['search', '--root', 'src/rules.ts', 'x'], 'is not a folder'],
    [['index', 'src', 'test'], 'takes one folder'],
  ])('refuses %j in one sentence on standard error', async (argv, sentence) => {
    const { status, out, err } = await cairn(...argv);
    expect(status).toBe(2);
    expect(out).toEqual([]);
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^cairn: [^\n]+$/);
    expect(err[0]).toContain(sentence);
  });

  it('prints its help', async () => {
    for (const argv of [['--help'], ['search', '--help'], ['-h']]) {
      const { status, out } = await cairn(...argv);
      expect(status).toBe(0);
      expect(out[0]).toContain('cairn search');
    }
    expect((await cairn('search', '--', '--help')).out[0]).not.toContain('cairn index');
  });
});
