import type { WorkspaceIndex } from '../../index';
import { joinUri } from '../../text';
import type { Importer, ProjectFacts } from './resolve-import';
import { directoryOf, joinPath } from './paths';
import { configuresFolder, type PathAlias, type ProjectFile, readProjectFile } from './read-project-file';

type Content<Kind extends ProjectFile['kind']> = Extract<ProjectFile, { kind: Kind }>;

/** Configurations that extend one another are followed so far. */
const MAX_BASES = 8;

interface PlacedFile {
  readonly folder: string;
  /** Below the folder, with a trailing slash or ''. */
  readonly directory: string;
  readonly baseName: string;
  readonly content: ProjectFile;
}

/** Remembers what the indexed configuration files say of where modules lie. Told of files as the index takes and drops them. */
export class ProjectFiles implements ProjectFacts {
  private readonly files = new Map<string, PlacedFile>();

  constructor(private readonly index: WorkspaceIndex) {}

  fileIndexed(uri: string, text: string): void {
    const file = this.index.file(uri);
    const directory = directoryOf(file?.path ?? '');
    const baseName = (file?.path ?? '').slice(directory.length);
    const content = file && readProjectFile(baseName, text);
    if (file && content) this.files.set(uri, { folder: file.folder, directory, baseName, content });
    else this.files.delete(uri);
  }

  fileRemoved(uri: string): void {
    this.files.delete(uri);
  }

  aliasedPaths(at: Importer, specifier: string): string[] {
    const configurations = this.above(at, 'aliases').filter(({ baseName }) => configuresFolder(baseName));
    const aliased = this.withBases(at.folder, configurations).flatMap(({ directory, content: { baseUrl, paths } }) => {
      const base = baseUrl === undefined ? directory : `${joinPath(directory, baseUrl)}/`;
      const targets = matches(paths, specifier).map((target) => joinPath(base, target));
      return baseUrl === undefined ? targets : [...targets, joinPath(base, specifier)];
    });
    return specifier.startsWith('#') ? [...this.ownImports(at, specifier), ...aliased] : aliased;
  }

  packagePaths(folder: string, specifier: string): string[] {
    return this.of(folder, 'package').flatMap(({ directory, content }) => {
      const { name, entry, exports } = content;
      if (name === '' || (specifier !== name && !specifier.startsWith(`${name}/`))) return [];
      const below = specifier.slice(name.length + 1);
      const exported = sourcesIn(directory, matches(exports, below === '' ? '.' : `./${below}`));
      if (below !== '')
        return [...exported, ...[`src/${below}`, below, `lib/${below}`].map((path) => directory + path)];
      const [source, written] = entry === undefined ? [] : sourcesIn(directory, [entry]);
      const usual = ['src/index', 'index'].map((path) => directory + path);
      return [
        ...exported,
        ...(source === undefined ? [] : [source]),
        ...usual,
        ...(written === undefined ? [] : [written]),
      ];
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

  dartLibrary(folder: string, name: string): string | undefined {
    const found = this.of(folder, 'dart').find(({ content }) => content.name === name);
    return found && `${found.directory}lib/`;
  }

  private ownImports(at: Importer, specifier: string): string[] {
    const nearest = this.above(at, 'package').find(({ content }) => content.imports.length > 0);
    return nearest ? sourcesIn(nearest.directory, matches(nearest.content.imports, specifier)) : [];
  }

  /** Files of a kind in the directories around one, the nearest first. */
  private above<Kind extends ProjectFile['kind']>(at: Importer, kind: Kind) {
    return this.of(at.folder, kind)
      .filter(({ directory }) => at.path.startsWith(directory))
      .sort((a, b) => b.directory.length - a.directory.length || (a.baseName < b.baseName ? -1 : 1));
  }

  /** Each configuration followed by those that it extends. */
  private withBases(folder: string, configurations: readonly Placed<'aliases'>[]): readonly Placed<'aliases'>[] {
    const found = new Set<Content<'aliases'>>();
    const placed: Placed<'aliases'>[] = [];
    const add = (each: Placed<'aliases'>, depth: number): void => {
      if (found.has(each.content) || depth > MAX_BASES) return;
      found.add(each.content);
      placed.push(each);
      for (const base of each.content.bases) {
        const next = this.configurationAt(folder, each.directory, base);
        if (next) add(next, depth + 1);
      }
    };
    for (const each of configurations) add(each, 0);
    return placed;
  }

  private configurationAt(folder: string, directory: string, written: string): Placed<'aliases'> | undefined {
    const paths = written.startsWith('.') ? [joinPath(directory, written)] : this.pathsInPackages(folder, written);
    for (const path of paths) {
      for (const each of [path, `${path}.json`, joinPath(path, '/tsconfig.json')]) {
        const file = this.files.get(each.split('/').reduce(joinUri, folder));
        if (file?.content.kind === 'aliases') return { ...file, content: file.content };
      }
    }
    return undefined;
  }

  private pathsInPackages(folder: string, written: string): string[] {
    return this.of(folder, 'package').flatMap(({ directory, content: { name } }) =>
      name !== '' && (written === name || written.startsWith(`${name}/`))
        ? [joinPath(directory, written.slice(name.length))]
        : [],
    );
  }

  private of<Kind extends ProjectFile['kind']>(folder: string, kind: Kind): Placed<Kind>[] {
    const found: Placed<Kind>[] = [];
    for (const { folder: own, directory, baseName, content } of this.files.values())
      if (own === folder && content.kind === kind)
        found.push({ directory, baseName, content: content as Content<Kind> });
    return found;
  }
}

interface Placed<Kind extends ProjectFile['kind']> {
  readonly directory: string;
  readonly baseName: string;
  readonly content: Content<Kind>;
}

/** What a specifier stands for by patterns with at most one `*`. */
function matches(aliases: readonly PathAlias[], specifier: string): string[] {
  return aliases.flatMap(({ pattern, targets }) => {
    const star = pattern.indexOf('*');
    if (star < 0) return pattern === specifier ? targets : [];
    const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (specifier.length < head.length + tail.length) return [];
    if (!specifier.startsWith(head) || !specifier.endsWith(tail)) return [];
    const matched = specifier.slice(star, specifier.length - tail.length);
    return targets.map((target) => target.replaceAll('*', () => matched));
  });
}

/** For each path of a package what it is built from, then the path itself. */
function sourcesIn(directory: string, targets: readonly string[]): string[] {
  return targets.flatMap((target) => {
    const source = target.replace(/^(?:\.\/)?(?:dist|build|out)\//, 'src/').replace(/\.(?:d\.ts|[cm]?js)$/, '');
    return [source, target].map((path) => joinPath(directory, path));
  });
}
