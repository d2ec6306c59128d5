import type { Tree } from 'web-tree-sitter';
import type { CursorSyntax } from './contract';
import { indentationOf, lastFilledLine, linePrefix, lineSuffix, nextFilledLine, tailOf } from './cursor-text';
import type { LexicalRules } from './lexical-rules';
import { scanLines } from './lexical-scan';

/** A node that holds the cursor: it starts before the cursor and ends at or behind it. */
interface Holder {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** Something in it did not parse. */
  readonly broken: boolean;
}

/** So much before the cursor is looked at where the tree does not decide; UTF-16 units. */
const LONGEST_TAIL = 20_000;

/** Finding a parent costs a walk from the root, so a cursor in very deep code looks at its nearest surroundings only. */
const mostHolders = 60;

const commentTypes = new Set([
  'comment',
  'line_comment',
  'block_comment',
  'multiline_comment',
  'documentation_comment',
  'doc_comment',
]);
const stringTypes = new RegExp(
  `^(?:${[
    '(?:raw_|template_|encapsed_|quoted_|char)?string',
    '(?:raw_|interpreted_|verbatim_|unicode_|hex_|(?:multi_)?line_|multiline_)?string_literal',
    'regex|char(?:acter)?_literal|rune_literal|character|system_lib_string|charlist|sigil',
    'interpolated_(?:raw_|verbatim_)?(?:string(?:_expression|_text)?|multiline_string)',
    '(?:verbatim|expandable)_(?:here_)?string(?:_literal|_characters|_here_string_characters)',
    '(?:heredoc|nowdoc)(?:_body|_content)?',
    'string_value|(?:double|single)_quote_scalar|block_scalar',
  ].join('|')})$`,
);
/** Strings that no quote begins. */
const unquotedStringTypes = /^(?:(?:heredoc|nowdoc)(?:_body|_content)?|block_scalar)$/;
const interpolations = new Set([
  'template_substitution',
  'interpolation',
  'string_interpolation',
  'interpolated_expression',
  'template_expression',
  'command_substitution',
  'expansion',
  'sub_expression',
]);
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
  if (tree === undefined) return syntaxInside([], 'unknown', true, prefix, suffix, rules);
  const holders = holdersOf(tree, prefix.length);
  const place = placeOf(holders, prefix, tree.rootNode.hasError, rules);
  const broken = holders.slice(0, 3).some((holder) => holder.broken);
  return syntaxInside(holders, place, broken, prefix, suffix, rules);
}

/** The same by a tree that was told of the last edits and not parsed since: it knows what holds the cursor, the text itself says the rest. */
export function syntaxByOlderTree(tree: Tree, prefix: string, suffix: string, rules: LexicalRules): CursorSyntax {
  const cursor = prefix.length;
  const holders = holdersOf(tree, cursor);
  const isInside = holders.some(({ type, end }) => end > cursor && unquotedStringTypes.test(type));
  return syntaxInside(holders, isInside ? 'string' : placeByText(prefix, rules), true, prefix, suffix, rules);
}

function syntaxInside(
  holders: readonly Holder[],
  place: CursorSyntax['place'],
  broken: boolean,
  prefix: string,
  suffix: string,
  rules: LexicalRules,
): CursorSyntax {
  if (place === 'comment' || place === 'string') return { place, emptyBlock: false, insideArguments: false };
  const cursor = prefix.length;
  const innermost = holders.find(({ type, end }) => end > cursor && (argumentTypes.has(type) || blockTypes.test(type)));
  const inArguments = innermost !== undefined && argumentTypes.has(innermost.type);
  const inLiteral = innermost !== undefined && literalBraces.has(innermost.type);
  return {
    place,
    emptyBlock: !inLiteral && standsInEmptyBlock(prefix, suffix, rules),
    insideArguments: inArguments || (broken && opensArguments(prefix, rules)),
  };
}

/** The nodes that hold the cursor, the innermost first. */
function holdersOf(tree: Tree, cursor: number): Holder[] {
  const holders: Holder[] = [];
  let node = cursor === 0 ? null : tree.rootNode.descendantForIndex(cursor - 1, cursor);
  while (node !== null && holders.length < mostHolders) {
    const { type, startIndex: start, endIndex: end } = node;
    if (start < cursor && end >= cursor) holders.push({ type, start, end, broken: node.hasError });
    node = node.parent;
  }
  return holders;
}

function placeOf(
  holders: readonly Holder[],
  prefix: string,
  broken: boolean,
  rules: LexicalRules,
): CursorSyntax['place'] {
  const cursor = prefix.length;
  for (const { type, start, end } of holders) {
    if (interpolations.has(type) && end > cursor) return 'code';
    if (commentTypes.has(type)) {
      const written = prefix.slice(start);
      const block = rules.blockComments.find(([open]) => written.startsWith(open));
      if (block === undefined) return written.includes('\n') ? 'code' : 'comment';
      const closed = written.endsWith(block[1]) && written.length >= block[0].length + block[1].length;
      return end > cursor || !closed ? 'comment' : 'code';
    }
    if (stringTypes.test(type) && end > cursor) return 'string';
  }
  return broken ? placeByText(prefix, rules) : 'code';
}

/** Where a text ends by its quotes and marks of comments. */
function placeByText(prefix: string, rules: LexicalRules): CursorSyntax['place'] {
  const inside = scanLines(tailOf(prefix, LONGEST_TAIL), rules).at(-1)?.state.inside?.kind;
  return inside === undefined && hasOpenQuote(tailOf(linePrefix(prefix), LONGEST_TAIL), rules)
    ? 'string'
    : (inside ?? 'code');
}

/** Whether a one-line string is begun and not closed before the end of the text. An apostrophe and a lifetime begin none. */
function hasOpenQuote(before: string, rules: LexicalRules): boolean {
  const code =
    scanLines(before, rules)
      .at(-1)
      ?.code.replace(/\w'\w*|[&<,+:]\s*'\w+/g, ' ') ?? '';
  return rules.quotes.some(({ mark }) => mark.length === 1 && code.split(mark).length % 2 === 0);
}

/** The innermost bracket left open in the last lines belongs to a call or a list. */
function opensArguments(prefix: string, rules: LexicalRules): boolean {
  const lines = scanLines(tailOf(prefix, 2_000), rules);
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
  const headerEnd = scanLines(tailOf(header, LONGEST_TAIL), rules).at(-1)?.code ?? '';
  if (rules.indentedBlocks) return headerEnd.endsWith(':') && standsUnderColon(prefix, suffix, header);
  if (!before.endsWith('{') || !headerEnd.endsWith('{')) return false;
  if (/(?:[=(,:[?&|]|\breturn)$/.test(before.slice(0, -1).trimEnd())) return false;
  const after = suffix.trimStart();
  if (after === '' || after.startsWith('}')) return true;
  const next = nextFilledLine(suffix);
  return lineSuffix(suffix).trim() === '' && next !== undefined && indentationOf(next) <= indentationOf(header);
}

function standsUnderColon(prefix: string, suffix: string, header: string): boolean {
  if (lineSuffix(suffix).trim() !== '') return false;
  const own = linePrefix(prefix);
  if (own.trim() === '' && indentationOf(own) <= indentationOf(header)) return false;
  const next = nextFilledLine(suffix);
  return next === undefined || indentationOf(next) <= indentationOf(header);
}
