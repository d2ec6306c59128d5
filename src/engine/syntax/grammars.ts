/** Which pair of queries (definitions and imports) reads a grammar's trees. */
export type QueryName = 'typescript' | 'javascript' | 'python' | 'go' | 'java' | 'rust' | 'c' | 'cpp';

/** A compiled grammar as its npm package ships it; `sha256` is that of the file, in hexadecimal. */
export interface GrammarWasm {
  readonly package: string;
  readonly version: string;
  /** Path inside the package, with `/`. */
  readonly file: string;
  readonly sha256: string;
}

/** One language that Cairn parses. */
export interface Grammar {
  /** VS Code's language id. */
  readonly languageId: string;
  readonly displayName: string;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whole base names, in lower case. */
  readonly fileNames: readonly string[];
  readonly wasm: GrammarWasm;
  readonly query: QueryName;
}

const vscodeWasm = (name: string, sha256: string): GrammarWasm => ({
  package: '@vscode/tree-sitter-wasm',
  version: '0.3.1',
  file: `wasm/tree-sitter-${name}.wasm`,
  sha256,
});

const javascriptWasm = vscodeWasm('javascript', '5fb488d0cabb4775a594bab85682de5ad6ce83c0d6ac997a9f82dd084d571240');

/** The tree-sitter runtime that loads the grammars. */
export const runtimeWasm: GrammarWasm = {
  package: 'web-tree-sitter',
  version: '0.25.10',
  file: 'tree-sitter.wasm',
  sha256: 'f38dcc4b43b818f9a0785bc1c6d5611a75ac4cdd428ff3f02757c34ca4e46d7f',
};

/** Every language with a grammar, once. A language is added here, with its queries, and nowhere else. */
export const grammars: readonly Grammar[] = [
  {
    languageId: 'typescript',
    displayName: 'TypeScript',
    extensions: ['.ts', '.mts', '.cts'],
    fileNames: [],
    wasm: vscodeWasm('typescript', '778025db5a8be0e70f8ccc3671e486dfeddd048c25d9e8a70c26de2e1bf6f97d'),
    query: 'typescript',
  },
  {
    languageId: 'typescriptreact',
    displayName: 'TypeScript JSX',
    extensions: ['.tsx'],
    fileNames: [],
    wasm: vscodeWasm('tsx', '79e5da75ea62855a0cd67177685f0164eac87d5f630b3cbe1e0a099751ad30f8'),
    query: 'typescript',
  },
  {
    languageId: 'javascript',
    displayName: 'JavaScript',
    extensions: ['.js', '.mjs', '.cjs', '.es6'],
    fileNames: ['jakefile'],
    wasm: javascriptWasm,
    query: 'javascript',
  },
  {
    languageId: 'javascriptreact',
    displayName: 'JavaScript JSX',
    extensions: ['.jsx'],
    fileNames: [],
    wasm: javascriptWasm,
    query: 'javascript',
  },
  {
    languageId: 'python',
    displayName: 'Python',
    extensions: ['.py', '.pyi', '.pyw'],
    fileNames: ['sconstruct', 'sconscript', 'wscript'],
    wasm: vscodeWasm('python', '16108b50df4ee9a30168794252ab55e7c93bfc5765d7fa0aa3e335752c515f47'),
    query: 'python',
  },
  {
    languageId: 'go',
    displayName: 'Go',
    extensions: ['.go'],
    fileNames: [],
    wasm: vscodeWasm('go', '9504573f352b20be7f2f1911754d710622aedc15afff16d5ed8fb5645681aee7'),
    query: 'go',
  },
  {
    languageId: 'java',
    displayName: 'Java',
    extensions: ['.java'],
    fileNames: [],
    wasm: vscodeWasm('java', '4fdeac4ca6ca089f06c6f7e562abcac1733cd465728cc7031ebb73c2019122c4'),
    query: 'java',
  },
  {
    languageId: 'rust',
    displayName: 'Rust',
    extensions: ['.rs'],
    fileNames: [],
    wasm: vscodeWasm('rust', '0dac14947cb04d94466e3df659f80a4e264c216a60b3eda175eae4cf12ed7a8d'),
    query: 'rust',
  },
  {
    languageId: 'c',
    displayName: 'C',
    extensions: ['.c', '.h'],
    fileNames: [],
    wasm: {
      package: 'tree-sitter-c',
      version: '0.24.1',
      file: 'tree-sitter-c.wasm',
      sha256: 'c852c2a85ebf2beb636aa3b0ef7f7e70458684d74f6741b20dcb296885bed9f9',
    },
    query: 'c',
  },
  {
    languageId: 'cpp',
    displayName: 'C++',
    extensions: ['.cpp', '.cc', '.cxx', '.c++', '.hpp', '.hh', '.hxx', '.h++', '.ipp', '.inl', '.tpp', '.ixx', '.cppm'],
    fileNames: [],
    wasm: vscodeWasm('cpp', '77a65bd42f43c2dcd69af40c12a6c32d6ed81d360c025e9feb28911f8339fd69'),
    query: 'cpp',
  },
];

/** The name under which a grammar's file lies in the directory of shipped grammars. */
export function shippedName(wasm: GrammarWasm): string {
  return wasm.file.slice(wasm.file.lastIndexOf('/') + 1);
}
