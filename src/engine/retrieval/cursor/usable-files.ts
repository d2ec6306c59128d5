import { FileFilter, type IndexedFile, type WorkspaceIndex } from '../../index';
import { familyFilter } from '../imports';
import type { CursorPlace } from './cursor-search';

/** Files whose definitions can be used at the cursors of one document: the others of its language's family. */
export class UsableFiles {
  private readonly isFamily: (languageId: string) => boolean;
  readonly all: FileFilter;
  /** Those that may be quoted without being asked for. */
  readonly free: FileFilter;
  /** Files in the document's own directory, whatever their language. */
  readonly beside: FileFilter;

  constructor(
    private readonly index: WorkspaceIndex,
    private readonly at: CursorPlace,
  ) {
    this.isFamily = familyFilter(at.languageId);
    this.all = new FileFilter(index, (file) => this.holds(file));
    // With a `/` at the end unless it is the folder itself.
    const directory = at.path.slice(0, at.path.lastIndexOf('/') + 1);
    this.beside = new FileFilter(
      index,
      ({ folder, path }) =>
        folder === at.folder && path.startsWith(directory) && path.indexOf('/', directory.length) < 0,
    );
    this.free = new FileFilter(index, (file) => file.strength === 'free' && this.holds(file));
  }

  holds({ uri, languageId }: IndexedFile): boolean {
    return uri !== this.at.uri && this.isFamily(languageId);
  }

  /** Whether these are the files for a cursor, too. */
  serves(index: WorkspaceIndex, { uri, languageId }: Pick<CursorPlace, 'uri' | 'languageId'>): boolean {
    return index === this.index && uri === this.at.uri && languageId === this.at.languageId;
  }
}
