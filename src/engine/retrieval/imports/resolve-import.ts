import type { ImportStatement } from './import-statements';
import { languageFamily } from './language-family';
import { directoryOf, joinPath } from './paths';
import type { WorkspaceFiles } from './workspace-files';

/** The file that imports: `path` is relative to `folder`, with `/`. */
export interface Importer {
  readonly folder: string;
  readonly path: string;
  readonly languageId: string;
}

/** What the project's own files say of where modules lie. */
export interface ProjectFacts {
  /** Paths below the folder that an ECMAScript specifier may mean by `paths` and `baseUrl` of the configurations around it, the nearest first, or by its package's `imports`. */
  aliasedPaths(at: Importer, specifier: string): readonly string[];
  /** Paths below the folder that a specifier may mean because a package of the workspace has that name. */
  packagePaths(folder: string, specifier: string): readonly string[];
  /** Directories that a Go package may be. */
  goPackagePaths(folder: string, path: string): readonly string[];
  /** Directory of a crate, with a trailing slash or ''; undefined when the workspace has none of that name. */
  crateDirectory(folder: string, name: string): string | undefined;
  /** Where the libraries of a Dart package lie, with a trailing slash; undefined when the workspace has none of that name. */
  dartLibrary(folder: string, name: string): string | undefined;
}

export type ImportedPlace = Pick<ImportStatement, 'from'> & { readonly names: readonly string[] };

type Resolver = (place: ImportedPlace, at: Importer, files: WorkspaceFiles, project: ProjectFacts) => string[];

/** An import that fits more files than this says little about any of them. */
const MAX_FILES = 60;

/** URIs of the workspace's files that an import may mean; empty for what lies outside the workspace. */
export function resolveImport(
  place: ImportedPlace,
  at: Importer,
  files: WorkspaceFiles,
  project: ProjectFacts,
): readonly string[] {
  const resolve = RESOLVERS[languageFamily(at.languageId)];
  if (!resolve || place.from === '') return [];
  const found = [...new Set(resolve(place, at, files, project))];
  return found.length > MAX_FILES ? [] : found;
}

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  typescript: resolveEcmascript,
  python: resolvePython,
  go: resolveGo,
  java: resolveJava,
  rust: resolveRust,
  c: resolveC,
  csharp: resolveCsharp,
  php: resolvePhp,
  ruby: resolveRuby,
  swift: resolveSwift,
  dart: resolveDart,
};

const ECMASCRIPT_ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.d.ts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.vue',
  '.svelte',
];
const ECMASCRIPT_INDEXES = ['/index.ts', '/index.tsx', '/index.js', '/index.jsx', '/index.mjs', '/index.d.ts'];

function resolveEcmascript(place: ImportedPlace, at: Importer, files: WorkspaceFiles, project: ProjectFacts): string[] {
  const { from } = place;
  if (from.startsWith('.')) return ecmascriptFile(at.folder, joinPath(directoryOf(at.path), from), files);
  for (const path of project.aliasedPaths(at, from)) {
    const found = ecmascriptFile(at.folder, path, files);
    if (found.length > 0) return found;
  }
  for (const path of project.packagePaths(at.folder, from)) {
    const found = ecmascriptFile(at.folder, path, files);
    if (found.length > 0) return found;
  }
  const rooted = /^(?:[@~#]\/|\/|src\/)(.+)$/.exec(from)?.[1];
  if (rooted === undefined || !rooted.includes('/')) return [];
  return ECMASCRIPT_ENDINGS.concat(ECMASCRIPT_INDEXES).flatMap((ending) =>
    files.endingWith(at.folder, rooted + ending),
  );
}

function ecmascriptFile(folder: string, path: string, files: WorkspaceFiles): string[] {
  const written = /\.[cm]?jsx?$/.test(path)
    ? [path, path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'), path.replace(/\.js$/, '.tsx')]
    : [path];
  for (const base of written) {
    for (const ending of ECMASCRIPT_ENDINGS) {
      const uri = files.at(folder, base + ending);
      if (uri) return [uri];
    }
  }
  for (const ending of ECMASCRIPT_INDEXES) {
    const uri = files.at(folder, path + ending);
    if (uri) return [uri];
  }
  return [];
}

function resolvePython({ from, names }: ImportedPlace, at: Importer, files: WorkspaceFiles): string[] {
  const dots = /^\.*/.exec(from)?.[0].length ?? 0;
  const rest = from.slice(dots).replaceAll('.', '/');
  if (dots > 0) {
    let base = directoryOf(at.path);
    for (let up = 1; up < dots; up++) base = directoryOf(base.slice(0, -1));
    const path = (base + rest).replace(/\/$/, '');
    const written = [`${path}.py`, `${path}.pyi`, `${path}/__init__.py`, ...pythonModules(path, names)];
    return written.flatMap((each) => files.at(at.folder, each.replace(/^\//, '')) ?? []);
  }
  const found = [`${rest}.py`, `${rest}.pyi`, `${rest}/__init__.py`].flatMap((path) =>
    files.endingWith(at.folder, path),
  );
  const modules = pythonModules(rest, names).flatMap((path) => files.endingWith(at.folder, path));
  if (rest.includes('/')) return [...found, ...modules];
  const top = [...found, ...modules].filter((uri) => isTopLevelPython(files, uri, rest, at.folder));
  if (top.length > 0) return top;
  // A script finds what lies beside it, unless its folder is a package.
  const beside = directoryOf(at.path);
  return files.at(at.folder, `${beside}__init__.py`) ? [] : [files.at(at.folder, `${beside}${rest}.py`) ?? []].flat();
}

/** Modules and packages that a package may hold under these names. */
function pythonModules(path: string, names: readonly string[]): string[] {
  return names.flatMap((name) => [`${path}/${name}.py`, `${path}/${name}/__init__.py`]);
}

/** A single word means a module at a source root or a package that is in no other, not any file of that name. */
function isTopLevelPython(files: WorkspaceFiles, uri: string, module: string, folder: string): boolean {
  const path = files.path(uri);
  if (new RegExp(`^(?:(?:src|lib|python)/)?${module}(?:\\.pyi?$|/)`, 'i').test(path)) return true;
  const at = `/${path}`.lastIndexOf(`/${module}/`);
  if (at < 0) return false;
  const root = path.slice(0, at);
  return !files.at(folder, `${root}__init__.py`) && files.at(folder, `${root}${module}/__init__.py`) !== undefined;
}

function resolveGo({ from }: ImportedPlace, at: Importer, files: WorkspaceFiles, project: ProjectFacts): string[] {
  for (const path of project.goPackagePaths(at.folder, from)) {
    const found = files.inDirectory(at.folder, path);
    if (found.length > 0) return found;
  }
  return [];
}

function resolveJava({ from, names }: ImportedPlace, at: Importer, files: WorkspaceFiles): string[] {
  const path = from.replaceAll('.', '/');
  const named = names.flatMap((name) => javaFile(at.folder, `${path}/${name}`, files));
  if (named.length > 0) return named;
  for (let outer = path; outer !== ''; outer = directoryOf(outer).slice(0, -1)) {
    const found = javaFile(at.folder, outer, files);
    if (found.length > 0) return found;
    // Above a type lie only types that hold it.
    if (!/(?:^|\/)\p{Lu}[^/]*$/u.test(outer)) break;
  }
  return path.includes('/') && names.length === 0 ? files.inDirectoriesEndingWith(at.folder, path) : [];
}

function javaFile(folder: string, path: string, files: WorkspaceFiles): string[] {
  return ['.java', '.kt', '.scala', '.groovy'].flatMap((ending) => files.endingWith(folder, path + ending));
}

function resolveRust(
  { from, names }: ImportedPlace,
  at: Importer,
  files: WorkspaceFiles,
  project: ProjectFacts,
): string[] {
  const [head = '', ...segments] = from.split('::');
  const base = rustBase(head, at, project);
  if (base === undefined) return rustModule(at.folder, rustDirectory(at.path), [head, ...segments], names, files);
  if (base === '') return [];
  return rustModule(at.folder, base, segments, names, files);
}

/** The directory that a path's first segment names; undefined for a module beside this one, '' for another world. */
function rustBase(head: string, at: Importer, project: ProjectFacts): string | undefined {
  const own = rustDirectory(at.path);
  if (head === 'crate') return crateSource(at.path);
  if (head === 'self') return own;
  if (head === 'super') return directoryOf(own.slice(0, -1));
  const crate = project.crateDirectory(at.folder, head);
  if (crate !== undefined) return `${crate}src/`;
  return /^(?:std|core|alloc)$/.test(head) ? '' : undefined;
}

function crateSource(path: string): string {
  const at = `/${path}`.lastIndexOf('/src/');
  return at < 0 ? directoryOf(path) : path.slice(0, at + 4);
}

/** The directory that holds a module's children. */
function rustDirectory(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return /^(?:mod|lib|main)\.rs$/.test(base) ? directoryOf(path) : path.replace(/\.rs$/, '/');
}

function rustModule(
  folder: string,
  base: string,
  segments: readonly string[],
  names: readonly string[],
  files: WorkspaceFiles,
): string[] {
  let directory = base;
  const rest = [...segments];
  while (rest[0] === 'super') {
    rest.shift();
    directory = directoryOf(directory.slice(0, -1));
  }
  const found: string[] = [];
  const add = (path: string) => {
    for (const each of [`${path}.rs`, `${path}/mod.rs`]) {
      const uri = files.at(folder, each);
      if (uri) found.push(uri);
    }
  };
  const path = directory + rest.join('/');
  if (rest.length === 0) {
    for (const each of ['lib.rs', 'mod.rs', 'main.rs']) {
      const uri = files.at(folder, directory + each);
      if (uri) found.push(uri);
    }
    const own = files.at(folder, `${directory.replace(/\/$/, '')}.rs`);
    if (own) found.push(own);
  } else add(path);
  for (const name of names) add(rest.length === 0 ? directory + name : `${path}/${name}`);
  if (found.length > 0 || rest.length === 0) return found;
  // A type or a re-export stands for the last segment.
  return rustModule(folder, directory, rest.slice(0, -1), [], files);
}

function resolveC({ from }: ImportedPlace, at: Importer, files: WorkspaceFiles): string[] {
  const beside = files.at(at.folder, joinPath(directoryOf(at.path), from));
  if (beside) return [beside];
  return files.endingWith(at.folder, from.replace(/^(?:\.\.?\/)+/, ''));
}

function resolveCsharp({ from, names }: ImportedPlace, at: Importer, files: WorkspaceFiles): string[] {
  const segments = [...from.split('.'), ...names];
  const file = files.endingWith(at.folder, `${segments.slice(-2).join('/')}.cs`);
  if (file.length > 0) return file;
  for (let first = 0; first < segments.length; first++) {
    const found = files.inDirectoriesEndingWith(at.folder, segments.slice(first).join('/'));
    if (found.length > 0) return found;
  }
  return [];
}

function resolvePhp({ from, names }: ImportedPlace, at: Importer, files: WorkspaceFiles): string[] {
  if (from.endsWith('.php')) return resolveC({ from, names }, at, files);
  const segments = [...from.split('\\'), ...names].filter((segment) => segment !== '');
  for (let first = 0; first < segments.length; first++) {
    const found = files.endingWith(at.folder, `${segments.slice(first).join('/')}.php`);
    if (found.length > 0) return found;
  }
  return [];
}

function resolveRuby({ from }: ImportedPlace, at: Importer, files: WorkspaceFiles): string[] {
  const path = from.replace(/\.rb$/, '');
  if (!path.startsWith('.')) return files.endingWith(at.folder, `${path}.rb`);
  const uri = files.at(at.folder, `${joinPath(directoryOf(at.path), path)}.rb`);
  return uri ? [uri] : [];
}

function resolveSwift({ from }: ImportedPlace, at: Importer, files: WorkspaceFiles): string[] {
  return files.inDirectoriesEndingWith(at.folder, `Sources/${from}`);
}

function resolveDart({ from }: ImportedPlace, at: Importer, files: WorkspaceFiles, project: ProjectFacts): string[] {
  const [, name, path = ''] = /^package:(\w+)\/(.+)$/.exec(from) ?? [];
  const directory = name === undefined ? directoryOf(at.path) : project.dartLibrary(at.folder, name);
  if (directory === undefined || from.startsWith('dart:')) return [];
  return [files.at(at.folder, joinPath(directory, name === undefined ? from : path)) ?? []].flat();
}
