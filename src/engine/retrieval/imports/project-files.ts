import type { WorkspaceIndex } from '../../index';
import type { Importer, ProjectFacts } from './resolve-import';
import { directoryOf, joinPath } from './paths';
import { type ProjectFile, readProjectFile } from './read-project-file';

interface PlacedFile {
  readonly folder: string;
  /** Below the folder, with a trailing slash or ''. */
  readonly directory: string;
  readonly content: ProjectFile;
}

/** Remembers what the indexed configuration files say of where modules lie. Told of files as the index takes and drops them. */
export class ProjectFiles implements ProjectFacts {
  private readonly files = new Map<string, PlacedFile>();

  constructor(private readonly index: WorkspaceIndex) {}

  fileIndexed(uri: string, text: string): void {
    const file = this.index.file(uri);
    const content = file && readProjectFile(file.path.slice(file.path.lastIndexOf('/') + 1), text);
    if (file && content) this.files.set(uri, { folder: file.folder, directory: directoryOf(file.path), content });
    else this.files.delete(uri);
  }

  fileRemoved(uri: string): void {
    this.files.delete(uri);
  }

  aliasedPaths(at: Importer, specifier: string): string[] {
    let nearest: { directory: string; content: ProjectFile & { kind: 'aliases' } } | undefined;
    for (const { folder, directory, content } of this.files.values()) {
      if (folder !== at.folder || content.kind !== 'aliases' || !at.path.startsWith(directory)) continue;
      if (!nearest || directory.length > nearest.directory.length) nearest = { directory, content };
    }
    if (!nearest) return [];
    const { directory, content } = nearest;
    const base = content.baseUrl === undefined ? directory : `${joinPath(directory, content.baseUrl)}/`;
    const paths = content.paths.flatMap(({ pattern, targets }) => {
      const star = pattern.indexOf('*');
      if (star < 0) return pattern === specifier ? targets.map((target) => joinPath(base, target)) : [];
      const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
      if (!specifier.startsWith(head) || !specifier.endsWith(tail)) return [];
      const matched = specifier.slice(star, specifier.length - tail.length);
      return targets.map((target) => joinPath(base, target.replace('*', matched)));
    });
    return content.baseUrl === undefined ? paths : [...paths, joinPath(base, specifier)];
  }

  packagePaths(folder: string, specifier: string): string[] {
    return this.of(folder, 'package').flatMap(({ directory, content }) => {
      const { name, entry } = content;
      if (specifier !== name && !specifier.startsWith(`${name}/`)) return [];
      const below = specifier.slice(name.length + 1);
      if (below !== '') return [`src/${below}`, below, `lib/${below}`].map((path) => directory + path);
      const source = entry?.replace(/^(?:\.\/)?(?:dist|build|out)\//, 'src/').replace(/\.(?:d\.ts|[cm]?js)$/, '');
      return [...(source ? [source] : []), 'src/index', 'index', ...(entry ? [entry] : [])].map((path) =>
        joinPath(directory, path),
      );
    });
  }

  goPackagePaths(folder: string, path: string): string[] {
    return this.of(folder, 'go').flatMap(({ directory, content }) => {
      if (path !== content.module && !path.startsWith(`${content.module}/`)) return [];
      return [(directory + path.slice(content.module.length + 1)).replace(/\/$/, '')];
    });
  }

  crateDirectory(folder: string, name: string): string | undefined {
    const wanted = name.replaceAll('-', '_');
    return this.of(folder, 'crate').find(({ content }) => content.name.replaceAll('-', '_') === wanted)?.directory;
  }

  private of<Kind extends ProjectFile['kind']>(folder: string, kind: Kind) {
    const found: { directory: string; content: Extract<ProjectFile, { kind: Kind }> }[] = [];
    for (const file of this.files.values()) {
      if (file.folder !== folder || file.content.kind !== kind) continue;
      found.push({ directory: file.directory, content: file.content as Extract<ProjectFile, { kind: Kind }> });
    }
    return found;
  }
}
