import { plainLanguages } from './plain-languages';

/** The little of a language's spelling that brackets and line ends need. */
export interface LexicalRules {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** Longer ones first. */
  readonly quotes: readonly Quote[];
  /** A block follows a line that ends with a colon and lasts as long as its indentation. */
  readonly indentedBlocks: boolean;
  /** A line break ends a statement whose brackets are closed, whatever follows. */
  readonly lineEndsStatement: boolean;
}

export interface Quote {
  readonly mark: string;
  readonly multiLine: boolean;
  /** Without escapes a backslash is just a character. */
  readonly escapes: boolean;
}

const double: Quote = { mark: '"', multiLine: false, escapes: true };
const single: Quote = { mark: "'", multiLine: false, escapes: true };
const backtick: Quote = { mark: '`', multiLine: true, escapes: true };
const rawBacktick: Quote = { mark: '`', multiLine: true, escapes: false };
const triples: readonly Quote[] = [
  { mark: '"""', multiLine: true, escapes: true },
  { mark: "'''", multiLine: true, escapes: true },
];

const cLike: LexicalRules = {
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  quotes: [double, single],
  indentedBlocks: false,
  lineEndsStatement: false,
};
const script: LexicalRules = { ...cLike, quotes: [double, single, backtick] };
const hash: LexicalRules = { ...cLike, lineComments: ['#'], blockComments: [] };
const python: LexicalRules = {
  ...hash,
  quotes: [...triples, double, single],
  indentedBlocks: true,
  lineEndsStatement: true,
};
const dashes: LexicalRules = { ...cLike, lineComments: ['--'] };
const tripled: LexicalRules = { ...cLike, quotes: [...triples, double, single] };
const markup: LexicalRules = { ...cLike, lineComments: [], blockComments: [['<!--', '-->']], quotes: [] };

const rulesByLanguage: Readonly<Record<string, LexicalRules>> = {
  typescript: script,
  typescriptreact: script,
  javascript: script,
  javascriptreact: script,
  go: { ...cLike, quotes: [double, single, rawBacktick], lineEndsStatement: true },
  java: { ...cLike, quotes: [{ mark: '"""', multiLine: true, escapes: true }, double, single] },
  rust: { ...cLike, quotes: [{ ...double, multiLine: true }] },
  python,
  nim: { ...python, quotes: [...triples, double] },
  php: { ...cLike, lineComments: ['//', '#'] },
  shellscript: {
    ...hash,
    quotes: [
      { ...double, multiLine: true },
      { mark: "'", multiLine: true, escapes: false },
    ],
    lineEndsStatement: true,
  },
  dockerfile: { ...hash, quotes: [double], lineEndsStatement: true },
  makefile: { ...hash, quotes: [], lineEndsStatement: true },
  yaml: { ...hash, lineEndsStatement: true },
  powershell: { ...hash, blockComments: [['<#', '#>']], lineEndsStatement: true },
  lua: { ...dashes, blockComments: [['--[[', ']]']] },
  ocaml: { ...cLike, lineComments: [], blockComments: [['(*', '*)']], quotes: [{ ...double, multiLine: true }] },
  css: { ...cLike, lineComments: [] },
  elixir: { ...hash, quotes: [...triples, double, single] },
  ...Object.fromEntries(['kotlin', 'scala', 'swift', 'dart', 'groovy'].map((id) => [id, tripled])),
  ...Object.fromEntries(
    ['ruby', 'perl', 'r', 'julia', 'toml', 'terraform', 'cmake', 'graphql', 'ini', 'properties'].map((id) => [
      id,
      hash,
    ]),
  ),
  ...Object.fromEntries(['sql', 'haskell'].map((id) => [id, dashes])),
  ...Object.fromEntries(
    plainLanguages
      .filter(({ kind, languageId }) => kind === 'prose' || languageId === 'xml')
      .map(({ languageId }) => [languageId, markup]),
  ),
  html: markup,
};

/** The rules of a language; those of the C family when nothing is known of it. */
export function lexicalRulesOf(languageId: string): LexicalRules {
  return rulesByLanguage[languageId] ?? cLike;
}
