import type { Node, QueryMatch } from 'web-tree-sitter';

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
}

/** A range whose definitions belong to the named type. */
export interface CapturedScope extends Span {
  readonly name: string;
}

function endOf(node: Node): Pick<Span, 'end' | 'endRow'> {
  const { end, endRow } = spanOf(node);
  return { end, endRow };
}

/** A node's span; a node that ends with a line break ends on the line before. */
export function spanOf(node: Node): Span {
  const end = node.endPosition;
  const startRow = node.startPosition.row;
  return {
    start: node.startIndex,
    end: node.endIndex,
    startRow,
    endRow: end.column === 0 && end.row > startRow ? end.row - 1 : end.row,
  };
}

/** Reads the definition captures of one match; undefined when it defines nothing. */
export function definitionIn(match: QueryMatch, text: string): CapturedDefinition | undefined {
  let definition: Node | undefined;
  let kind = '';
  let nameNode: Node | undefined;
  let body: number | undefined;
  let container: string | undefined;
  let owner: string | undefined;
  let end: Node | undefined;
  for (const { name, node } of match.captures) {
    if (name.startsWith('definition.')) {
      definition = node;
      kind = name.slice('definition.'.length);
    } else if (name === 'name') nameNode = node;
    else if (name === 'end') end = node;
    else if (name === 'body') body = Math.min(body ?? node.startIndex, node.startIndex);
    else if (name === 'container') container = textOf(node, text);
    else if (name === 'owner') owner = textOf(node, text);
  }
  if (definition === undefined || nameNode === undefined) return undefined;
  const properties = match.setProperties;
  const written = textOf(nameNode, text);
  const qualified = properties?.['whole'] === undefined ? splitQualified(written) : undefined;
  const sigil = properties?.['sigil'] ?? '';
  const shift = qualified?.at ?? (written.startsWith(sigil) ? sigil.length : 0);
  const name = unquoted(written.slice(shift));
  if (name === '') return undefined;
  return {
    ...spanOf(definition),
    ...(end === undefined ? undefined : endOf(end)),
    kind,
    name,
    nameStart: nameNode.startIndex + shift,
    nameRow: nameNode.startPosition.row,
    nameColumn: nameNode.startPosition.column + shift,
    body,
    container: container ?? qualified?.container,
    owner,
    inside: properties?.['inside'] ?? undefined,
    keyword: properties?.['keyword'] ?? undefined,
    pattern: match.patternIndex,
  };
}

/** The text of a node. */
export function textOf(node: Node, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
}

function unquoted(name: string): string {
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
