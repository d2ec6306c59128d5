import { identifiersOf } from '../../text';
import { languageFamily } from './language-family';

/** A name that a statement brings in: as its definition spells it, and as this file does. */
export interface BoundName {
  readonly name: string;
  readonly local: string;
}

/** What one import brings in. `from` is the module as written; `names` is empty for whole modules and wildcards. */
export interface ImportStatement {
  readonly from: string;
  readonly names: readonly BoundName[];
  /** The name under which a whole module is used, for instance of a Go package; '' when there is none. */
  readonly module: string;
}

export interface TextImports {
  readonly statements: readonly ImportStatement[];
  /** Zero-based lines that belong to imports. */
  readonly lines: ReadonlySet<number>;
}

const LONGEST_IMPORT_LINES = 60;

type Reader = (statement: string) => ImportStatement[];

interface Language {
  readonly start: RegExp;
  readonly read: Reader;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  typescript: {
    start:
      /^\s*(?:import\b(?!\s*[(.])|export\s+(?:type\s+)?(?:\*|\{[^}]*(?:\}\s*from\b|$))|(?:const|let|var)\s+(?:\{[^}=]*$|[^=;]*=\s*require\s*\())/,
    read: readEcmascript,
  },
  python: { start: /^\s*(?:import\s+[\w.]|from\s+[\w.]+\s+import\b)/, read: readPython },
  go: { start: /^import\b/, read: readGo },
  java: { start: /^\s*import\s+[\w.]/, read: readJava },
  rust: {
    start: /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:use\s|mod\s+\w+\s*;|extern\s+crate\s)/,
    read: readRust,
  },
  c: { start: /^\s*(?:#\s*(?:include|import)\b|using\s+[\w:]+\s*;)/, read: readC },
  csharp: { start: /^\s*(?:global\s+)?using\s+(?:static\s+)?[\w.]+(?:\s*=\s*[\w.<>]+)?\s*;/, read: readCsharp },
  php: { start: /^\s*(?:use\s+[\w\\]|(?:require|include)(?:_once)?\b)/, read: readPhp },
  ruby: { start: /^\s*(?:require|require_relative|autoload|load)\b/, read: readQuoted },
  dart: { start: /^\s*(?:import|export|part(?:\s+of)?)\s+["']/, read: readDart },
  swift: { start: /^\s*(?:@testable\s+)?import\s+\w/, read: readSwift },
};

/** The imports of a text, read line by line: the text at a cursor is newer than any parse, and may not parse at all. */
export function readImports(lines: readonly string[], languageId: string): TextImports {
  const language = LANGUAGES[languageFamily(languageId)];
  const statements: ImportStatement[] = [];
  const importLines = new Set<number>();
  if (!language) return { statements, lines: importLines };
  for (let at = 0; at < lines.length; at++) {
    if (!language.start.test(lines[at] as string)) continue;
    const end = statementEnd(lines, at);
    const found = language.read(lines.slice(at, end + 1).join('\n'));
    if (found.length === 0) continue;
    statements.push(...found);
    for (let line = at; line <= end; line++) importLines.add(line);
    at = end;
  }
  return { statements, lines: importLines };
}

/** Whether lines that are added below `above` leave its imports as they are: no statement begins in them, nor where it may not have ended. */
export function keepImports(above: readonly string[], added: readonly string[], languageId: string): boolean {
  const language = LANGUAGES[languageFamily(languageId)];
  const isPlain = (line: string): boolean => !language?.start.test(line);
  return added.every(isPlain) && above.slice(-LONGEST_IMPORT_LINES).every(isPlain);
}

function statementEnd(lines: readonly string[], start: number): number {
  let depth = 0;
  const last = Math.min(lines.length, start + LONGEST_IMPORT_LINES) - 1;
  for (let line = start; line <= last; line++) {
    for (const unit of lines[line] as string) {
      if (unit === '{' || unit === '(') depth++;
      else if (unit === '}' || unit === ')') depth--;
    }
    if (depth <= 0) return line;
  }
  return start;
}

function readEcmascript(statement: string): ImportStatement[] {
  const from = /(?:\bfrom\s*|\bimport\s*|\brequire\s*\(\s*)["'`]([^"'`\n]{1,300})["'`]/.exec(statement)?.[1];
  if (from === undefined) return [];
  const clause = statement
    .slice(0, Math.max(0, statement.lastIndexOf(from) - 1))
    .replace(/\b(?:from|require)\b[\s(]*$/, '')
    .replace(/^\s*(?:import|export|const|let|var)\b/, '')
    .replace(/^\s*type\b(?!\s*,)/, '');
  const namespace = /\*\s*as\s+([\w$]+)/.exec(clause)?.[1] ?? '';
  const named = /\{([\s\S]*)\}/.exec(clause)?.[1] ?? '';
  const names = named
    .split(',')
    .flatMap((part) => boundName(part.replace(/^\s*type\s+(?=[\w$])/, ''), /\s+as\s+|\s*:\s*/));
  const whole = /^\s*([\w$]+)/.exec(clause.replace(/\{[\s\S]*\}/, ''))?.[1];
  if (whole !== undefined) names.push({ name: whole, local: whole });
  return [{ from, names, module: namespace || (whole ?? '') }];
}

function readPython(statement: string): ImportStatement[] {
  const [, from, list = ''] = /^\s*from\s+([\w.]+)\s+import\s+([\s\S]*)$/.exec(statement) ?? [];
  if (from !== undefined) {
    const names = list
      .replace(/#[^\n]*|[()\\]/g, ' ')
      .split(',')
      .flatMap((part) => boundName(part, /\s+as\s+/));
    return [{ from, names, module: '' }];
  }
  const modules = statement
    .replace(/^\s*import\s+/, '')
    .replace(/#.*$/, '')
    .split(',');
  return modules.flatMap((part) => {
    const [path = '', alias] = part.trim().split(/\s+as\s+/);
    return /^[\w.]+$/.test(path)
      ? [{ from: path, names: [], module: alias ?? path.slice(path.lastIndexOf('.') + 1) }]
      : [];
  });
}

function readGo(statement: string): ImportStatement[] {
  return [...statement.matchAll(/([\w.]+[ \t]+)?"([^"\n]+)"/g)].map((match) => {
    const alias = match[1]?.trim() ?? '';
    const from = match[2] as string;
    const segments = from.split('/').filter((segment) => !/^v\d+$/.test(segment));
    const last = (segments.at(-1) ?? '').replace(/\.v\d+$/, '');
    return { from, names: [], module: /^\w+$/.test(alias) && alias !== 'import' && alias !== '_' ? alias : last };
  });
}

function readJava(statement: string): ImportStatement[] {
  const [, path, alias] = /^\s*import\s+(?:static\s+)?((?:\w+\.)*(?:\w+|\*))(?:\s+as\s+(\w+))?/.exec(statement) ?? [];
  if (path === undefined) return [];
  const at = path.lastIndexOf('.');
  const name = path.slice(at + 1);
  const from = at < 0 ? path : path.slice(0, at);
  return [{ from, names: name === '*' ? [] : [{ name, local: alias ?? name }], module: '' }];
}

function readRust(statement: string): ImportStatement[] {
  const module = /^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/.exec(statement)?.[1];
  if (module !== undefined) return [{ from: `self::${module}`, names: [], module }];
  const tree = statement
    .replace(/\/\/[^\n]*/g, ' ')
    .replace(/^\s*(?:pub(?:\([^)]*\))?\s+)?(?:use|extern\s+crate)\s+/, '')
    .replace(/;[\s\S]*$/, '');
  return useTree(tree.trim(), '');
}

function useTree(tree: string, base: string): ImportStatement[] {
  const open = tree.indexOf('{');
  if (open >= 0) {
    const close = tree.lastIndexOf('}');
    const head = joined(base, tree.slice(0, open).trim().replace(/::$/, ''));
    return topLevelParts(tree.slice(open + 1, close < 0 ? undefined : close)).flatMap((part) =>
      useTree(part.trim(), head),
    );
  }
  const [path = '', alias] = tree.split(/\s+as\s+/);
  const whole = path === 'self' && base !== '' ? base : joined(base, path.replace(/\s+/g, ''));
  if (whole === '') return [];
  const at = whole.lastIndexOf('::');
  const name = whole.slice(at < 0 ? 0 : at + 2);
  const from = at < 0 ? whole : whole.slice(0, at);
  return [
    name === '*'
      ? { from, names: [], module: '' }
      : { from, names: [{ name, local: alias ?? name }], module: alias ?? name },
  ];
}

function joined(base: string, path: string): string {
  return base === '' || path === '' ? base + path : `${base}::${path}`;
}

function topLevelParts(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    if (list[at] === '{') depth++;
    else if (list[at] === '}') depth--;
    else if (at === list.length || (list[at] === ',' && depth === 0)) {
      parts.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return parts.filter((part) => part.trim() !== '');
}

function readC(statement: string): ImportStatement[] {
  const from = /["<]([^">\n]{1,300})[">]/.exec(statement)?.[1];
  if (from !== undefined) return [{ from, names: [], module: '' }];
  const name = /using\s+[\w:]*?(\w+)\s*;/.exec(statement)?.[1];
  return name === undefined || /using\s+namespace/.test(statement)
    ? []
    : [{ from: '', names: [{ name, local: name }], module: '' }];
}

function readCsharp(statement: string): ImportStatement[] {
  const [, isStatic, alias, path] = /using\s+(static\s+)?(?:(\w+)\s*=\s*)?([\w.]+)/.exec(statement) ?? [];
  if (path === undefined) return [];
  const at = path.lastIndexOf('.');
  const name = path.slice(at + 1);
  if (alias === undefined && isStatic === undefined) return [{ from: path, names: [], module: '' }];
  return [{ from: at < 0 ? path : path.slice(0, at), names: [{ name, local: alias ?? name }], module: alias ?? '' }];
}

function readPhp(statement: string): ImportStatement[] {
  if (/^\s*(?:require|include)/.test(statement)) return readQuoted(statement);
  const body = statement.replace(/^\s*use\s+(?:function\s+|const\s+)?/, '').replace(/;[\s\S]*$/, '');
  const [, base = '', group] = /^([\w\\]+)\\\{([\s\S]*)\}/.exec(body) ?? [];
  return (group ?? body).split(',').flatMap((part) => {
    const [path = '', alias] = part.trim().split(/\s+as\s+/);
    const whole = base === '' ? path : `${base}\\${path}`;
    if (!/^[\w\\]+$/.test(whole)) return [];
    const at = whole.lastIndexOf('\\');
    const name = whole.slice(at + 1);
    return [{ from: whole.slice(0, Math.max(0, at)), names: [{ name, local: alias ?? name }], module: '' }];
  });
}

function readQuoted(statement: string): ImportStatement[] {
  const from = /["']([^"'\n]{1,300})["']/.exec(statement)?.[1];
  const isRelative = /require_relative|__DIR__/.test(statement);
  return from === undefined
    ? []
    : [{ from: isRelative ? `./${from.replace(/^\/+/, '')}` : from, names: [], module: '' }];
}

function readSwift(statement: string): ImportStatement[] {
  const path = /import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?([\w.]+)/.exec(statement)?.[1];
  if (path === undefined) return [];
  const [from = '', ...rest] = path.split('.');
  return [{ from, names: rest.map((name) => ({ name, local: name })), module: from }];
}

function readDart(statement: string): ImportStatement[] {
  const [, from, rest = ''] = /["']([^"'\n]{1,300})["']([^;]*)/.exec(statement) ?? [];
  if (from === undefined) return [];
  const shown = /\bshow\s+([\w$,\s]+?)(?:\s+hide\b|$)/.exec(rest)?.[1] ?? '';
  const names = shown.split(',').flatMap((part) => boundName(part, /\s+as\s+/));
  return [{ from, names, module: /\bas\s+(\w+)/.exec(rest)?.[1] ?? '' }];
}

function boundName(part: string, separator: RegExp): BoundName[] {
  const [name, local] = part.trim().split(separator);
  if (name === undefined || identifiersOf(name).length === 0) return [];
  return [{ name, local: local ?? name }];
}
