import type { FileDescription, ShownSyntax, WorkspaceIndex } from '../index';
import type { SyntaxParser } from '../syntax';
import type { DocumentTexts } from './document-texts';
import { hasOwnSymbols, isSlow } from './early-words';
import type { IndexChanges } from './index-changes';
import type { IndexQueue } from './index-queue';
import type { PolicyFollowing } from './policy-following';
import { CarefulParser, type ParseOutcome } from './set-aside';
import type { StandingBack } from './standing-back';

interface SymbolParts {
  readonly index: WorkspaceIndex;
  readonly texts: DocumentTexts;
  readonly content: IndexChanges;
  readonly queue: IndexQueue;
  readonly parser: SyntaxParser;
  readonly background: StandingBack;
  readonly following: Pick<PolicyFollowing, 'isUnderWay'>;
  /** Definitions of all files together beyond which files are searched by their words alone. */
  readonly mostSymbols: () => number;
}

/** How a file's symbols are read. */
interface Reading {
  /** A person waits for it, so it waits for no turn. */
  readonly isSave: boolean;
  /** Whether the text is still what the file was last asked for as. */
  readonly isCurrent: () => boolean;
}

/** Puts files into the index whose languages have grammars: with the symbols of a file of the same content, or with what the parser finds. */
export class FileSymbols {
  private readonly parser: CarefulParser;

  constructor(private readonly parts: SymbolParts) {
    this.parser = new CarefulParser(parts.parser);
  }

  /** The limit of definitions, when there are as many. */
  get limit(): number | undefined {
    const most = this.parts.mostSymbols();
    return this.parts.index.symbols.size >= most ? most : undefined;
  }

  /** A stored index has brought the file. */
  adopt({ setAside }: FileDescription): void {
    if (setAside) this.parser.remember(setAside);
  }

  /** Texts that were set aside are tried again from now on. */
  forgetSetAside(): void {
    this.parser.forget();
  }

  /** Makes a file's words searchable, with its symbols where they are known; else those are to be read when their turn comes. */
  putWords(file: FileDescription, text: string): void {
    const { index, content, queue } = this.parts;
    const syntax = this.isBeyondLimit(file.uri) ? undefined : this.known(file);
    if (syntax) return content.put(file, text, syntax, this.holdsWords(file) ? 'symbols' : 'whole');
    const isKnown = index.file(file.uri) !== undefined;
    queue.addSymbols(file.uri, isKnown ? 'edited' : 'none');
    if (this.holdsWords(file)) content.keep(file);
    else content.putEarly(file, text);
  }

  /** Makes a file's symbols searchable, and its words where they are not yet. */
  async put(file: FileDescription, text: string, { isSave, isCurrent }: Reading): Promise<void> {
    const { index, texts, content, queue, background } = this.parts;
    const { uri, languageId } = file;
    const known = index.file(uri);
    const isKnown = this.holdsWords(file);
    if (this.isBeyondLimit(uri)) {
      return content.put(file, text, { languageId, symbols: [], imports: [] }, isKnown ? 'symbols' : 'whole');
    }
    const reading = this.read(file, text);
    const isEarly = known && !isKnown && texts.opened(uri) && (await isSlow(reading)) && isCurrent();
    if (isEarly) content.putEarly(file, text);
    const read = await reading;
    if (!isSave) await background.turn();
    if (!isCurrent() || read.kind === 'closed') return;
    if (read.kind === 'again') queue.addSymbols(uri, 'none');
    if (read.kind === 'again' && (isKnown || isEarly)) return;
    const setAside = read.kind === 'set-aside' ? { setAside: read.setAside } : {};
    const syntax = read.kind === 'parsed' ? read.syntax : undefined;
    content.put({ ...file, ...setAside }, text, syntax, isKnown || isEarly ? 'symbols' : 'whole');
  }

  /** Whether the index holds the file as it is now, with its own symbols where its language has a grammar. */
  isIndexed(file: FileDescription, hasGrammar: boolean): boolean {
    const known = this.parts.index.file(file.uri);
    if (!known || !this.holdsWords(file)) return false;
    return !hasGrammar || (known.languageId === file.languageId && hasOwnSymbols(known));
  }

  private holdsWords({ uri, content, strength }: FileDescription): boolean {
    const known = this.parts.index.file(uri);
    return known?.content === content && known?.strength === strength;
  }

  private isBeyondLimit(uri: string): boolean {
    const { index, texts } = this.parts;
    return this.limit !== undefined && !texts.opened(uri) && index.symbols.countIn(uri) === 0;
  }

  /** Symbols of the same content. While a new policy is followed, the index holds files that it excludes: these serve for no other. */
  private known(file: FileDescription): ShownSyntax | undefined {
    return this.parts.following.isUnderWay ? undefined : this.parts.index.syntaxFor(file);
  }

  private async read(file: FileDescription, text: string): Promise<ParseOutcome> {
    const syntax = this.known(file);
    return syntax ? { kind: 'parsed', syntax } : this.parser.parse(file.languageId, text);
  }
}
