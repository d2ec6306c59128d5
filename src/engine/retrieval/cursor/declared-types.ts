import { identifiersOf } from '../../text';
import { languageFamily } from '../imports';
import { CODE_WORDS } from './code-words';

const MAX_LINES = 600;
const LONGEST_LINE = 400;

/** Types around a cursor: those whose members are written just now, and the ones they derive from. */
export interface EnclosingTypes {
  readonly own: readonly string[];
  readonly bases: readonly string[];
}

/** The text in which a variable is declared. */
export interface DeclaringText {
  readonly linesAbove: readonly string[];
  readonly lineBefore: string;
  readonly languageId: string;
}

const HEADER_LINES = 4;

/** Names of the types that the text above a cursor has opened, found by indentation, the innermost first. */
export function enclosingTypes(linesAbove: readonly string[], lineBefore: string): EnclosingTypes {
  const own: string[] = [];
  const bases: string[] = [];
  let depth = lineBefore.trim() === '' ? Number.POSITIVE_INFINITY : indentation(lineBefore);
  const stop = Math.max(0, linesAbove.length - MAX_LINES);
  for (let at = linesAbove.length - 1; at >= stop && depth > 0; at--) {
    const line = linesAbove[at] as string;
    if (line.length > LONGEST_LINE || line.trim() === '') continue;
    const here = indentation(line);
    if (here >= depth) continue;
    if (/^\s*[\])}]/.test(line)) {
      depth = here + 1;
      continue;
    }
    depth = here;
    readHeader(line, linesAbove.slice(at, at + HEADER_LINES).join(' '), own, bases);
  }
  return { own: [...new Set(own)], bases: [...new Set(bases)].filter((name) => !own.includes(name)) };
}

function readHeader(line: string, statement: string, own: string[], bases: string[]): void {
  const goReceiver = /^func\s*\(\s*\w+\s+\*?\s*(\w+)/.exec(line)?.[1];
  if (goReceiver !== undefined) own.push(goReceiver);
  const scoped = /(\w+)(?:<[^<>]*>)?::~?\w+\s*\(/.exec(line)?.[1];
  if (scoped !== undefined && !/[=;]/.test(line)) own.push(scoped);
  const implemented = /^\s*(?:unsafe\s+)?impl\b(?:\s*<[^{]*?>)?\s+([\w:]+)(?:<[^{]*?>)?(?:\s+for\s+&?([\w:]+))?/.exec(
    line,
  );
  if (implemented) {
    const [, first = '', second] = implemented;
    own.push(lastName(second ?? first));
    if (second !== undefined) bases.push(lastName(first));
    return;
  }
  const header =
    /\b(?:class|interface|struct|enum|trait|object|protocol|extension|record|actor|module)\s+([\p{L}\p{N}_$.:]+)(.*)$/u.exec(
      statement.split('{')[0] as string,
    );
  if (!header || !/^\s*(?:[\p{L}@#]|\[)/u.test(line)) return;
  own.push(lastName((header[1] as string).replace(/:+$/, '')));
  for (const name of typeWords(header[2] as string)) bases.push(name);
}

/** Type names or constructor names that the text gives a variable, by declaration, the nearest first. */
export function* declaredTypes(
  name: string,
  { linesAbove, lineBefore, languageId }: DeclaringText,
): IterableIterator<readonly string[]> {
  const patterns = declarationPatterns(name, languageId);
  const stop = Math.max(0, linesAbove.length - MAX_LINES);
  for (let at = linesAbove.length; at >= stop; at--) {
    const line = at === linesAbove.length ? lineBefore : (linesAbove[at] as string);
    if (line.length > LONGEST_LINE || !line.includes(name)) continue;
    for (const pattern of patterns) {
      const words = typeWords(pattern.exec(line)?.[1] ?? '');
      if (words.length > 0) yield words;
    }
  }
}

/** Type before name, as `Store<Item>? store`; in C also before the arguments of a constructor. */
function typeFirst(name: string, languageId: string): RegExp {
  const end = languageFamily(languageId) === 'c' ? '[=;,){:(]' : '[=;,){:]';
  return new RegExp(
    `([\\w$.:\\\\]+(?:<[^;()]*>)?(?:\\[\\])?)\\s*[&*?$]*(?:\\s|(?<=[&*$]))[&*$]*${name}\\s*(?:${end}|in\\b|$)`,
  );
}

function declarationPatterns(name: string, languageId: string): RegExp[] {
  // In PHP a variable's name begins behind its `$`.
  const word = `(?<!${languageId === 'php' ? '\\w' : '[\\w$]'})${name.replaceAll('$', '\\$')}`;
  const others = languageId === 'go' ? '(?:\\s*,\\s*\\w+)*' : '';
  const assigned = new RegExp(
    `${word}${others}(?:\\s*:[^=]+)?\\s*(?::=|=)\\s*(?:await\\s+|new\\s+|try!?\\s+|[&*]|mut\\s)*([\\w$.:\\\\]+(?:<[^<>()]*>(?=\\())?)\\s*[<({!\\[]`,
  );
  const cast = new RegExp(`${word}\\s*=[^;=]*\\bas[?!]?\\s+([\\w$.]+)`);
  const typeLast = new RegExp(`${word}[?!]?\\s*:\\s*([^=;,(){]+)`);
  switch (languageId) {
    case 'go':
      return [
        new RegExp(`${word}${others}\\s*:?=\\s*[^;=]*\\.\\(\\*?([\\w.]+)\\)`),
        assigned,
        new RegExp(`(?<![\\w.])${name}(?:, *\\w+)*\\s+(?:\\.\\.\\.)?[*\\[\\]]*([\\w.]+)(?=[,) {]|$)`),
      ];
    case 'python':
      return [typeLast, new RegExp(`([\\w.]+)(?:\\([^()]*\\))?\\s+as\\s+${name}(?!\\w)`), assigned];
    case 'rust':
      return [typeLast, assigned, new RegExp(`\\(\\s*(?:mut\\s+|ref\\s+)*${name}\\s*\\)\\s*=\\s*([\\w:]+)\\s*\\(`)];
    case 'java':
    case 'groovy':
    case 'php':
    case 'c':
    case 'cpp':
    case 'cuda-cpp':
    case 'objective-c':
    case 'objective-cpp':
      return [typeFirst(name, languageId), assigned];
    case 'csharp':
      return [typeFirst(name, languageId), cast, assigned];
    case 'dart':
      return [typeFirst(name, languageId), typeLast, cast, assigned];
    default:
      return [typeLast, cast, assigned];
  }
}

/** A list of results in parentheses behind the parameters, as Go, Rust and Swift write it. */
const RESULT_LIST = /^[^()]*\((?:[^()]|\([^()]*\))*\)\s*(?:->|:)?\s*(\(.*\))\s*$/;

/** Types that a signature speaks of after its name: what a function gives back, or what a field holds. */
export function resultTypes(signature: string, name: string): string[] {
  const at = placeOfName(signature, name);
  const head = at < 0 ? '' : signature.slice(0, at);
  const tail = at < 0 ? signature : signature.slice(at + name.length);
  const result = tail.slice(tail.lastIndexOf(')') + 1);
  const after = typeWords(result.trim() === '' ? (RESULT_LIST.exec(tail)?.[1] ?? '') : result);
  return after.length > 0 ? after : typeWords(head);
}

/** Where a signature has the name itself, not a longer one, as Go writes before it; where its parameters follow, if they do. */
function placeOfName(signature: string, name: string): number {
  const isPart = (unit: string): boolean => /[\p{L}\p{N}_$]/u.test(unit);
  let first = -1;
  for (let at = signature.indexOf(name); at >= 0; at = signature.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (isPart(signature.charAt(at - 1)) || isPart(signature.charAt(end))) continue;
    if (/^\s*[<([]/.test(signature.slice(end))) return at;
    if (first < 0) first = at;
  }
  return first;
}

/** Types that a type's own signature names: the ones it derives from. */
export function baseTypes(signature: string, name: string): string[] {
  const at = signature.indexOf(name);
  return at < 0 ? [] : typeWords(signature.slice(at + name.length));
}

function typeWords(text: string): string[] {
  const words = identifiersOf(text).filter((word) => word.length > 1 && !CODE_WORDS.has(word) && !WRAPPERS.has(word));
  return [...new Set(words)].slice(0, 6);
}

function lastName(path: string): string {
  return path.split(/::|\./).at(-1) ?? path;
}

function indentation(line: string): number {
  let width = 0;
  for (const unit of line) {
    if (unit === ' ') width++;
    else if (unit === '\t') width += 4;
    else break;
  }
  return width;
}

/** Words beside type names that say nothing of whose members are meant. */
const WRAPPERS: ReadonlySet<string> = new Set(
  (
    'Promise Array ReadonlyArray Readonly Partial Record Option Result Vec Box Rc Arc RefCell Mutex Optional List Set Map ' +
    'Iterable Iterator unique_ptr shared_ptr vector std extends implements where dyn mut ref Self Error any unknown fn'
  ).split(' '),
);
