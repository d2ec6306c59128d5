import type { CursorSyntax, DocumentCursor, TextAtCursor, SyntaxVerdict } from './contract';
import { syntaxAt, syntaxByOlderTree } from './cursor-syntax';
import { DocumentJournal, type DocumentStandings } from './document-journal';
import { cursorWithoutTree, mayHaveTree, verdictWithoutTree } from './document-without-tree';
import { DocumentTrees, type ParsedDocument } from './document-trees';
import { excerptAt } from './excerpt';
import { type GrammarFiles, grammarFilesIn } from './grammar-files';
import { lexicalRulesOf } from './lexical-rules';
import { Later } from './later';
import { type LoadedGrammar, LoadedGrammars } from './loaded-grammars';
import { TrialErrors } from './trial-errors';
import { verdictOn } from './verdict';

const keptDocuments = 4;
/** Shorter documents, in UTF-16 units, are parsed as a whole at once. */
const shortDocument = 4_000;
/** Milliseconds after which a cursor does not wait for its tree any longer: where code does not parse, an edit may take fifty. */
const LONGEST_WAIT_MS = 2;
/** Milliseconds that a judgement waits for a tree that is being made; without it brackets decide. */
const LONGEST_FIRST_MS = 1_000;
/** What a document is parsed for at a time while nobody waits for it. */
const sliceMs = 1;

/**
 * Syntax of open documents on the caller's thread; `DocumentThread` has one on a thread of its own. The tree of each of the
 * last few documents is kept and brought up to date incrementally, so that asking again after an edit costs about a
 * millisecond; where it takes longer, a cursor is judged by the tree before the edit. Until there is one it is judged by the
 * text around it. In both cases the document is parsed in short steps afterwards. Nothing is read from disk but grammars.
 */
export class DocumentSyntax {
  private readonly grammars: LoadedGrammars;
  private readonly trees: DocumentTrees;
  private readonly trials: TrialErrors;
  private readonly later = new Later();
  private readonly journal: DocumentJournal;
  private disposed = false;

  /**
   * `files` is the directory of shipped grammars, or says where each file lies; a cursor waits for its tree for `longestWaitMs`. By
   * `journals`, a document that has ended processes is judged as if its language had no grammar.
   */
  constructor(
    files: string | GrammarFiles,
    private readonly longestWaitMs = LONGEST_WAIT_MS,
    journals?: DocumentStandings,
  ) {
    this.journal = new DocumentJournal(journals);
    this.grammars = new LoadedGrammars(typeof files === 'string' ? grammarFilesIn(files) : files);
    this.trees = new DocumentTrees(keptDocuments);
    this.trials = new TrialErrors(this.trees);
  }

  /** What stands at the cursor between `prefix` and `suffix`. `place` is `unknown` without a grammar and over 2 million units. */
  async cursorSyntax(cursor: DocumentCursor): Promise<CursorSyntax> {
    const { uri, languageId, prefix, suffix } = cursor;
    const rules = lexicalRulesOf(languageId);
    const loaded = await this.grammarAt(cursor);
    if (loaded === undefined) return cursorWithoutTree(cursor);
    if (this.trees.has(uri, languageId)) {
      const recent = this.trees.parseWithin(uri, loaded, prefix + suffix, this.longestWaitMs);
      if (recent?.behind === true) {
        this.later.do(uri, () => this.trees.catchUpSteps(uri, loaded, sliceMs));
        return syntaxByOlderTree(recent.tree, prefix, suffix, rules);
      }
      return syntaxAt(recent?.tree, prefix, suffix, rules);
    }
    if (prefix.length + suffix.length < shortDocument)
      return syntaxAt(this.parsed(uri, loaded, prefix + suffix)?.tree, prefix, suffix, rules);
    const text = prefix + suffix;
    this.later.do(uri, () => this.journal.steps(text, this.trees.parseSteps(uri, loaded, text, sliceMs)));
    const near = excerptAt(prefix, suffix, rules);
    return this.trees.withText(loaded, near.prefix + near.suffix, (tree) =>
      syntaxAt(tree, near.prefix, near.suffix, rules),
    );
  }

  /** Judges text that a model streams at a cursor; see `verdictOn` for the rule. */
  async judge(streamed: TextAtCursor): Promise<SyntaxVerdict> {
    const { uri, languageId, prefix, suffix } = streamed;
    const rules = lexicalRulesOf(languageId);
    const loaded = await this.grammarAt(streamed);
    if (loaded === undefined) return verdictWithoutTree(streamed);
    const isParsed = this.later.finish(uri, LONGEST_FIRST_MS);
    const document = isParsed ? this.parsed(uri, loaded, prefix + suffix) : undefined;
    return verdictOn(streamed, document && { document, trials: this.trials }, rules);
  }

  /** Loads the grammar of a language. Rejects when its file does not load. */
  async prepare(languageId: string): Promise<void> {
    await this.grammars.get(languageId);
  }

  /** A document is parsed without hurry. */
  get isParsing(): boolean {
    return this.later.isAtWork;
  }

  /** The runtime has crashed: there will be no tree any more. */
  get isDamaged(): boolean {
    return this.trees.isDamaged;
  }

  /** Drops what is kept of a document that was closed. */
  forget(uri: string): void {
    this.trees.forget(uri);
  }

  dispose(): void {
    this.disposed = true;
    this.later.stop();
    this.trees.dispose();
    this.journal.dispose();
    this.grammars.dispose();
  }

  /** A document's first parse is noted down; the edits after it are not, which would cost a digest at every key. */
  private parsed(uri: string, loaded: LoadedGrammar, text: string): ParsedDocument | undefined {
    const parse = (): ParsedDocument | undefined => this.trees.parse(uri, loaded, text);
    return this.trees.isNew(uri, loaded.grammar.languageId) ? this.journal.during(text, parse) : parse();
  }

  private async grammarAt(cursor: DocumentCursor): Promise<LoadedGrammar | undefined> {
    const { uri, languageId, prefix, suffix } = cursor;
    if (!mayHaveTree(cursor)) return undefined;
    if (this.trees.isNew(uri, languageId) && this.journal.isRefused(prefix + suffix)) return undefined;
    const loaded = await this.grammars.get(languageId);
    return this.disposed ? undefined : loaded;
  }
}
