import { Language, Parser, Query } from 'web-tree-sitter';
import { nodeHost } from '../host';
import { compileInTurn } from './grammar-compile';
import type { GrammarFiles } from './grammar-files';
import type { Grammar, QueryName } from './grammars';
import { grammarOf } from './languages';
import { queryTexts } from './queries';

/** A language ready to parse: its grammar with compiled queries. Belongs to the `LoadedGrammars` that made it. */
export interface LoadedGrammar {
  readonly grammar: Grammar;
  readonly language: Language;
  readonly anyDepth: Query | undefined;
  readonly topLevel: Query | undefined;
  readonly errors: Query;
  /** What reads the scripts in it. */
  readonly embedded: LoadedGrammar | undefined;
}

// The library keeps its WebAssembly module in a variable of its own module, and two starts at once would each set it; so
// the start is remembered here, at the same place, and once.
const runtime: { started?: Promise<void> } = {};

function startRuntime(read: () => Promise<Uint8Array>, file: string): Promise<void> {
  runtime.started ??= initialise(read, file).catch((error: unknown) => {
    delete runtime.started;
    throw new Error(`The tree-sitter runtime does not load from ${file}: ${reason(error)}`);
  });
  return runtime.started;
}

/** The library leaves a rejection unhandled when it cannot read or compile its file, so both are tried before. */
async function initialise(read: () => Promise<Uint8Array>, file: string): Promise<void> {
  const wasmBinary = await read();
  if (!WebAssembly.validate(new Uint8Array(wasmBinary))) throw new Error('the file is damaged');
  await compileInTurn('optimising', () => Parser.init({ wasmBinary, locateFile: () => file }));
}

function reason(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? error.message
    : 'the file is missing or not a tree-sitter build';
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

  /** Frees the compiled queries. The library has no way to unload a grammar. */
  dispose(): void {
    for (const entry of this.loaded.values()) entry.then(free, () => undefined);
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
          throw new Error(`The ${displayName} grammar does not load from ${file}: ${reason(error)}`);
        }),
    );
  }
}

function compiled(grammar: Grammar, language: Language, query: QueryName, embedded?: LoadedGrammar): LoadedGrammar {
  const { anyDepth, topLevel } = queryTexts[query];
  return {
    grammar,
    language,
    anyDepth: anyDepth === undefined ? undefined : new Query(language, anyDepth),
    topLevel: topLevel === undefined ? undefined : new Query(language, topLevel),
    errors: new Query(language, '[(ERROR) (MISSING)] @error'),
    embedded,
  };
}

function free({ anyDepth, topLevel, errors, embedded }: LoadedGrammar): void {
  anyDepth?.delete();
  topLevel?.delete();
  errors.delete();
  if (embedded !== undefined) free(embedded);
}

function remember<T>(memory: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  made.catch(() => memory.delete(key));
  return made;
}
