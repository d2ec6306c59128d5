import type { QueryName } from './grammars';

/** What an import's captures say, as text of the file. */
export interface ImportCaptures {
  readonly name?: string;
  readonly from?: string;
  /** A whole path of which the name is a part. */
  readonly path?: string;
  /** A Rust `use` tree. */
  readonly tree?: string;
  /** A whole `import` of Scala or Kotlin. */
  readonly statement?: string;
}

/** A name and where it comes from; the name is '' when the import brings in no single name. */
export interface ImportPair {
  readonly name: string;
  readonly from: string;
}

const pathSeparators: Partial<Record<QueryName, string>> = {
  java: '.',
  swift: '.',
  elixir: '.',
  php: '\\',
};

/** The names that one import brings in. */
export function importPairs(query: QueryName, captures: ImportCaptures): ImportPair[] {
  if (captures.tree !== undefined) return useTree(captures.tree);
  if (captures.statement !== undefined) return importStatement(captures.statement);
  if (captures.path !== undefined) return [splitPath(query, unquoted(captures.path))];
  if (captures.from === undefined) return [];
  return [{ name: (captures.name ?? '').replace(/^:/, ''), from: unquoted(captures.from) }];
}

function unquoted(text: string): string {
  return text.replace(/^["'`<]|["'`>]$/g, '');
}

function splitPath(query: QueryName, path: string): ImportPair {
  if (query === 'python') return { name: path.split('.')[0] ?? path, from: path };
  if (query === 'go') return { name: goPackageName(path), from: path };
  const separator = pathSeparators[query] ?? '::';
  const at = path.lastIndexOf(separator);
  return at < 0 ? { name: path, from: path } : { name: path.slice(at + separator.length), from: path.slice(0, at) };
}

/** By convention the last segment, without a major version: `example.com/yaml/v3` and `gopkg.in/yaml.v3` are both `yaml`. */
function goPackageName(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  let last = segments.at(-1) ?? '';
  if (/^v\d+$/.test(last) && segments.length > 1) last = segments.at(-2) ?? last;
  return last.replace(/\.v\d+$/, '');
}

/** `a::b::{self, C as D, e::*}` → b from a, D from a::b, '' from a::b::e. */
function useTree(tree: string): ImportPair[] {
  const pairs: ImportPair[] = [];
  collectUse(tree.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' '), '', pairs);
  return pairs;
}

function collectUse(tree: string, base: string, pairs: ImportPair[]): void {
  const open = tree.indexOf('{');
  if (open >= 0) {
    const close = tree.lastIndexOf('}');
    const head = joined(base, tree.slice(0, open).trim().replace(/::$/, ''));
    for (const part of splitTopLevel(tree.slice(open + 1, close < 0 ? undefined : close)))
      collectUse(part, head, pairs);
    return;
  }
  const [path = '', alias] = tree.trim().split(/\s+as\s+/);
  const whole = path === 'self' && base !== '' ? base : joined(base, path.replace(/\s+/g, ''));
  if (whole === '') return;
  const at = whole.lastIndexOf('::');
  const name = at < 0 ? whole : whole.slice(at + 2);
  const from = at < 0 ? whole : whole.slice(0, at);
  pairs.push({ name: name === '*' ? '' : (alias ?? name), from });
}

function joined(base: string, path: string): string {
  if (base === '' || path === '') return base + path;
  return `${base}::${path}`;
}

function splitTopLevel(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    const unit = list[at];
    if (unit === '{') depth++;
    else if (unit === '}') depth--;
    else if (at === list.length || (unit === ',' && depth === 0)) {
      parts.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return parts.filter((part) => part.trim() !== '');
}

/** `import a.b.{C, D => E, _}, f.G` → C and E from a.b, '' from a.b, G from f. */
function importStatement(whole: string): ImportPair[] {
  const code = whole.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ').replace(/^\s*import\b/, '');
  return splitTopLevel(code).flatMap((tree) => {
    const open = tree.indexOf('{');
    const path = (open < 0 ? tree : tree.slice(0, open)).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
    const at = path.lastIndexOf('.');
    const from = open >= 0 ? path : at < 0 ? path : path.slice(0, at);
    const close = tree.lastIndexOf('}');
    const names = open < 0 ? [path.slice(at + 1)] : splitTopLevel(tree.slice(open + 1, close < 0 ? undefined : close));
    return names.map((each) => {
      const name =
        each
          .trim()
          .split(/\s*=>\s*|\s+as\s+/)
          .at(-1) ?? '';
      return { name: name === '_' || name === '*' || name === 'given' ? '' : name, from };
    });
  });
}
