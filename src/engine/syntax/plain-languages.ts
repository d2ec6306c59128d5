/** What a language without a grammar is, so that it is indexed and completed by the right plain rules. */
export type PlainKind = 'code' | 'markup' | 'data' | 'prose';

/** A language that Cairn knows by name only. */
export interface PlainLanguage {
  /** VS Code's language id, or the usual one of its extension. */
  readonly languageId: string;
  readonly kind: PlainKind;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whole base names, in lower case. */
  readonly fileNames: readonly string[];
}

function plain(kind: PlainKind, languageId: string, extensions: string, fileNames = ''): PlainLanguage {
  return { languageId, kind, extensions: words(extensions), fileNames: words(fileNames) };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** Languages without a grammar. */
export const plainLanguages: readonly PlainLanguage[] = [
  plain('code', 'csharp', '.cs .csx'),
  plain('code', 'ruby', '.rb .rake .gemspec .ru', 'gemfile rakefile podfile vagrantfile brewfile'),
  plain('code', 'php', '.php .phtml .php5'),
  plain('code', 'kotlin', '.kt .kts'),
  plain('code', 'swift', '.swift'),
  plain('code', 'scala', '.scala .sc .sbt'),
  plain('code', 'groovy', '.groovy .gradle', 'jenkinsfile'),
  plain('code', 'dart', '.dart'),
  plain('code', 'lua', '.lua'),
  plain('code', 'perl', '.pl .pm .t'),
  plain('code', 'r', '.r'),
  plain('code', 'julia', '.jl'),
  plain('code', 'haskell', '.hs'),
  plain('code', 'elixir', '.ex .exs'),
  plain('code', 'erlang', '.erl .hrl'),
  plain('code', 'clojure', '.clj .cljs .cljc .edn'),
  plain('code', 'fsharp', '.fs .fsi .fsx'),
  plain('code', 'vb', '.vb'),
  plain('code', 'objective-c', '.m'),
  plain('code', 'objective-cpp', '.mm'),
  plain('code', 'zig', '.zig'),
  plain('code', 'solidity', '.sol'),
  plain('code', 'ocaml', '.ml .mli'),
  plain('code', 'nim', '.nim'),
  plain('code', 'asm', '.s .asm'),
  plain('code', 'cuda-cpp', '.cu .cuh'),
  plain('code', 'glsl', '.glsl .vert .frag .comp'),
  plain('code', 'shellscript', '.sh .bash .zsh .ksh .fish', '.bashrc .zshrc .profile .bash_profile'),
  plain('code', 'powershell', '.ps1 .psm1 .psd1'),
  plain('code', 'bat', '.bat .cmd'),
  plain('code', 'sql', '.sql .ddl'),
  plain('code', 'graphql', '.graphql .gql'),
  plain('code', 'proto3', '.proto'),
  plain('code', 'terraform', '.tf .tfvars'),
  plain('code', 'makefile', '.mk .mak', 'makefile gnumakefile'),
  plain('code', 'cmake', '.cmake', 'cmakelists.txt'),
  plain('code', 'dockerfile', '.dockerfile', 'dockerfile containerfile'),
  plain('code', 'vue', '.vue'),
  plain('code', 'svelte', '.svelte'),
  plain('code', 'astro', '.astro'),
  plain('markup', 'html', '.html .htm .xhtml'),
  plain('markup', 'xml', '.xml .xsd .xsl .xslt .svg .plist .csproj .props .targets'),
  plain('markup', 'handlebars', '.hbs .handlebars .mustache'),
  plain('markup', 'css', '.css'),
  plain('markup', 'scss', '.scss'),
  plain('markup', 'sass', '.sass'),
  plain('markup', 'less', '.less'),
  plain('data', 'json', '.json .webmanifest .map', '.babelrc .eslintrc .prettierrc'),
  plain('data', 'jsonc', '.jsonc .code-workspace', 'tsconfig.json jsconfig.json'),
  plain('data', 'jsonl', '.jsonl .ndjson'),
  plain('data', 'yaml', '.yaml .yml'),
  plain('data', 'toml', '.toml', 'cargo.lock poetry.lock'),
  plain('data', 'ini', '.ini .cfg .conf', '.editorconfig .gitconfig'),
  plain('data', 'properties', '.properties'),
  plain('data', 'dotenv', '.env', '.env'),
  plain('data', 'csv', '.csv .tsv'),
  plain('data', 'diff', '.diff .patch'),
  plain('data', 'ignore', '', '.gitignore .cairnignore .dockerignore .npmignore .vscodeignore'),
  plain('prose', 'markdown', '.md .markdown .mdx'),
  plain('prose', 'restructuredtext', '.rst'),
  plain('prose', 'latex', '.tex'),
  plain('prose', 'plaintext', '.txt .log', 'license copying readme changelog notice authors'),
];
