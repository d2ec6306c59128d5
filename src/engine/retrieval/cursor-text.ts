import { identifiersOf, splitLines } from '../text';

const NEAR_LINES = 30;
const SUFFIX_LINES = 6;
/** Of a longer prefix the beginning, for its imports, and the end are read; UTF-16 units. */
const MAX_UNITS = 60_000;
const HEAD_UNITS = 12_000;
const RECEIVER_UNITS = 200;
const DEEPEST_ARGUMENTS = 4;

/** What the text around a cursor says of what comes next. */
export interface CursorText {
  /** The last lines before the cursor and the first after it, oldest first. */
  readonly nearLines: readonly string[];
  /** Text of the current line before the cursor. */
  readonly lineBefore: string;
  /** Names near the cursor; the nearer, the greater the weight (at most 1). */
  readonly nearNames: ReadonlyMap<string, number>;
  /** Every name in the text outside its imports. */
  readonly usedNames: ReadonlySet<string>;
  readonly importedNames: ReadonlySet<string>;
  /** Last path segments of the modules that are imported, in lower case. */
  readonly importedModules: ReadonlySet<string>;
  /** The words before the dot or arrow that the cursor stands after, the nearest first. */
  readonly receiver: readonly string[];
}

const IMPORT_START =
  /^\s*(?:import\b|from\s+\S+\s+import\b|(?:pub\s+)?use\s|using\s|#\s*include\b|export\s.*\bfrom\b|(?:const|let|var)\s.*\brequire\s*\()/;
const LONGEST_IMPORT_LINES = 40;
const IMPORT_WORDS = new Set(
  (
    'import from as export type typeof default const let var require use using pub crate super self include static ' +
    'namespace mod extern'
  ).split(' '),
);

export function readCursorText(prefix: string, suffix: string): CursorText {
  const before = splitLines(nearestPart(prefix));
  const after = suffix.split('\n', SUFFIX_LINES + 1);
  const lineBefore = before[before.length - 1] ?? '';
  const nearLines = [...before.slice(-NEAR_LINES - 1), ...after.slice(0, SUFFIX_LINES)];
  const imports = readImports(before);

  const usedNames = new Set<string>();
  before.forEach((line, at) => {
    if (!imports.lines.has(at)) for (const name of identifiersOf(line)) usedNames.add(name);
  });
  for (const name of identifiersOf(suffix.slice(0, MAX_UNITS))) usedNames.add(name);

  const nearNames = new Map<string, number>();
  const recent = before.slice(-NEAR_LINES - 1);
  recent.forEach((line, at) => {
    if (imports.lines.has(before.length - recent.length + at)) return;
    const weight = 0.3 + 0.7 * ((at + 1) / recent.length);
    for (const name of identifiersOf(line)) nearNames.set(name, Math.max(weight, nearNames.get(name) ?? 0));
  });
  for (const line of after.slice(0, SUFFIX_LINES)) {
    for (const name of identifiersOf(line)) nearNames.set(name, Math.max(0.4, nearNames.get(name) ?? 0));
  }
  return {
    nearLines,
    lineBefore,
    nearNames,
    usedNames,
    importedNames: imports.names,
    importedModules: imports.modules,
    receiver: receiverOf(lineBefore),
  };
}

function nearestPart(prefix: string): string {
  return prefix.length <= MAX_UNITS + HEAD_UNITS
    ? prefix
    : `${prefix.slice(0, HEAD_UNITS)}\n${prefix.slice(-MAX_UNITS)}`;
}

/** Read from the text itself: it is newer than any parse, and a beginning is enough. */
function readImports(lines: readonly string[]) {
  const names = new Set<string>();
  const modules = new Set<string>();
  const importLines = new Set<number>();
  for (let at = 0; at < lines.length; at++) {
    if (!IMPORT_START.test(lines[at] as string)) continue;
    const statement: string[] = [];
    let depth = 0;
    for (let line = at; line < Math.min(lines.length, at + LONGEST_IMPORT_LINES); line++) {
      const text = lines[line] as string;
      statement.push(text);
      importLines.add(line);
      depth += bracketBalance(text);
      at = line;
      if (depth <= 0) break;
    }
    addImport(statement.join('\n'), names, modules);
  }
  return { names, modules, lines: importLines };
}

function addImport(statement: string, names: Set<string>, modules: Set<string>): void {
  const quoted = [...statement.matchAll(/["'<]([^"'<>\n]{1,200})["'>]/g)].map((match) => match[1] as string);
  const dotted = /^\s*from\s+([\w.]+)\s+import/.exec(statement)?.[1];
  for (const module of dotted ? [...quoted, dotted] : quoted) {
    const segments = module
      .split(dotted === module ? '.' : '/')
      .filter((segment) => segment !== '' && segment !== '..' && segment !== '.');
    const last = segments.at(-1);
    if (last === undefined) continue;
    const stem = last.replace(/\.\w{1,4}$/, '').toLowerCase();
    modules.add(stem === 'index' ? (segments.at(-2) ?? stem).toLowerCase() : stem);
  }
  const withoutStrings = statement.replace(/["'][^"'\n]*["']/g, ' ');
  for (const name of identifiersOf(withoutStrings)) {
    if (IMPORT_WORDS.has(name)) continue;
    names.add(name);
    if (quoted.length === 0) modules.add(name.toLowerCase());
  }
}

function bracketBalance(line: string): number {
  let balance = 0;
  for (const character of line) {
    if (character === '{' || character === '(') balance++;
    else if (character === '}' || character === ')') balance--;
  }
  return balance;
}

/** `server.pool.` gives `pool`, `server`; nothing when the cursor does not stand after a dot, an arrow or `::`. */
function receiverOf(lineBefore: string): string[] {
  let tail = lineBefore.slice(-RECEIVER_UNITS);
  for (let depth = 0; depth < DEEPEST_ARGUMENTS; depth++) tail = tail.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
  const match = /([\p{L}\p{N}_$.?]*[\p{L}\p{N}_$])\s*(?:[?!]?\.|->|::)\s*[\p{L}\p{N}_$]*$/u.exec(tail);
  return match ? [...identifiersOf(match[1] as string)].reverse().slice(0, 3) : [];
}
