import type { GrammarCompiler } from './grammar-compile';
import type { LanguageKind } from './plain-languages';

/** Which queries (definitions, imports, uses) read a grammar's trees. */
export type QueryName =
  | 'typescript'
  | 'tsx'
  | 'javascript'
  | 'python'
  | 'go'
  | 'java'
  | 'rust'
  | 'c'
  | 'cpp'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'kotlin'
  | 'swift'
  | 'scala'
  | 'bash'
  | 'powershell'
  | 'lua'
  | 'dart'
  | 'elixir'
  | 'objective-c'
  | 'zig'
  | 'solidity'
  | 'html'
  | 'vue'
  | 'vue-script'
  | 'css'
  | 'json'
  | 'yaml'
  | 'toml';

/** A compiled grammar as its npm package ships it; `sha256` is that of the file, in hexadecimal. */
export interface GrammarWasm {
  readonly package: string;
  readonly version: string;
  /** Path inside the package, with `/`. */
  readonly file: string;
  readonly sha256: string;
}

/** The language of what stands between the tags of a script, and the query that reads it. */
export interface EmbeddedLanguage {
  readonly languageId: string;
  readonly query: QueryName;
}

/** One language that Cairn parses. */
export interface Grammar {
  /** VS Code's language id. */
  readonly languageId: string;
  readonly displayName: string;
  readonly kind: LanguageKind;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whole base names, in lower case. */
  readonly fileNames: readonly string[];
  readonly wasm: GrammarWasm;
  readonly query: QueryName;
  readonly embedded?: EmbeddedLanguage;
  /** `baseline` where optimising the grammar's code takes seconds, or nearly a hundred megabytes. */
  readonly compiler: GrammarCompiler;
}

function grammar(
  languageId: string,
  displayName: string,
  extensions: string,
  query: QueryName,
  wasm: GrammarWasm,
  more: Partial<Pick<Grammar, 'kind' | 'fileNames' | 'embedded' | 'compiler'>> = {},
): Grammar {
  return {
    languageId,
    displayName,
    kind: 'code',
    extensions: words(extensions),
    fileNames: [],
    wasm,
    query,
    compiler: 'optimising',
    ...more,
  };
}

const baseline = { compiler: 'baseline' } as const;

function words(text: string): string[] {
  return text.split(' ');
}

/** Maintained beside the editor. */
function vscodeWasm(name: string, sha256: string): GrammarWasm {
  return { package: '@vscode/tree-sitter-wasm', version: '0.3.1', file: `wasm/tree-sitter-${name}.wasm`, sha256 };
}

/** From the package of the grammar itself. */
function officialWasm(name: string, version: string, sha256: string): GrammarWasm {
  return { package: name, version, file: `${name.slice(name.lastIndexOf('/') + 1)}.wasm`, sha256 };
}

/** From a collection of older builds: for grammars that ship none elsewhere. */
function collectedWasm(name: string, sha256: string): GrammarWasm {
  return { package: 'tree-sitter-wasms', version: '0.1.13', file: `out/tree-sitter-${name}.wasm`, sha256 };
}

/** The tree-sitter runtime that loads the grammars. */
export const runtimeWasm: GrammarWasm = {
  package: 'web-tree-sitter',
  version: '0.25.10',
  file: 'tree-sitter.wasm',
  sha256: 'f38dcc4b43b818f9a0785bc1c6d5611a75ac4cdd428ff3f02757c34ca4e46d7f',
};

const javascriptWasm = vscodeWasm('javascript', '5fb488d0cabb4775a594bab85682de5ad6ce83c0d6ac997a9f82dd084d571240');
const jsonWasm = officialWasm(
  'tree-sitter-json',
  '0.24.8',
  'd2119fb98d5912719b13f9458574f8608d2d29dfbe45f6be1f860ea1fe2a2405',
);

/** Every language with a grammar, once. A language is added here, with its queries, and nowhere else. */
export const grammars: readonly Grammar[] = [
  grammar(
    'typescript',
    'TypeScript',
    '.ts .mts .cts',
    'typescript',
    vscodeWasm('typescript', '778025db5a8be0e70f8ccc3671e486dfeddd048c25d9e8a70c26de2e1bf6f97d'),
  ),
  grammar(
    'typescriptreact',
    'TypeScript JSX',
    '.tsx',
    'tsx',
    vscodeWasm('tsx', '79e5da75ea62855a0cd67177685f0164eac87d5f630b3cbe1e0a099751ad30f8'),
  ),
  grammar('javascript', 'JavaScript', '.js .mjs .cjs .es6', 'javascript', javascriptWasm, {
    fileNames: words('jakefile'),
  }),
  grammar('javascriptreact', 'JavaScript JSX', '.jsx', 'javascript', javascriptWasm),
  grammar(
    'python',
    'Python',
    '.py .pyi .pyw',
    'python',
    vscodeWasm('python', '16108b50df4ee9a30168794252ab55e7c93bfc5765d7fa0aa3e335752c515f47'),
    { fileNames: words('sconstruct sconscript wscript') },
  ),
  grammar(
    'go',
    'Go',
    '.go',
    'go',
    vscodeWasm('go', '9504573f352b20be7f2f1911754d710622aedc15afff16d5ed8fb5645681aee7'),
  ),
  grammar(
    'java',
    'Java',
    '.java',
    'java',
    vscodeWasm('java', '4fdeac4ca6ca089f06c6f7e562abcac1733cd465728cc7031ebb73c2019122c4'),
  ),
  grammar(
    'rust',
    'Rust',
    '.rs',
    'rust',
    vscodeWasm('rust', '0dac14947cb04d94466e3df659f80a4e264c216a60b3eda175eae4cf12ed7a8d'),
  ),
  grammar(
    'c',
    'C',
    '.c .h',
    'c',
    officialWasm('tree-sitter-c', '0.24.1', 'c852c2a85ebf2beb636aa3b0ef7f7e70458684d74f6741b20dcb296885bed9f9'),
  ),
  grammar(
    'cpp',
    'C++',
    '.cpp .cc .cxx .c++ .hpp .hh .hxx .h++ .ipp .inl .tpp .ixx .cppm',
    'cpp',
    vscodeWasm('cpp', '77a65bd42f43c2dcd69af40c12a6c32d6ed81d360c025e9feb28911f8339fd69'),
    baseline,
  ),
  grammar(
    'csharp',
    'C#',
    '.cs .csx',
    'csharp',
    vscodeWasm('c-sharp', 'd12d85996c25957b4c1b71e26db2d7cc8a294997b60642e9c2a3b031b2c66dd3'),
  ),
  grammar(
    'ruby',
    'Ruby',
    '.rb .rake .gemspec .ru',
    'ruby',
    vscodeWasm('ruby', '09a96427d7c72f0613ed470cd9812223fc4a91d6a9c025c0235cc6bd59ff96f4'),
    { ...baseline, fileNames: words('gemfile rakefile podfile vagrantfile brewfile') },
  ),
  grammar(
    'php',
    'PHP',
    '.php .phtml .php5',
    'php',
    vscodeWasm('php', 'd4df6a6ff08c87c3ec4f9cbb785fe09998a0cb570e03f57d7b19b3acfb146aa7'),
  ),
  grammar(
    'kotlin',
    'Kotlin',
    '.kt .kts',
    'kotlin',
    officialWasm(
      '@tree-sitter-grammars/tree-sitter-kotlin',
      '1.1.0',
      '7009d69453bc8735e438b2818a633efb21c88f99782769abba60dffedfab73f7',
    ),
    baseline,
  ),
  grammar(
    'swift',
    'Swift',
    '.swift',
    'swift',
    collectedWasm('swift', '41c4fdb2249a3aa6d87eed0d383081ff09725c2248b4977043a43825980ffcc7'),
    baseline,
  ),
  grammar(
    'scala',
    'Scala',
    '.scala .sc .sbt',
    'scala',
    officialWasm('tree-sitter-scala', '0.24.0', 'b7ec2bb29c19827abcefd18ed5cb5a43596009f96a5d53c5b9d1f9676d7521c3'),
    baseline,
  ),
  grammar(
    'shellscript',
    'Shell Script',
    '.sh .bash .zsh .ksh',
    'bash',
    vscodeWasm('bash', 'a14e9ed880b2c3f16cd00c796c38d237a3e9b028bdec5b4315c76976e67b01ca'),
    { ...baseline, fileNames: words('.bashrc .zshrc .profile .bash_profile') },
  ),
  grammar(
    'powershell',
    'PowerShell',
    '.ps1 .psm1 .psd1',
    'powershell',
    vscodeWasm('powershell', '55526edd3545fb7e78ff88c39dd617d8b3c03a1d1a88209fffe5c64c7c7c8500'),
    baseline,
  ),
  grammar(
    'lua',
    'Lua',
    '.lua',
    'lua',
    officialWasm(
      '@tree-sitter-grammars/tree-sitter-lua',
      '0.4.1',
      '6d95607fc7d78964cfdf065ccb1ba76be5ed217c5ec0d0a3cace13c59fa1ae43',
    ),
  ),
  grammar(
    'dart',
    'Dart',
    '.dart',
    'dart',
    collectedWasm('dart', '7f5364e4256cf7e55efd01dd52421ef2663caa8061b82659b7e4bf61064545ec'),
  ),
  grammar(
    'elixir',
    'Elixir',
    '.ex .exs',
    'elixir',
    collectedWasm('elixir', '82e91b9759ddca30d8978ebbfa8e347b4451b64c931f9ae62112e6db9b8fac20'),
    baseline,
  ),
  grammar(
    'objective-c',
    'Objective-C',
    '.m',
    'objective-c',
    collectedWasm('objc', '7c1b5bfdca7e64b6c63b6040bb7ba0afc347df116f9030ca32f8535d7377f6ff'),
    baseline,
  ),
  grammar(
    'zig',
    'Zig',
    '.zig',
    'zig',
    collectedWasm('zig', '59cc4531aa661e2de4c5bc04e4045b6bdd5d2bfa75045cbda5f673102d140eef'),
  ),
  grammar(
    'solidity',
    'Solidity',
    '.sol',
    'solidity',
    collectedWasm('solidity', '160745e470f234cae903a9ba445d19e758d0b02e1197401fc765976c6254d2b6'),
  ),
  grammar(
    'vue',
    'Vue',
    '.vue',
    'vue',
    collectedWasm('vue', '6244521bb3fb60f34ce5f677f2af81facb2c38691193985ca5fa85e1b6f29250'),
    { embedded: { languageId: 'typescript', query: 'vue-script' } },
  ),
  grammar(
    'html',
    'HTML',
    '.html .htm .xhtml',
    'html',
    officialWasm('tree-sitter-html', '0.23.2', 'c48fcd82c7ea8bf943180088ba7f28c48b2bb5287874179168bf9d31e394cf85'),
    { kind: 'markup', embedded: { languageId: 'javascript', query: 'javascript' } },
  ),
  grammar(
    'css',
    'CSS',
    '.css',
    'css',
    vscodeWasm('css', '8a23977fe271357cce6f254ef88c9bebf3854602d8046605aef6a45c02135c59'),
    { ...baseline, kind: 'markup' },
  ),
  grammar('json', 'JSON', '.json .webmanifest .map', 'json', jsonWasm, {
    kind: 'data',
    fileNames: words('.babelrc .eslintrc .prettierrc'),
  }),
  grammar('jsonc', 'JSON with Comments', '.jsonc .code-workspace', 'json', jsonWasm, {
    kind: 'data',
    fileNames: words('tsconfig.json jsconfig.json'),
  }),
  grammar(
    'yaml',
    'YAML',
    '.yaml .yml',
    'yaml',
    officialWasm(
      '@tree-sitter-grammars/tree-sitter-yaml',
      '0.7.1',
      'e752dc21c3591df9b45692fe417d101f45d1828c28c44d79005f4066dc7e4e91',
    ),
    { kind: 'data' },
  ),
  grammar(
    'toml',
    'TOML',
    '.toml',
    'toml',
    officialWasm(
      '@tree-sitter-grammars/tree-sitter-toml',
      '0.7.0',
      '1ac6a83826c35a68857f8325e00c78f6bcbef4eb6db3931a6cf3041f76e5e09f',
    ),
    { kind: 'data', fileNames: words('cargo.lock poetry.lock') },
  ),
];

/** The name under which a grammar's file lies in the directory of shipped grammars. */
export function shippedName(wasm: GrammarWasm): string {
  return wasm.file.slice(wasm.file.lastIndexOf('/') + 1);
}
