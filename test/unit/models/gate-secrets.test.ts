import { describe, expect, it } from 'vitest';
import { loadSecretScanner } from '../../../src/engine/models';

const random = 'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5';
const keyLine = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const keyBody = Array(6).fill(keyLine).join('\n');
const scanner = await loadSecretScanner();

async function redacted(text: string): Promise<string> {
  let result = '';
  let from = 0;
  for (const { start, end } of await scanner.scan(text)) {
    expect(start).toBeGreaterThanOrEqual(from);
    expect(end).toBeGreaterThan(start);
    result += `${text.slice(from, start)}#`;
    from = end;
  }
  return result + text.slice(from);
}

describe('the secret scanner', () => {
  it.each([
    ['AWS access key id', 'const id = "AKIAQWERTYUIOPASDFGH";', 'AKIAQWERTYUIOPASDFGH'],
    [
      'AWS secret',
      'AWS_SECRET_ACCESS_KEY=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',
      'wJalrXUtnFEMIK7MDENGbPxRfiCYzzMPLEKEYabc',
    ],
    ['GitHub token', `token: ghp_${random}`, random],
    [
      'GitHub fine-grained token',
      `github_pat_${'1'.repeat(22)}_${'aB3dE5fG7h'.repeat(5)}123456789`,
      'aB3dE5fG7haB3dE5fG7h',
    ],
    ['basic auth URL', 'git clone https://user:pa55word9@example.com/x.git', 'pa55word9'],
    ['database URL', 'mongodb://root:hunter2secret@db.internal:27017', 'hunter2secret'],
    ['Slack token', `x = 'xoxb-123456789012-1234567890123-${random.slice(0, 24)}'`, random.slice(0, 24)],
    ['npm token', `npm_${random}`, random],
    ['npmrc', '//registry.example.com/:_authToken=3b1e2d3c-1111-2222-3333-444455556666', '3b1e2d3c-1111'],
    ['OpenAI key', `sk-proj-${random}${random}`, random],
    ['Anthropic key', `sk-ant-api03-${'aB3'.repeat(31)}AA`, 'aB3aB3aB3'],
    ['Google key', 'AIzaSyA1234567890abcdefghijklmnopqrstuv', 'SyA1234567890'],
    ['Stripe key', `sk_live_${random.slice(0, 24)}`, random.slice(0, 24)],
    ['JWT', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${random}`, 'eyJzdWIiOiIxMjM0'],
    ['bearer header', `Authorization: Bearer ${random}`, random],
    ['assigned secret', `clientSecret: "${random}"`, random],
    ['assigned secret in JSON', `{"api_key": "${random}"}`, random],
    ['private key', `-----BEGIN PRIVATE KEY-----\n${keyBody}\n-----END PRIVATE KEY-----\n`, keyLine],
    ['private key cut off below', `-----BEGIN RSA PRIVATE KEY-----\n${keyBody}\n`, keyLine],
    ['private key cut off above', `${keyBody}\nabc=\n-----END PRIVATE KEY-----\n`, keyLine],
    ['private key cut off on both sides', `${keyBody}\n`, keyLine],
    [
      'private key in a string',
      `const k = "-----BEGIN PRIVATE KEY-----\\n${Array(4).fill(keyLine).join('\\n')}\\n`,
      keyLine,
    ],
    ['linter comment', `// secretlint-disable\nconst t = "ghp_${random}";`, random],
  ])('finds a %s', async (_, text, secret) => {
    const clean = await redacted(`before();\n${text}\nafter();\n`);
    expect(clean).not.toContain(secret);
    expect(clean).toContain('before();');
    expect(clean).toContain('after();');
  });

  it.each([
    'const password = getPassword(user);',
    'password: "correct horse battery staple"',
    'const tokenType = "accessTokenExpirationTimeInSeconds";',
    'apiKey = process.env.API_KEY',
    'headers["Authorization"] = `Bearer ${token}`;',
    '<div class="sk-circle-fade-dot-animation-delay-longer">',
    'const integrity = "sha512";',
    'https://example.com/user:name@2x.png',
    'type Secret = { token: string; password: string };',
    '"secret": "the-quick-brown-fox-jumps-over"',
    'const KEY_PREFIX = "-----BEGIN PUBLIC KEY-----";',
  ])('leaves %j', async (text) => {
    expect(await redacted(text)).toBe(text);
  });

  it('counts offsets from the first unit, a byte order mark included', async () => {
    expect(await redacted(`\ufeffx ghp_${random} y`)).toBe('\ufeffx # y');
  });

  it('leaves no performance marks in the process', async () => {
    const before = performance.getEntriesByType('mark').length;
    await scanner.scan(`ghp_${random}`);
    expect(performance.getEntriesByType('mark').length).toBe(before);
  });

  it('is done with long lines', async () => {
    for (const unit of [
      'a',
      'nr+',
      'A1b2',
      'eyJ',
      'sk-',
      '"',
      'password="',
      '-----BEGIN PRIVATE KEY-----',
      `${keyLine}\n`,
    ]) {
      const text = unit.repeat(Math.ceil(200_000 / unit.length));
      for (const { start, end } of await scanner.scan(text)) expect(end).toBeGreaterThan(start);
    }
  });
});
