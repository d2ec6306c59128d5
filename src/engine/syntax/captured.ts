import type { LineStarts } from './line-starts';
import type { TreeNode } from './tree-nodes';
import type { PatternMatch } from './tree-patterns';

/** A stretch of the text, in UTF-16 units, with the rows of its ends. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly startRow: number;
  readonly endRow: number;
}

/** A definition as one match of a query says it, before containers are known. */
export interface CapturedDefinition extends Span {
  /** The last part of the capture's name: a symbol kind, or `prototype`, `alias`, `enumerator`. */
  readonly kind: string;
  readonly name: string;
  readonly nameStart: number;
  readonly nameRow: number;
  readonly nameColumn: number;
  readonly body: number | undefined;
  /** The type that it belongs to when that is written beside it instead of around it. */
  readonly container: string | undefined;
  /** The object that it is assigned to. */
  readonly owner: string | undefined;
  /** Counts only directly in a method of this name, and belongs to that method's type. */
  readonly inside: string | undefined;
  readonly keyword: string | undefined;
  readonly pattern: number;
  /** Where the first match that has it ended. */
  readonly foundAt: number;
}

/** A range whose definitions belong to the named type. */
export interface CapturedScope extends Span {
  readonly name: string;
}

/** A node's span; a node that ends with a line break ends on the line before. */
export function spanOf(node: TreeNode, lines: LineStarts): Span {
  const { startIndex: start, endIndex: end } = node;
  const startRow = lines.rowOf(start);
  return { start, end, startRow, endRow: lines.lastRow(end, startRow) };
}

/** What a capture of a definition is for. */
type Role = 'definition' | 'name' | 'body' | 'end' | 'container' | 'owner' | 'other';

const roles = new Set<string>(['name', 'body', 'end', 'container', 'owner']);

function roleOf(capture: string): Role {
  if (roles.has(capture)) return capture as Role;
  return capture.startsWith('definition.') ? 'definition' : 'other';
}

const definitionPrefix = 'definition.'.length;

/**
 * Reads the definition captures of one match; undefined when it defines nothing, or when `known` has a definition of the
 * same name at the same place that says more. Patterns stand in a query from the special to the general; of two equal ones
 * the one that found a body says more.
 */
export function definitionIn(
  match: PatternMatch,
  text: string,
  lines: LineStarts,
  known: ReadonlyMap<number, CapturedDefinition>,
): CapturedDefinition | undefined {
  let definition: TreeNode | undefined;
  let kind = '';
  let nameNode: TreeNode | undefined;
  let body: number | undefined;
  let container: TreeNode | undefined;
  let owner: TreeNode | undefined;
  let end: TreeNode | undefined;
  for (const { name, node } of match.captures) {
    switch (roleOf(name)) {
      case 'definition':
        definition = node;
        kind = name;
        break;
      case 'name':
        nameNode = node;
        break;
      case 'body':
        if (body === undefined || node.startIndex < body) body = node.startIndex;
        break;
      case 'end':
        end = node;
        break;
      case 'container':
        container = node;
        break;
      case 'owner':
        owner = node;
        break;
      case 'other':
        break;
    }
  }
  if (definition === undefined || nameNode === undefined) return undefined;
  const { properties } = match;
  const written = textOf(nameNode, text);
  const qualified = written.includes('::') && properties['whole'] === undefined ? splitQualified(written) : undefined;
  const sigil = properties['sigil'] ?? '';
  const shift = qualified?.at ?? (sigil !== '' && written.startsWith(sigil) ? sigil.length : 0);
  const nameStart = nameNode.startIndex + shift;
  const other = known.get(nameStart);
  if (other !== undefined && !saysMore(match.patternIndex, body, other)) return undefined;
  const name = unquoted(shift === 0 ? written : written.slice(shift));
  if (name === '') return undefined;
  const nameRow = lines.rowOf(nameNode.startIndex);
  const start = definition.startIndex;
  const startRow = lines.rowOf(start);
  const endIndex = (end ?? definition).endIndex;
  return {
    start,
    end: endIndex,
    startRow,
    endRow: lines.lastRow(endIndex, startRow),
    kind: kind.slice(definitionPrefix),
    name,
    nameStart,
    nameRow,
    nameColumn: nameStart - lines.startOf(nameRow),
    body,
    container: container === undefined ? qualified?.container : textOf(container, text),
    owner: owner === undefined ? undefined : textOf(owner, text),
    inside: properties['inside'],
    keyword: properties['keyword'],
    pattern: match.patternIndex,
    foundAt: other === undefined ? match.endedAt : Math.min(match.endedAt, other.foundAt),
  };
}

function saysMore(pattern: number, body: number | undefined, other: CapturedDefinition): boolean {
  if (pattern !== other.pattern) return pattern < other.pattern;
  return body !== undefined && (other.body === undefined || body < other.body);
}

/** The text of a node. */
export function textOf(node: TreeNode, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
}

function unquoted(name: string): string {
  const first = name.charCodeAt(0);
  if (first !== 34 && first !== 39) return name.length > 200 ? name.slice(0, 200) : name;
  return name.replace(/^(["'])(.*)\1$/s, '$2').slice(0, 200);
}

/** `A<int>::b` → container A, and where `b` starts; undefined for a name without `::`. */
function splitQualified(name: string): { at: number; container: string } | undefined {
  const separator = lastTopLevelSeparator(name);
  if (separator < 0) return undefined;
  const scope = withoutTemplateArguments(name.slice(0, separator));
  const rest = name.slice(separator + 2);
  const at = separator + 2 + (rest.length - rest.trimStart().length);
  return { at, container: scope.slice(scope.includes('::') ? scope.lastIndexOf('::') + 2 : 0).trim() };
}

function lastTopLevelSeparator(name: string): number {
  if (!name.includes('::')) return -1;
  const operator = name.search(/\boperator\b/);
  const until = operator < 0 ? name.length : operator;
  let depth = 0;
  let last = -1;
  for (let at = 0; at < until; at++) {
    if (name[at] === '<') depth++;
    else if (name[at] === '>') depth--;
    else if (depth === 0 && name.startsWith('::', at)) last = at++;
  }
  return last;
}

function withoutTemplateArguments(scope: string): string {
  let depth = 0;
  let kept = '';
  for (const unit of scope) {
    if (unit === '<') depth++;
    else if (unit === '>') depth--;
    else if (depth === 0) kept += unit;
  }
  return kept;
}
