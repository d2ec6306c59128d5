import { compileWildcard } from './wildcard';

/** One gitignore pattern, compiled. */
export interface IgnorePattern {
  readonly negated: boolean;
  /** Set when it matches no entries but those of this name. */
  readonly lastName?: string;
  /** Set when it matches no entries but those whose name ends with a dot and this, which has no dot. */
  readonly ending?: string;
  /** Whether `matches` looks at the path. */
  readonly isOfPath: boolean;
  /** `path` is relative to the list's base with `/`, `name` its last segment; both in the form that `matchable` gives. */
  matches(path: string, name: string, isDirectory: boolean): boolean;
}

export interface PatternOptions {
  readonly ignoreCase: boolean;
  /** A pattern that holds a slash matches at any depth too, for files whose base directory is not known. */
  readonly anyDepth: boolean;
}

/**
 * Compiles a pattern as git does (dir.c): a slash before the end anchors it to the base, one at the end asks for a directory, one
 * without any is matched against the last segment. Comments and trailing spaces are the list parser's work.
 */
export function compileIgnorePattern(pattern: string, options: PatternOptions): IgnorePattern {
  const negated = pattern.startsWith('!');
  const positive = matchable(negated ? pattern.slice(1) : pattern, options.ignoreCase);
  const directoryOnly = positive.endsWith('/');
  const body = directoryOnly ? positive.slice(0, -1) : positive;
  const matchesName = !body.includes('/');
  const match = matchesName ? nameMatcher(body, options) : pathMatcher(body, options);
  const lastName = lastNameOf(body);
  const ending = lastName === undefined ? endingOf(body) : undefined;
  return {
    negated,
    ...(lastName !== undefined && { lastName }),
    ...(ending !== undefined && { ending }),
    isOfPath: !matchesName,
    matches: (path, name, isDirectory) => (isDirectory || !directoryOnly) && match(matchesName ? name : path),
  };
}

/**
 * The form in which patterns and paths are compared: composed Unicode, since some systems hand out decomposed names, and then one
 * UTF-16 unit per UTF-8 byte, since git's `?` and `[…]` take one byte.
 */
export function matchable(text: string, ignoreCase: boolean): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return ignoreCase ? text.toLowerCase() : text;
  const composed = text.normalize('NFC');
  const bytes = new TextEncoder().encode(ignoreCase ? composed.toLowerCase() : composed);
  let units = '';
  for (const byte of bytes) units += String.fromCharCode(byte);
  return units;
}

/** The name of all that a pattern matches, where it says one. */
function lastNameOf(body: string): string | undefined {
  const at = body.lastIndexOf('/');
  const name = body.slice(at + 1);
  // In `a**/b` the stars stand for nothing, too, and then it matches `ab`.
  const isPlain = !body
    .slice(0, at + 1)
    .replace(/^\/?\*\*\//, '')
    .includes('**');
  return isPlain && !hasWildcard(name) ? name : undefined;
}

/** What follows the last dot in the name of all that a pattern matches, where it says so. */
function endingOf(body: string): string | undefined {
  return /\.([^.*?[\]\\/]*)$/.exec(body)?.[1];
}

type Matcher = (text: string) => boolean;

function nameMatcher(body: string, options: PatternOptions): Matcher {
  if (!hasWildcard(body)) return (name) => name === body && body !== '';
  if (body.startsWith('*') && !hasWildcard(body.slice(1))) {
    const end = body.slice(1);
    return (name) => name.endsWith(end);
  }
  return compileWildcard(body, { crossesSlash: true, ignoreCase: options.ignoreCase });
}

function pathMatcher(body: string, options: PatternOptions): Matcher {
  const anchored = body.startsWith('/') ? body.slice(1) : body;
  if (options.anyDepth) return anyDepthMatcher(anchored, options);
  // Git compares the literal beginning first and reads what follows as a pattern of its own, so `a**/b` is `a` and `**/b`.
  const literal = anchored.slice(0, wildcardAt(anchored));
  const rest = anchored.slice(literal.length);
  if (rest === '') return (path) => path === literal && literal !== '';
  const match = compileWildcard(rest, { crossesSlash: false, ignoreCase: options.ignoreCase });
  return (path) => path.startsWith(literal) && match(path.slice(literal.length));
}

function anyDepthMatcher(anchored: string, options: PatternOptions): Matcher {
  return compileWildcard(`**/${anchored}`, { crossesSlash: false, ignoreCase: options.ignoreCase });
}

function wildcardAt(text: string): number {
  const at = text.search(/[*?[\\]/);
  return at < 0 ? text.length : at;
}

function hasWildcard(text: string): boolean {
  return wildcardAt(text) < text.length;
}
