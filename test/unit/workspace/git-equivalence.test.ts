import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { pathToUri } from '../../../src/engine/text';
import { compilePolicy } from '../../../src/engine/workspace';
import type { PatternList } from '../../../src/engine/workspace';
import { parseGitIgnore } from '../../../src/engine/workspace/ignore-file';

const root = mkdtempSync(path.join(tmpdir(), 'cairn-git-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', HOME: root };

/** What git ignores of the paths; a path that ends with a slash is a directory. */
function ignoredByGit(repository: string, paths: readonly string[]): ReadonlySet<string> {
  try {
    const output = execFileSync('git', ['check-ignore', '-z', '--stdin', '--no-index'], {
      cwd: repository,
      env: environment,
      input: paths.join('\0'),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return new Set(output.toString('utf8').split('\0').filter(Boolean));
  } catch (error) {
    // Git ends with 1 when it ignores none of them.
    if ((error as { status?: number }).status === 1) return new Set();
    throw error;
  }
}

const names = ['a', 'b', 'ab', 'a.c', '.x', 'é', 'a b', 'A', 'a-c', '[b]', 'b ', '!a', '#a', 'a\\b', 'abc'];
const directories = ['', 'a', 'b', 'a/b', 'ab', 'a/b/a', 'é'];
const files = directories.flatMap((directory) =>
  names.map((name) => (directory === '' ? name : `${directory}/${name}`)),
);
const isDirectory = (file: string) => directories.includes(file);

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    '.',
    'c',
    '*',
    '**',
    '***',
    '?',
    '/',
    '/',
    '[ab]',
    '[!a]',
    '[^b]',
    '[a-c]',
    '[]a]',
    '[[:alpha:]]',
    '[[:bogus:]]',
    '[',
  ],
  ...[
    '\\',
    '\\*',
    '\\ ',
    '\\[',
    '\\!',
    '\\#',
    'é',
    'A',
    ' ',
    '-',
    'x',
    ']',
    '[\\]]',
    '[a-]',
    '[c-a]',
    '[[:punct:][:digit:]b]',
  ],
);
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('', '', '', '!', '/', '#'), fc.array(piece, { minLength: 1, maxLength: 5 }))
      .map(([start, parts]) => start + parts.join('')),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '*',
      '!*/',
      '!a',
      'a/',
      '/a',
      'a/b',
      '!a/b',
      '**/b',
      'a/**',
      '/*',
      '!/a/',
      '*.c',
      'a/**/a',
      '**',
      '/**',
      'a**/b',
      '!.x',
      '',
      '  ',
      'b  ',
    ),
  },
);
const ignoreFile = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, newline]) => lines.join(newline));
const tree = fc.dictionary(fc.constantFrom(...directories), ignoreFile, { minKeys: 1, maxKeys: 4 });

describe('nested lists against git itself', () => {
  const available = process.platform !== 'win32';

  it.runIf(available)('agrees on random nested .gitignore files', () => {
    let run = 0;
    fc.assert(
      fc.property(tree, (ignoreFiles) => {
        const repository = path.join(root, String(run++));
        mkdirSync(path.join(repository, '.git', 'refs'), { recursive: true });
        mkdirSync(path.join(repository, '.git', 'objects'));
        writeFileSync(path.join(repository, '.git', 'HEAD'), 'ref: refs/heads/main\n');
        for (const directory of directories) mkdirSync(path.join(repository, directory), { recursive: true });
        const lists: PatternList[] = [];
        for (const [directory, text] of Object.entries(ignoreFiles)) {
          const file = path.join(repository, directory, '.gitignore');
          writeFileSync(file, text);
          const base = pathToUri(path.join(repository, directory));
          lists.push({
            strength: 'unindexed',
            source: { kind: 'gitignore', uri: pathToUri(file) },
            base,
            patterns: parseGitIgnore(text),
          });
        }
        const policy = compilePolicy({ epoch: 1, folders: [pathToUri(repository)], lists });
        const ignored = ignoredByGit(repository, files);
        const different = files.filter((file) => {
          const uri = pathToUri(path.join(repository, file)) + (isDirectory(file) ? '/' : '');
          return (policy.judge(uri).strength === 'unindexed') !== ignored.has(file);
        });
        rmSync(repository, { recursive: true });
        expect(different.map((file) => `${file}: git ${ignored.has(file) ? 'ignores' : 'keeps'} it`)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.runIf(available)('would see a difference', () => {
    const repository = path.join(root, 'different');
    mkdirSync(path.join(repository, '.git', 'refs'), { recursive: true });
    mkdirSync(path.join(repository, '.git', 'objects'));
    writeFileSync(path.join(repository, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(path.join(repository, '.gitignore'), '*.c\n');
    expect([...ignoredByGit(repository, ['a.c', 'b'])]).toEqual(['a.c']);
  });
});
