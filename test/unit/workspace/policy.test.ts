import { describe, expect, it } from 'vitest';
import {
  composePolicySnapshot,
  compilePolicy,
  describeVerdict,
  noExclusionSettings,
} from '../../../src/engine/workspace';
import type { ExclusionSettings, IgnoreFile } from '../../../src/engine/workspace';

const ws = 'file:///project/ws';

function policyOf(
  ignoreFiles: Readonly<Record<string, string>> = {},
  settings: Partial<ExclusionSettings> = {},
  options: { folders?: readonly string[]; ignoreCase?: boolean } = {},
) {
  const files = Object.entries(ignoreFiles).map(
    ([path, text]): IgnoreFile => ({
      uri: `${ws}/${path}`,
      kind: path.endsWith('.cairnignore') ? 'cairnignore' : 'gitignore',
      text,
    }),
  );
  const { snapshot } = composePolicySnapshot({
    folders: options.folders ?? [ws],
    settings: { ...noExclusionSettings, ...settings },
    ignoreFiles: files,
    epoch: 7,
    ...(options.ignoreCase === undefined ? {} : { ignoreCase: options.ignoreCase }),
  });
  // The server gets the snapshot as JSON.
  return compilePolicy(JSON.parse(JSON.stringify(snapshot)));
}

const strengths = (policy: ReturnType<typeof policyOf>, paths: readonly string[]) =>
  paths.map((path) => policy.judge(`${ws}/${path}`).strength);

describe('built-in rules', () => {
  const policy = policyOf();

  it.each([
    ...[
      '.env',
      '.env.local',
      'a/b/.env.production',
      'prod.env',
      'cert.pem',
      'tls/server.key',
      'id_rsa',
      'id_ed25519.pub',
      '.ssh/config',
    ],
    ...[
      'app/.aws/credentials',
      '.npmrc',
      '.netrc',
      'secrets.yaml',
      'secrets.prod.json',
      'credentials.json',
      'service-account-prod.json',
    ],
    ...['x.tfstate', 'x.tfstate.backup', '.htpasswd', 'vpn.ovpn', 'store.JKS', '.ENV', '.git/config', 'Secrets.YML'],
  ])('keeps %s private', (path) => {
    expect(strengths(policy, [path])).toEqual(['private']);
  });

  it.each([
    ...[
      '.env.example',
      '.env.sample',
      'app/.env.template',
      'secrets.ts',
      'src/secrets/index.ts',
      'environment.ts',
      'credentials.go',
      'keys.ts',
    ],
    ...[
      'token.py',
      'src/vendors.ts',
      'dist/a.js',
      'build/a.js',
      'out/a.js',
      '.gitignore',
      'monkey.ts',
      'lib/aws/credentials.ts',
      '.envs.ts',
    ],
  ])('leaves %s free', (path) => {
    expect(strengths(policy, [path])).toEqual(['free']);
  });

  it('marks vendored and generated names, and does not index packages and lock files', () => {
    expect(
      strengths(policy, [
        'vendor/x/a.go',
        'a/third_party/b.c',
        'a.min.js',
        'api.pb.go',
        'x_pb2.py',
        'm.g.dart',
        'x.generated.ts',
      ]),
    ).toEqual(Array(7).fill('low-quality'));
    expect(
      strengths(policy, ['node_modules/a/b.js', '.git/HEAD', 'package-lock.json', 'a/Cargo.lock', 'go.sum']),
    ).toEqual(Array(5).fill('unindexed'));
    expect(strengths(policy, ['node_modules/a/.env'])).toEqual(['private']);
  });

  it('cannot be undone by ignore files or settings', () => {
    const undone = policyOf(
      { '.cairnignore': '!.env\n!*.pem\n', '.gitignore': '!.env\n' },
      { private: [{ scope: 'user', patterns: ['!.env'] }] },
    );
    expect(strengths(undone, ['.env', 'a.pem'])).toEqual(['private', 'private']);
  });

  it('holds outside every folder and without any folder', () => {
    for (const outside of [policyOf(), policyOf({}, {}, { folders: [] })]) {
      expect(outside.judge('file:///home/me/.aws/credentials').strength).toBe('private');
      expect(outside.judge('file:///home/me/.ssh/known_hosts').strength).toBe('private');
      expect(outside.judge('file:///c%3A/Users/me/.env').strength).toBe('private');
      expect(outside.judge('file:///home/me/vendor/a.c').strength).toBe('low-quality');
      expect(outside.judge('file:///home/me/a.c').strength).toBe('free');
    }
  });

  it('keeps a folder opened inside a private directory private, but not one inside a vendored directory', () => {
    const policyIn = (folder: string) => policyOf({}, {}, { folders: [folder] });
    expect(policyIn('file:///home/me/.ssh').judge('file:///home/me/.ssh/config').strength).toBe('private');
    expect(policyIn('file:///go/vendor/lib').judge('file:///go/vendor/lib/a.go').strength).toBe('free');
  });
});

describe('lists and strengths', () => {
  it('lets the strictest strength win and names its rule', () => {
    const policy = policyOf({
      '.gitignore': 'gen/\n',
      '.cairnignore': '# kept\n[low-quality]\n*.gen.js\n\n[private]\ngen/keys.gen.js\n',
    });
    expect(strengths(policy, ['gen/a.js', 'gen/b.gen.js', 'gen/keys.gen.js', 'a.js'])).toEqual([
      'unindexed',
      'unindexed',
      'private',
      'free',
    ]);
    const verdict = policy.judge(`${ws}/gen/keys.gen.js`);
    expect(verdict.rule).toMatchObject({ line: 6, pattern: 'gen/keys.gen.js', source: { kind: 'cairnignore' } });
    expect(describeVerdict(verdict, `${ws}/gen/keys.gen.js`)).toBe(
      'Private: rule `gen/keys.gen.js`, line 6 of .cairnignore',
    );
  });

  it('negates within its own section only', () => {
    const policy = policyOf({
      '.cairnignore': 'data/*\n[low-quality]\nold/*\n!data/public.csv\n!old/good.ts\n',
      'data/.cairnignore': '!sample.csv\n',
    });
    expect(
      strengths(policy, ['data/a.csv', 'data/public.csv', 'data/sample.csv', 'old/bad.ts', 'old/good.ts']),
    ).toEqual(['private', 'private', 'free', 'low-quality', 'free']);
  });

  it('does not bring back what lies in an excluded directory', () => {
    const policy = policyOf({ '.cairnignore': 'customers/\n!customers/public.md\n', 'customers/.cairnignore': '!*\n' });
    expect(strengths(policy, ['customers/public.md', 'customers/x/y'])).toEqual(['private', 'private']);
  });

  it('judges a directory when the URI ends with a slash', () => {
    const policy = policyOf({ '.cairnignore': 'legacy/\n' });
    expect(policy.judge(`${ws}/legacy/`).strength).toBe('private');
    expect(policy.judge(`${ws}/legacy`).strength).toBe('free');
  });

  it('judges every spelling of a URI alike', () => {
    const policy = policyOf({ '.cairnignore': '/src/a@b.ts\n' });
    for (const uri of [
      `${ws}/src/a@b.ts`,
      `${ws}/src/a%40b.ts`,
      `${ws}/x/../src//a@b.ts`,
      `FILE:///project/ws/src/./a@b.ts`,
      `${ws}/src%2Fa@b.ts`,
    ]) {
      expect(policy.judge(uri).strength).toBe('private');
    }
  });

  it('indexes a folder that is opened although the repository above ignores it, and keeps the rules inside it', () => {
    const { snapshot } = composePolicySnapshot({
      folders: ['file:///repository/node_modules/express'],
      settings: { private: [], lowQuality: [] },
      ignoreFiles: [
        { uri: 'file:///repository/.gitignore', kind: 'gitignore', text: 'node_modules/\n*.log\n' },
        { uri: 'file:///repository/.cairnignore', kind: 'cairnignore', text: 'keys/\n' },
      ],
      epoch: 1,
    });
    const opened = compilePolicy(snapshot);
    expect(opened.judge('file:///repository/node_modules/express/lib/view.js').strength).toBe('free');
    expect(opened.judge('file:///repository/node_modules/express/npm.log').strength).toBe('unindexed');
    expect(opened.judge('file:///repository/node_modules/express/keys/a.js').strength).toBe('private');
    expect(opened.judge('file:///repository/node_modules/express/node_modules/a.js').strength).toBe('unindexed');
    expect(opened.judge('file:///repository/node_modules/other/a.js').strength).toBe('unindexed');
  });

  it('judges cells as their notebook and unsaved documents by their path; other schemes are private', () => {
    const policy = policyOf({ '.cairnignore': '*.ipynb\n/drafts/\n' });
    expect(policy.judge('vscode-notebook-cell:/project/ws/a.ipynb#W1sZmlsZQ%3D%3D').strength).toBe('private');
    expect(policy.judge('untitled:/project/ws/drafts/a.ts').strength).toBe('private');
    // In a remote window.
    for (const host of ['ssh-remote+box', '127.0.0.1:8080', 'wsl%2Bdebian']) {
      expect(policy.judge(`vscode-notebook-cell://${host}/project/ws/a.ipynb#W1sZmlsZQ%3D%3D`).strength).toBe(
        'private',
      );
      expect(policy.judge(`vscode-notebook-cell://${host}/project/ws/b.ipy#W1sZmlsZQ%3D%3D`).strength).toBe('free');
      expect(policy.judge(`untitled://${host}/project/ws/drafts/a.ts`).strength).toBe('private');
    }
    expect(policy.judge('untitled:Untitled-1').strength).toBe('free');
    for (const uri of [
      'git:/project/ws/a.ts',
      'output:x',
      'vscode-settings:/a',
      'vscode-vfs://github/a/b.ts',
      'https://a/b',
      'a.ts',
      '',
      'file:',
    ]) {
      expect(policy.judge(uri).strength).toBe('private');
    }
    expect(describeVerdict(policy.judge('output:x'), 'output:x')).toContain('"output"');
  });

  it('takes the case of names as the file system does', () => {
    expect(strengths(policyOf({ '.cairnignore': 'Data/\n' }), ['data/a'])).toEqual(['free']);
    const policy = policyOf({ 'Sub/.cairnignore': '/Data[A-C]/\n' }, {}, { ignoreCase: true });
    expect(strengths(policy, ['sub/dataB/x', 'SUB/DATAa/x', 'Sub/datad/x'])).toEqual(['private', 'private', 'free']);
  });
});

describe('a pattern', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a**/b', ['ab', 'a/b', 'ax/b'], ['b', 'x/ab', 'abb']],
    ['**/a/b', ['a/b', 'x/a/b'], ['b', 'xa/b']],
    ['/b', ['b'], ['x/b']],
    ['dir/*.d.ts', ['dir/x.d.ts'], ['x.d.ts', 'dir/x.ts', 'dir/sub/x.d.ts']],
    ['x*.', ['x.', 'x1.', 'dir/xy.'], ['x', 'x1']],
    ['[ab].ts', ['a.ts', 'dir/b.ts'], ['c.ts', 'a.js']],
    ['*\\.ts', ['a.ts'], ['a.js', 'ats']],
    ['ts', ['ts', 'dir/ts'], ['a.ts']],
    ['*ts', ['a.ts', 'ts', 'ats'], ['ts.a']],
    ['.*', ['.a', '.a.ts'], ['a.ts']],
    ['*.ts\n!keep.ts\nkeep.*\n!keep.t*', ['a.ts', 'keep.js'], ['keep.ts', 'keep.tx']],
  ])('%j matches by name, ending and path as git does', (text, excluded, others) => {
    const policy = policyOf({ '.cairnignore': text });
    expect(excluded.filter((path) => policy.judge(`${ws}/${path}`).strength !== 'private')).toEqual([]);
    expect(others.filter((path) => policy.judge(`${ws}/${path}`).strength === 'private')).toEqual([]);
  });
});

describe('settings', () => {
  it('applies patterns to each folder, to folders in folders, and outside', () => {
    const inner = `${ws}/packages/a`;
    const settings = {
      private: [{ scope: 'user' as const, patterns: ['/plans/', '*.secret', '!ok.secret', 'docs/x.md'] }],
    };
    const policy = policyOf({}, settings, { folders: [ws, inner, 'file:///other'] });
    expect(strengths(policy, ['plans/a', 'packages/a/plans/b', 'packages/b/plans/c', 'x.secret', 'ok.secret'])).toEqual(
      ['private', 'private', 'free', 'private', 'free'],
    );
    expect(policy.judge('file:///other/plans/a').strength).toBe('private');
    expect(policy.judge('file:///elsewhere/x/plans/a').strength).toBe('private');
    expect(policy.judge('file:///elsewhere/x/docs/x.md').strength).toBe('private');
    expect(policy.judge('file:///elsewhere/x/y.secret').strength).toBe('private');
  });

  it('lets no scope undo another', () => {
    const policy = policyOf(
      {},
      {
        private: [
          { scope: 'user', patterns: ['*.csv'] },
          { scope: 'workspace', patterns: ['!*.csv', '*.tsv'] },
          { scope: 'folder', folder: ws, patterns: ['!*.csv', '!*.tsv'] },
        ],
      },
    );
    expect(strengths(policy, ['a.csv', 'a.tsv'])).toEqual(['private', 'private']);
    expect(describeVerdict(policy.judge(`${ws}/a.tsv`), `${ws}/a.tsv`)).toBe(
      'Private: rule `*.tsv`, item 2 of the workspace setting cairn.exclude.private',
    );
  });

  it('reports what is no pattern and keeps the rest', () => {
    const { snapshot, problems } = composePolicySnapshot({
      folders: [ws],
      settings: {
        private: [{ scope: 'user', patterns: [7, 'a[', '*.csv', ''] }],
        lowQuality: [
          { scope: 'workspace', patterns: { 'old/': true } },
          { scope: 'user', patterns: 'legacy/' },
        ],
      },
      ignoreFiles: [],
      epoch: 1,
    });
    expect(problems.map(({ line, source }) => [source.kind === 'setting' && source.setting, line])).toEqual([
      ['cairn.exclude.private', 1],
      ['cairn.exclude.private', 2],
      ['cairn.exclude.lowQuality', 1],
    ]);
    expect(compilePolicy(snapshot).judge(`${ws}/a.csv`).strength).toBe('private');
    expect(compilePolicy(snapshot).judge(`${ws}/legacy/a.ts`).strength).toBe('low-quality');
  });
});

describe('hostile input', () => {
  it('takes deep paths and patterns that stall a backtracking matcher', () => {
    const policy = policyOf({ '.gitignore': `${'*a'.repeat(60)}b\n${'**/'.repeat(40)}x\n${'a/'.repeat(1000)}\n` });
    expect(policy.judge(`${ws}/${'a'.repeat(250)}`).strength).toBe('free');
    expect(policy.judge(`${ws}/${'a/'.repeat(999)}c`).strength).toBe('free');
    expect(policy.judge(`${ws}/${'a/'.repeat(1000)}c`).strength).toBe('unindexed');
  });

  it('takes classes of letters that there are not for patterns that match nothing', () => {
    const patterns = ['constructor', 'toString', '__proto__'].map((name) => `[[:${name}:]]x`);
    const policy = policyOf({ '.cairnignore': `${patterns.join('\n')}\ny.ts\n` });
    expect(policy.judge(`${ws}/ax`).strength).toBe('free');
    expect(policy.judge(`${ws}/y.ts`).strength).toBe('private');
  });
});
