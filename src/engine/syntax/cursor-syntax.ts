import type { Tree } from 'web-tree-sitter';
import type { CursorSyntax } from './contract';
import { indentationOf, lastFilledLine, linePrefix, lineSuffix, nextFilledLine } from './cursor-text';
import type { LexicalRules } from './lexical-rules';
import { scanLines } from './lexical-scan';

/** A node that holds the cursor: it starts before the cursor and ends at or behind it. */
interface Holder {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const commentTypes = new Set(['comment', 'line_comment', 'block_comment']);
const stringTypes =
  /^(?:string|template_string|regex|(?:raw_|interpreted_)?string_literal|char(?:acter)?_literal|rune_literal|system_lib_string)$/;
const interpolations = new Set(['template_substitution', 'interpolation', 'string_interpolation']);
const argumentTypes = new Set([
  'arguments',
  'argument_list',
  'annotation_argument_list',
  'array',
  'object',
  'list',
  'dictionary',
  'set',
  'tuple',
  'initializer_list',
  'array_initializer',
  'element_value_array_initializer',
  'literal_value',
  'array_expression',
  'tuple_expression',
  'field_initializer_list',
  'token_tree',
]);
const literalBraces = new Set([
  'object',
  'dictionary',
  'set',
  'initializer_list',
  'literal_value',
  'field_initializer_list',
  'array_initializer',
]);
const blockTypes =
  /(?:^|_)(?:block|body|statement_block|compound_statement|declaration_list|enumerator_list|variant_list)$/;

/**
 * What stands at the cursor. Node types decide where the tree is whole; in a region that did not parse, and without a tree,
 * brackets and quotes of the text decide.
 */
export function syntaxAt(tree: Tree | undefined, prefix: string, suffix: string, rules: LexicalRules): CursorSyntax {
  const cursor = prefix.length;
  const holders = tree === undefined ? [] : holdersOf(tree, cursor);
  const broken = tree === undefined || holders.some((holder) => holder.type === 'ERROR');
  const place = tree === undefined ? 'unknown' : placeOf(holders, prefix, suffix, broken, rules);
  if (place === 'comment' || place === 'string') return { place, emptyBlock: false, insideArguments: false };
  const innermost = [...holders]
    .reverse()
    .find(({ type, end }) => end > cursor && (argumentTypes.has(type) || blockTypes.test(type)));
  const inLiteral = innermost !== undefined && literalBraces.has(innermost.type);
  return {
    place,
    emptyBlock: !inLiteral && standsInEmptyBlock(prefix, suffix, rules),
    insideArguments:
      (innermost !== undefined && argumentTypes.has(innermost.type)) || (broken && opensArguments(prefix, rules)),
  };
}

/** The nodes that hold the cursor, from the root inwards. */
function holdersOf(tree: Tree, cursor: number): Holder[] {
  const holders: Holder[] = [];
  if (cursor === 0) return holders;
  const walk = tree.walk();
  try {
    while (walk.gotoFirstChildForIndex(cursor - 1)) {
      const start = walk.startIndex;
      if (start >= cursor) break;
      holders.push({ type: walk.nodeType, start, end: walk.endIndex });
    }
  } finally {
    walk.delete();
  }
  return holders;
}

function placeOf(
  holders: readonly Holder[],
  prefix: string,
  suffix: string,
  broken: boolean,
  rules: LexicalRules,
): CursorSyntax['place'] {
  const cursor = prefix.length;
  for (const { type, start, end } of [...holders].reverse()) {
    if (interpolations.has(type) && end > cursor) return 'code';
    if (commentTypes.has(type)) {
      const written = prefix.slice(start);
      const block = rules.blockComments.find(([open]) => written.startsWith(open));
      if (block === undefined) return written.includes('\n') ? 'code' : 'comment';
      return end > cursor || !written.endsWith(block[1]) || written.length < block[0].length + block[1].length
        ? 'comment'
        : 'code';
    }
    if (stringTypes.test(type) && end > cursor) return 'string';
  }
  return broken && hasOpenQuote(linePrefix(prefix), lineSuffix(suffix), rules) ? 'string' : 'code';
}

/** Whether an unfinished one-line string is being typed at the end of the line. */
function hasOpenQuote(before: string, after: string, rules: LexicalRules): boolean {
  const scanned = scanLines(before, rules).at(-1);
  if (scanned === undefined) return false;
  if (scanned.state.inside?.kind === 'string') return true;
  const quote = rules.quotes.find(
    ({ mark }) => mark.length === 1 && scanned.code.includes(mark) && oddCount(scanned.code, mark),
  );
  return quote !== undefined && !/\w'\w*$/.test(scanned.code) && !oddCount(after, quote.mark);
}

function oddCount(text: string, mark: string): boolean {
  return text.split(mark).length % 2 === 0;
}

/** The innermost bracket left open in the last lines belongs to a call or a list. */
function opensArguments(prefix: string, rules: LexicalRules): boolean {
  const tail = prefix.slice(-2_000);
  const lines = scanLines(tail.slice(prefix.length > 2_000 ? tail.indexOf('\n') + 1 : 0), rules);
  const open = lines.at(-1)?.state.brackets.at(-1);
  if (open === '[') return true;
  if (open !== '(') return false;
  const before = codeBeforeOpenBracket(lines.map((line) => line.code).join('\n'));
  return (
    /[\w)\]>]$/.test(before) &&
    !/\b(?:if|for|while|switch|catch|match|return|function|def|fn|func|fun)(?:\s+\w+)?$/.test(before)
  );
}

function codeBeforeOpenBracket(code: string): string {
  let depth = 0;
  for (let at = code.length - 1; at >= 0; at--) {
    const unit = code[at];
    if (unit === ')' || unit === ']' || unit === '}') depth++;
    else if (unit === '(' || unit === '[' || unit === '{') {
      if (depth === 0) return code.slice(0, at).trimEnd();
      depth--;
    }
  }
  return '';
}

function standsInEmptyBlock(prefix: string, suffix: string, rules: LexicalRules): boolean {
  const before = prefix.trimEnd();
  const header = lastFilledLine(prefix);
  if (rules.indentedBlocks) return standsUnderColon(prefix, suffix, header, rules);
  if (!before.endsWith('{') || scanLines(header, rules).at(-1)?.code.endsWith('{') !== true) return false;
  if (/(?:[=(,:[?&|]|\breturn)$/.test(before.slice(0, -1).trimEnd())) return false;
  const after = suffix.trimStart();
  if (after === '' || after.startsWith('}')) return true;
  const next = nextFilledLine(suffix);
  return lineSuffix(suffix).trim() === '' && next !== undefined && indentationOf(next) <= indentationOf(header);
}

function standsUnderColon(prefix: string, suffix: string, header: string, rules: LexicalRules): boolean {
  if (scanLines(header, rules).at(-1)?.code.endsWith(':') !== true || lineSuffix(suffix).trim() !== '') return false;
  const own = linePrefix(prefix);
  if (own.trim() === '' && indentationOf(own) <= indentationOf(header)) return false;
  const next = nextFilledLine(suffix);
  return next === undefined || indentationOf(next) <= indentationOf(header);
}
