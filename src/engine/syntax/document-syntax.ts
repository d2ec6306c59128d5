import type { CursorSyntax, DocumentCursor, FileSyntax, TextAtCursor, SyntaxVerdict } from './contract';
import { syntaxAt } from './cursor-syntax';
import { DocumentTrees, type ParsedDocument } from './document-trees';
import { excerptAt } from './excerpt';
import { extract } from './extract';
import { type GrammarFiles, grammarFilesIn } from './grammar-files';
import { lexicalRulesOf } from './lexical-rules';
import { Later } from './later';
import { type LoadedGrammar, LoadedGrammars } from './loaded-grammars';
import { verdictOn } from './verdict';

/** Longer documents, in UTF-16 units, are judged by brackets and indentation only. */
const longestDocument = 2_000_000;
const keptDocuments = 4;
/** Shorter documents, in UTF-16 units, are parsed as a whole at once. */
const shortDocument = 4_000;
/** What a document is parsed for at a time while nobody waits for it. */
const sliceMs = 3;

/**
 * Syntax of open documents on the caller's thread. The tree of each of the last few documents is kept and brought up to
 * date incrementally, so that asking again after an edit costs about a millisecond. Until then a
 * cursor is judged by the text around it, and the document is parsed in short steps. Nothing is read from disk but grammars.
 */
export class DocumentSyntax {
  private readonly grammars: LoadedGrammars;
  private readonly trees: DocumentTrees;
  private readonly later = new Later();
  private disposed = false;

  /** `files` is the directory of shipped grammars, or says where each file lies. */
  constructor(files: string | GrammarFiles) {
    this.grammars = new LoadedGrammars(typeof files === 'string' ? grammarFilesIn(files) : files);
    this.trees = new DocumentTrees(keptDocuments);
  }

  /** What stands at the cursor between `prefix` and `suffix`. `place` is `unknown` without a grammar and over 2 million units. */
  async cursorSyntax(cursor: DocumentCursor): Promise<CursorSyntax> {
    try {
      return await this.syntaxNow(cursor);
    } finally {
      this.later.goOn();
    }
  }

  private async syntaxNow({ uri, languageId, prefix, suffix }: DocumentCursor): Promise<CursorSyntax> {
    const rules = lexicalRulesOf(languageId);
    const length = prefix.length + suffix.length;
    const loaded = length > longestDocument ? undefined : await this.grammars.get(languageId);
    if (loaded === undefined || loaded.embedded !== undefined || this.disposed)
      return syntaxAt(undefined, prefix, suffix, rules);
    if (length < shortDocument || this.trees.has(uri, languageId))
      return syntaxAt(this.trees.parse(uri, loaded, prefix + suffix)?.tree, prefix, suffix, rules);
    this.later.do(uri, () => this.trees.parseSteps(uri, loaded, prefix + suffix, sliceMs));
    const near = excerptAt(prefix, suffix, rules);
    return this.trees.withText(loaded, near.prefix + near.suffix, (tree) =>
      syntaxAt(tree, near.prefix, near.suffix, rules),
    );
  }

  /** Judges text that a model streams at a cursor; see `verdictOn` for the rule. */
  judge(streamed: TextAtCursor): Promise<SyntaxVerdict> {
    const { uri, languageId, prefix, suffix } = streamed;
    return this.with(uri, languageId, prefix + suffix, (document) =>
      verdictOn(streamed, whole(document), this.trees, lexicalRulesOf(languageId)),
    );
  }

  /** Symbols and imports of an open document as the editor holds it; undefined without a grammar and over 2 million units. */
  fileSyntax(uri: string, languageId: string, text: string): Promise<FileSyntax | undefined> {
    return this.with(
      uri,
      languageId,
      text,
      (document) =>
        document === undefined ? undefined : extract(languageId, document.loaded, document.tree, document.text),
      (loaded) => this.trees.parseExactly(uri, loaded, text),
    );
  }

  /** A cursor is about to be asked for: until then, what is done without hurry waits. */
  hold(): void {
    this.later.hold();
  }

  /** Drops what is kept of a document that was closed. */
  forget(uri: string): void {
    this.trees.forget(uri);
  }

  dispose(): void {
    this.disposed = true;
    this.later.stop();
    this.trees.dispose();
    this.grammars.dispose();
  }

  /** Nothing may wait between parsing and `use`: another request for the same document frees the tree. */
  private async with<T>(
    uri: string,
    languageId: string,
    text: string,
    use: (document: ParsedDocument | undefined) => T,
    parse = (loaded: LoadedGrammar) => this.trees.parse(uri, loaded, text),
  ): Promise<T> {
    const loaded = text.length > longestDocument ? undefined : await this.grammars.get(languageId);
    if (loaded === undefined || this.disposed) return use(undefined);
    this.later.finish(uri);
    return use(parse(loaded));
  }
}

/** A document with scripts in it has no one tree, so at a cursor it is judged by brackets and quotes. */
function whole(document: ParsedDocument | undefined): ParsedDocument | undefined {
  return document?.loaded.embedded === undefined ? document : undefined;
}
