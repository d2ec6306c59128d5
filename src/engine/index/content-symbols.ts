import type { FileSyntax } from '../syntax';
import { type DroppedFile, DroppedSymbols } from './dropped-symbols';
import { FilesByContent, type NumberedFiles } from './files-by-content';
import type { FileLists } from './file-lists';
import type { FileDescription, IndexedFile } from './indexed-file';
import { joinedBytes } from './joined-bytes';
import type { KnownFile } from './known-file';
import { NumberLists } from './number-lists';
import type { SymbolTable } from './symbol-table';

/** Syntax as the index has it: each signature is what stands for its definition. */
export interface ShownSyntax extends FileSyntax {
  readonly isShown: true;
}

/** The parts of the index that hold the syntax of files. */
interface SyntaxParts {
  readonly symbols: SymbolTable;
  readonly lists: FileLists;
}

/** What is known of the syntax of contents, whichever files have them: those in the index, and those that left it lately. */
export class ContentSymbols {
  private readonly present: FilesByContent;
  private readonly dropped: DroppedSymbols;

  /** At most `mostBytes` are kept of contents that left the index. */
  constructor(
    private readonly parts: SyntaxParts,
    files: NumberedFiles,
    mostBytes?: number,
  ) {
    this.present = new FilesByContent(files);
    this.dropped = new DroppedSymbols(mostBytes);
  }

  /** What a parse would find in a file: its content was parsed as the same language, for a file of the same strength. */
  syntaxFor(file: FileDescription): ShownSyntax | undefined {
    const { content, languageId } = file;
    if (content === undefined) return undefined;
    const { symbols } = this.parts;
    const other = this.present.find(file);
    if (other && this.isParsed(other)) {
      return { languageId, symbols: symbols.symbolsIn(other.uri), imports: other.imports, isShown: true };
    }
    const dropped = this.dropped.find(content);
    const serves = dropped?.file.languageId === languageId && dropped.file.strength === file.strength;
    return serves ? this.unpacked(languageId, dropped.packed) : undefined;
  }

  /** A file has come; its content needs not be kept any longer. */
  added(number: number, file: KnownFile): void {
    this.present.add(number);
    if (file.content !== undefined && this.isParsed(file)) this.dropped.delete(file.content);
  }

  /** A file goes; it must still be there. */
  goes(number: number): void {
    this.present.remove(number);
  }

  /** Keeps for a while what is known of the content of a file that is about to go or to change. */
  keep(file: KnownFile): void {
    if (file.content !== undefined && this.isParsed(file)) this.dropped.keep(file.content, file, this.packed(file));
  }

  /** Forgets what is kept of files that are not allowed any more. */
  keepOnly(isAllowed: (file: DroppedFile) => boolean): void {
    this.dropped.keepOnly(isAllowed);
  }

  /** Where nothing was found, perhaps nothing was looked for: there is a limit to the definitions of all files. */
  private isParsed(file: IndexedFile): boolean {
    return file.hasSyntax && !file.hasOldSymbols && (this.parts.symbols.countIn(file.uri) > 0 || file.importCount > 0);
  }

  private packed({ uri, listStart }: KnownFile): Uint8Array {
    const { symbols, lists } = this.parts;
    const { rows, signatures } = symbols.packedRows(uri);
    const imports = lists.importNumbers(listStart);
    const numbers = new NumberLists();
    numbers.append(rows, rows.length);
    numbers.append(imports, imports.length);
    return joinedBytes([numbers.data(), signatures]);
  }

  private unpacked(languageId: string, packed: Uint8Array): ShownSyntax {
    const { symbols, lists } = this.parts;
    const numbers = new NumberLists();
    numbers.restore(packed);
    const { values: rows, end } = numbers.read(0);
    const imports = numbers.read(end);
    return {
      languageId,
      symbols: symbols.unpackedRows(rows, packed.subarray(imports.end)),
      imports: lists.importsOf(imports.values),
      isShown: true,
    };
  }
}
