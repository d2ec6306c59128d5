interface CommentSyntax {
  readonly open: string;
  readonly close: string;
}

const line = (open: string): CommentSyntax => ({ open: `${open} `, close: '' });
const slashes = line('//');
const hash = line('#');
const dashes = line('--');
const block: CommentSyntax = { open: '/* ', close: ' */' };
const markup: CommentSyntax = { open: '<!-- ', close: ' -->' };

/** By VS Code's language ids; everything else is taken for a language with `//`. */
const byLanguage: ReadonlyMap<string, CommentSyntax> = new Map([
  ...['python', 'ruby', 'perl', 'r', 'shellscript', 'powershell', 'yaml', 'toml', 'ini', 'dockerfile', 'makefile'].map(
    (language) => [language, hash] as const,
  ),
  ...['coffeescript', 'elixir', 'julia', 'nim', 'cmake', 'properties', 'dotenv', 'graphql', 'terraform'].map(
    (language) => [language, hash] as const,
  ),
  ...['sql', 'lua', 'haskell', 'ada', 'elm', 'vhdl'].map((language) => [language, dashes] as const),
  ...['clojure', 'lisp', 'scheme', 'asm'].map((language) => [language, line(';;')] as const),
  ...['tex', 'latex', 'erlang', 'matlab', 'prolog'].map((language) => [language, line('%')] as const),
  ...['html', 'xml', 'vue', 'svelte', 'markdown'].map((language) => [language, markup] as const),
  ...['css', 'c'].map((language) => [language, block] as const),
  ['vb', line("'")],
]);

/**
 * Each line of `text` as a comment of the language; ends with a line break. What would end the comment is broken by a space: taken
 * out, it could leave a model's control token behind.
 */
export function commented(text: string, languageId: string): string {
  const { open, close } = byLanguage.get(languageId) ?? slashes;
  const closer = close.trim();
  const broken = `${closer.slice(0, -1)} ${closer.slice(-1)}`;
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((content) => `${open}${close ? content.replaceAll(closer, broken) : content}${close}`.trimEnd())
    .join('\n')
    .concat('\n');
}
