/** What a language is, so that it is indexed and completed by the right rules. */
export type LanguageKind = 'code' | 'markup' | 'data' | 'prose';

/** A language that Cairn knows by name only. */
export interface PlainLanguage {
  /** VS Code's language id, or the usual one of its extension. */
  readonly languageId: string;
  readonly kind: LanguageKind;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whole base names, in lower case. */
  readonly fileNames: readonly string[];
}

function plain(kind: LanguageKind, languageId: string, extensions: string, fileNames = ''): PlainLanguage {
  return { languageId, kind, extensions: words(extensions), fileNames: words(fileNames) };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** Languages without a grammar. */
export const plainLanguages: readonly PlainLanguage[] = [
  plain('code', 'groovy', '.groovy .gradle', 'jenkinsfile'),
  plain('code', 'perl', '.pl .pm .t'),
  plain('code', 'r', '.r'),
  plain('code', 'julia', '.jl'),
  plain('code', 'haskell', '.hs'),
  plain('code', 'erlang', '.erl .hrl'),
  plain('code', 'clojure', '.clj .cljs .cljc .edn'),
  plain('code', 'fsharp', '.fs .fsi .fsx'),
  plain('code', 'vb', '.vb'),
  plain('code', 'objective-cpp', '.mm'),
  plain('code', 'ocaml', '.ml .mli'),
  plain('code', 'fish', '.fish'),
  plain('code', 'nim', '.nim'),
  plain('code', 'asm', '.s .asm'),
  plain('code', 'cuda-cpp', '.cu .cuh'),
  plain('code', 'glsl', '.glsl .vert .frag .comp'),
  plain('code', 'bat', '.bat .cmd'),
  plain('code', 'sql', '.sql .ddl'),
  plain('code', 'graphql', '.graphql .gql'),
  plain('code', 'proto3', '.proto'),
  plain('code', 'terraform', '.tf .tfvars'),
  plain('code', 'makefile', '.mk .mak', 'makefile gnumakefile'),
  plain('code', 'cmake', '.cmake', 'cmakelists.txt'),
  plain('code', 'dockerfile', '.dockerfile', 'dockerfile containerfile'),
  plain('code', 'svelte', '.svelte'),
  plain('code', 'astro', '.astro'),
  plain('markup', 'xml', '.xml .xsd .xsl .xslt .svg .plist .csproj .props .targets'),
  plain('markup', 'handlebars', '.hbs .handlebars .mustache'),
  plain('markup', 'scss', '.scss'),
  plain('markup', 'sass', '.sass'),
  plain('markup', 'less', '.less'),
  plain('data', 'jsonl', '.jsonl .ndjson'),
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
