import { FileFilter, type IndexedFile, type WorkspaceIndex } from '../../index';
import { familyFilter } from '../imports';
import type { CursorPlace } from './cursor-search';

/** Files whose definitions can be used at the cursors of one document: the others of its language's family. */
export class UsableFiles {
  private readonly isFamily: (languageId: string) => boolean;
  readonly all: FileFilter;
  /** Those that may be quoted without being asked for. */
  readonly free: FileFilter;

  constructor(
    private readonly index: WorkspaceIndex,
    private readonly at: Pick<CursorPlace, 'uri' | 'languageId'>,
  ) {
    this.isFamily = familyFilter(at.languageId);
    this.all = new FileFilter(index, (file) => this.holds(file));
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
