/** What a configuration file says of modules. */
export type ProjectFile =
  | {
      readonly kind: 'aliases';
      readonly baseUrl: string | undefined;
      readonly paths: readonly PathAlias[];
      /** Configurations that it extends, as written. */
      readonly bases: readonly string[];
    }
  | {
      readonly kind: 'package';
      /** '' for a package without a name. */
      readonly name: string;
      readonly entry: string | undefined;
      /** What each of `.`, `./part` and `./*` stands for. */
      readonly exports: readonly PathAlias[];
      /** What each name that begins with `#` stands for in the package itself. */
      readonly imports: readonly PathAlias[];
    }
  | { readonly kind: 'go'; readonly module: string }
  | { readonly kind: 'crate'; readonly name: string }
  | { readonly kind: 'dart'; readonly name: string };

export interface PathAlias {
  /** With at most one `*`. */
  readonly pattern: string;
  readonly targets: readonly string[];
}

const MAX_UNITS = 200_000;
const MAX_ALIASES = 200;
const MAX_TARGETS = 10;
const CONFIGURATION = /^[jt]sconfig(?:\..+)?\.json$/;

/** Whether a file configures its folder; any other holds only what those extend. */
export function configuresFolder(baseName: string): boolean {
  return CONFIGURATION.test(baseName);
}

/** Reads a file that configures modules; undefined for any other file and for one that cannot be read. */
export function readProjectFile(baseName: string, text: string): ProjectFile | undefined {
  if (text.length > MAX_UNITS) return undefined;
  if (baseName === 'package.json') return packageOf(parsed(text));
  if (CONFIGURATION.test(baseName) || (baseName.endsWith('.json') && text.includes('"compilerOptions"')))
    return aliasesOf(parsed(withoutComments(text)));
  if (baseName === 'go.mod') return named(/^module\s+"?([^\s"]+)/m, text, (module) => ({ kind: 'go', module }));
  if (baseName === 'Cargo.toml')
    return named(/^\[package\][^[]*?^name\s*=\s*"([^"\n]+)"/ms, text, (name) => ({ kind: 'crate', name }));
  if (baseName === 'pubspec.yaml') return named(/^name:\s*["']?(\w+)/m, text, (name) => ({ kind: 'dart', name }));
  return undefined;
}

function named(pattern: RegExp, text: string, make: (name: string) => ProjectFile): ProjectFile | undefined {
  const name = pattern.exec(text)?.[1];
  return name === undefined ? undefined : make(name);
}

function aliasesOf(value: unknown): ProjectFile | undefined {
  const options = fieldOf(value, 'compilerOptions');
  const baseUrl = fieldOf(options, 'baseUrl');
  const paths = aliasesIn(fieldOf(options, 'paths'));
  const bases = targetsOf(fieldOf(value, 'extends'));
  if (typeof baseUrl !== 'string' && paths.length === 0 && bases.length === 0) return undefined;
  return { kind: 'aliases', baseUrl: typeof baseUrl === 'string' ? baseUrl : undefined, paths, bases };
}

function packageOf(value: unknown): ProjectFile | undefined {
  const written = fieldOf(value, 'name');
  const name = typeof written === 'string' ? written : '';
  const imports = aliasesIn(fieldOf(value, 'imports'));
  if (name === '' && imports.length === 0) return undefined;
  const entries = ['source', 'types', 'module', 'main'].map((key) => fieldOf(value, key));
  const entry = entries.find((each): each is string => typeof each === 'string');
  return { kind: 'package', name, entry, exports: exportsOf(fieldOf(value, 'exports')), imports };
}

/** Exports without a path are those of the package itself. */
function exportsOf(value: unknown): PathAlias[] {
  const aliases = aliasesIn(value);
  if (aliases.some(({ pattern }) => pattern.startsWith('.'))) return aliases;
  const targets = targetsOf(value);
  return targets.length === 0 ? [] : [{ pattern: '.', targets }];
}

function aliasesIn(value: unknown): PathAlias[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .slice(0, MAX_ALIASES)
    .map(([pattern, targets]) => ({ pattern, targets: targetsOf(targets) }));
}

/** The texts in a list, or under any condition. */
function targetsOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  const targets = Object.values(value)
    .slice(0, MAX_TARGETS)
    .flatMap((each) => targetsOf(each, depth + 1));
  return [...new Set(targets)].slice(0, MAX_TARGETS);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON as editors write it: comments and commas before a closing bracket go. */
function withoutComments(text: string): string {
  return text
    .replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : ' '))
    .replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g, (part) => (part === ',' ? '' : part));
}
