import { type Grammar, grammars } from './grammars';
import { plainLanguages } from './plain-languages';

const grammarByLanguage = new Map(grammars.map((grammar) => [grammar.languageId, grammar]));
const everyLanguage = [...grammars, ...plainLanguages];
const languageByExtension = new Map(
  everyLanguage.flatMap(({ languageId, extensions }) =>
    extensions.map((extension) => [extension, languageId] as const),
  ),
);
const languageByFileName = new Map(
  everyLanguage.flatMap(({ languageId, fileNames }) => fileNames.map((name) => [name, languageId] as const)),
);
const codeLanguages = new Set([
  ...everyLanguage.filter((language) => language.kind === 'code').map((language) => language.languageId),
]);

const looksLikeObjectiveC = /^\s*(?:@(?:interface|protocol|class|import|implementation)\b|#import\b)/m;
const looksLikeCpp =
  /^\s*(?:class\s+\w|namespace\b|template\s*<|using\s+\w|(?:public|private|protected)\s*:)|\w::~?\w|\bextern\s+"C\+\+"/m;

/** The grammar of a language id; undefined when it has none. */
export function grammarOf(languageId: string): Grammar | undefined {
  return grammarByLanguage.get(languageId);
}

export function hasGrammar(languageId: string): boolean {
  return grammarByLanguage.has(languageId);
}

/** Whether a language is program code, as opposed to markup, data and prose. Unknown ids are not. */
export function isCode(languageId: string): boolean {
  return codeLanguages.has(languageId);
}

/**
 * The language id of a file by its path (either separator, any case); `plaintext` when nothing is known of it.
 * `.h` is C here: `languageOf` also looks at the content.
 */
export function languageIdOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const named = languageByFileName.get(name);
  if (named !== undefined) return named;
  if (name.startsWith('dockerfile.')) return 'dockerfile';
  if (name.startsWith('.env.')) return 'dotenv';
  const dot = name.lastIndexOf('.');
  return (dot < 0 ? undefined : languageByExtension.get(name.slice(dot))) ?? 'plaintext';
}

/**
 * The language id of a file that has a grammar, undefined otherwise. `head` is the start of its text: a `.h` file is C
 * unless its head reads like Objective-C (`@interface`, `#import`) or C++ (a class, a namespace, a template, `::`).
 */
export function languageOf(path: string, head = ''): string | undefined {
  const languageId = languageIdOf(path);
  if (languageId === 'c' && /\.h$/i.test(path)) {
    const code = withoutComments(head);
    if (looksLikeObjectiveC.test(code)) return 'objective-c';
    if (looksLikeCpp.test(code)) return 'cpp';
  }
  return hasGrammar(languageId) ? languageId : undefined;
}

function withoutComments(head: string): string {
  return head.slice(0, 20_000).replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, ' ');
}
