import type { WorkspaceIndex } from '../../index';
import { joinUri } from '../../text';

/** The indexed files by path, as import resolution asks for them. Paths are relative to a folder, with `/`. */
export class WorkspaceFiles {
  constructor(private readonly index: WorkspaceIndex) {}

  /** The file of exactly this path below a folder. */
  at(folder: string, path: string): string | undefined {
    const uri = path.split('/').reduce(joinUri, folder);
    return this.index.file(uri) ? uri : undefined;
  }

  /** Files whose path ends with all of `path`, whatever the case; those of `folder` when it has some. */
  endingWith(folder: string, path: string): string[] {
    const wanted = path.toLowerCase();
    return this.nearest(folder, this.index.paths.endingWith(wanted)).filter((uri) => {
      const known = this.index.file(uri)?.path.toLowerCase() ?? '';
      return known === wanted || known.endsWith(`/${wanted}`);
    });
  }

  /** Files directly in the directories whose path ends with all of `path`. */
  inDirectoriesEndingWith(folder: string, path: string): string[] {
    return this.nearest(folder, this.index.paths.inDirectoriesEndingWith(path));
  }

  inDirectory(folder: string, path: string): string[] {
    return this.index.paths.inDirectory(path).filter((uri) => this.index.file(uri)?.folder === folder);
  }

  path(uri: string): string {
    return this.index.file(uri)?.path ?? '';
  }

  private nearest(folder: string, uris: string[]): string[] {
    const own = uris.filter((uri) => this.index.file(uri)?.folder === folder);
    return own.length > 0 ? own : uris;
  }
}
