/** What a configuration file says of modules. */
export type ProjectFile =
  | { readonly kind: 'aliases'; readonly baseUrl: string | undefined; readonly paths: readonly PathAlias[] }
  | { readonly kind: 'package'; readonly name: string; readonly entry: string | undefined }
  | { readonly kind: 'go'; readonly module: string }
  | { readonly kind: 'crate'; readonly name: string };

export interface PathAlias {
  /** With at most one `*`. */
  readonly pattern: string;
  readonly targets: readonly string[];
}

const MAX_UNITS = 200_000;
const MAX_ALIASES = 200;

/** Reads a file that configures modules; undefined for any other file and for one that cannot be read. */
export function readProjectFile(baseName: string, text: string): ProjectFile | undefined {
  if (text.length > MAX_UNITS) return undefined;
  if (/^[jt]sconfig(?:\..+)?\.json$/.test(baseName)) return aliasesOf(parsed(withoutComments(text)));
  if (baseName === 'package.json') return packageOf(parsed(text));
  if (baseName === 'go.mod') return named(/^module\s+"?([^\s"]+)/m, text, (module) => ({ kind: 'go', module }));
  if (baseName === 'Cargo.toml')
    return named(/^\[package\][^[]*?^name\s*=\s*"([^"\n]+)"/ms, text, (name) => ({ kind: 'crate', name }));
  return undefined;
}

function named(pattern: RegExp, text: string, make: (name: string) => ProjectFile): ProjectFile | undefined {
  const name = pattern.exec(text)?.[1];
  return name === undefined ? undefined : make(name);
}

function aliasesOf(value: unknown): ProjectFile | undefined {
  const options = fieldOf(value, 'compilerOptions');
  const baseUrl = fieldOf(options, 'baseUrl');
  const paths = fieldOf(options, 'paths');
  const entries = typeof paths === 'object' && paths !== null ? Object.entries(paths).slice(0, MAX_ALIASES) : [];
  const aliases = entries.flatMap(([pattern, targets]) =>
    Array.isArray(targets) ? [{ pattern, targets: targets.filter((target) => typeof target === 'string') }] : [],
  );
  if (typeof baseUrl !== 'string' && aliases.length === 0) return undefined;
  return { kind: 'aliases', baseUrl: typeof baseUrl === 'string' ? baseUrl : undefined, paths: aliases };
}

function packageOf(value: unknown): ProjectFile | undefined {
  const name = fieldOf(value, 'name');
  if (typeof name !== 'string' || name === '') return undefined;
  const entries = ['source', 'types', 'module', 'main'].map((key) => fieldOf(value, key));
  return { kind: 'package', name, entry: entries.find((entry): entry is string => typeof entry === 'string') };
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
