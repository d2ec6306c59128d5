import { Language } from 'web-tree-sitter';
import { nodeHost } from '../host';
import { compileInTurn } from './grammar-compile';
import type { GrammarFiles } from './grammar-files';
import type { Grammar, QueryName } from './grammars';
import { grammarOf } from './languages';
import { queryTexts } from './queries';
import { TreePatterns } from './tree-patterns';
import { loadProblem, startRuntime } from './tree-runtime';

/** A language ready to parse: its grammar and what is looked for in its trees. Belongs to the `LoadedGrammars` that made it. */
export interface LoadedGrammar {
  readonly grammar: Grammar;
  readonly language: Language;
  /** What defines and imports; compiled when it is asked for. */
  readonly patterns: () => TreePatterns;
  /** What uses names; compiled when it is asked for. */
  readonly references: () => TreePatterns;
  /** What reads the scripts in it. */
  readonly embedded: LoadedGrammar | undefined;
}

/** Loads grammars on first use and keeps them. A grammar that fails to load is tried again at the next request. */
export class LoadedGrammars {
  private readonly host = nodeHost();
  private readonly languages = new Map<string, Promise<Language>>();
  private readonly loaded = new Map<string, Promise<LoadedGrammar>>();

  constructor(private readonly files: GrammarFiles) {}

  /** Undefined when the language has no grammar; rejects when its file does not load. */
  async get(languageId: string): Promise<LoadedGrammar | undefined> {
    const grammar = grammarOf(languageId);
    if (grammar === undefined) return undefined;
    return remember(this.loaded, languageId, () => this.load(grammar));
  }

  /** Forgets them. The library has no way to unload a grammar. */
  dispose(): void {
    this.loaded.clear();
    this.languages.clear();
  }

  private async load(grammar: Grammar): Promise<LoadedGrammar> {
    const inner = grammar.embedded === undefined ? undefined : grammarOf(grammar.embedded.languageId);
    const embedded =
      inner === undefined || grammar.embedded === undefined
        ? undefined
        : compiled(inner, await this.language(inner), grammar.embedded.query);
    return compiled(grammar, await this.language(grammar), grammar.query, embedded);
  }

  private async language({ displayName, wasm, compiler }: Grammar): Promise<Language> {
    await startRuntime(() => this.host.readFile(this.files.runtime), this.files.runtime);
    const file = this.files.grammarFile(wasm);
    return remember(this.languages, file, () =>
      this.host
        .readFile(file)
        .then((bytes) => compileInTurn(compiler, () => Language.load(bytes)))
        .catch((error: unknown) => {
          throw new Error(`The ${displayName} grammar does not load from ${file}: ${loadProblem(error)}`);
        }),
    );
  }
}

function compiled(grammar: Grammar, language: Language, query: QueryName, embedded?: LoadedGrammar): LoadedGrammar {
  const text = queryTexts[query];
  let patterns: TreePatterns | undefined;
  let references: TreePatterns | undefined;
  return {
    grammar,
    language,
    patterns: () => (patterns ??= new TreePatterns(language, text)),
    references: () => (references ??= new TreePatterns(language, { anyDepth: text.references ?? '' })),
    embedded,
  };
}

function remember<T>(memory: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  made.catch(() => memory.delete(key));
  return made;
}
