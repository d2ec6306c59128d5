import type { Node, Tree } from 'web-tree-sitter';
import { type ReferenceNodes, referenceNodes } from './reference-nodes';

/** A definition's name and the zero-based line of the name. */
export interface Named {
  readonly name: string;
  readonly line: number;
}

/** Where a node stands. */
interface Place {
  /** In a function. */
  readonly local: boolean;
  /** In nothing but what wraps statements at the top. */
  readonly top: boolean;
}

const wrappers =
  /^(?:program|source_file|module|chunk|translation_unit|statement_list|pipeline|expression_statement|declaration_command|export_statement|variable_declaration|lexical_declaration|assignment_statement|ambient_declaration)$/;
const identifier = /(?:^|_)(?:identifier|constant|name|word|operator)$/;
const severalNames = /_spec$|^variable_list$/;
/** Definitions that are named by their keyword. */
const keywords: Readonly<Record<string, string>> = {
  constructor_definition: 'constructor',
  init_declaration: 'init',
  secondary_constructor: 'constructor',
};

/** Every definition of a tree, found by looking at each of its nodes; undefined when nothing is known of the language. */
export function referenceOf(languageId: string, tree: Tree): Named[] | undefined {
  const known = referenceNodes[languageId];
  if (known === undefined) return undefined;
  const found: Named[] = [];
  visit(tree.rootNode, known, { local: false, top: true }, found);
  return found;
}

function visit(node: Node, known: ReferenceNodes, place: Place, found: Named[]): void {
  if (counts(node, known, place))
    for (const name of namesOf(node)) found.push({ name: bare(name.text), line: name.startPosition.row });
  const inside = {
    local: place.local || known.functions.has(node.type),
    top: place.top && wrappers.test(node.type),
  };
  for (const child of node.namedChildren) if (child !== null) visit(child, known, inside, found);
}

function counts(node: Node, known: ReferenceNodes, { local, top }: Place): boolean {
  const { type } = node;
  if (node.isMissing || !isDefinition(node)) return false;
  if (isOwnField(node)) return true;
  if (known.definitions.has(type) || (!local && known.values.has(type)) || (top && known.tops.has(type))) return true;
  return ['body', 'name', 'value'].some(
    (field) => known.definitions.has(`${type}:${field}`) && node.childForFieldName(field) !== null,
  );
}

/** What a node type alone does not tell. */
function isDefinition(node: Node): boolean {
  const parent = node.parent;
  switch (node.type) {
    case 'class_parameter':
      return /(?:^|\s)va[lr]\s/.test(node.text) || parent?.parent?.type === 'class_definition';
    case 'method_definition':
      return parent?.type !== 'object' || /declarator|assignment/.test(parent.parent?.type ?? '');
    case 'property_signature':
    case 'method_signature':
      return /interface_body|class_body/.test(parent?.type ?? '') || parent?.parent?.type === 'type_alias_declaration';
    case 'variable_declaration':
      return !node.text.includes('@import');
    case 'variable_declarator':
      return !/\brequire\s*\(/.test(node.childForFieldName('value')?.text.slice(0, 200) ?? '');
    case 'class_declaration':
      return !node.children.some((child) => child?.type === 'extension');
    case 'simple_symbol':
      return /^attr_(?:reader|writer|accessor)\b/.test(parent?.parent?.text.slice(0, 20) ?? '');
    case 'variable_list':
      return !/\brequire\b/.test(parent?.text.slice(0, 300) ?? '');
    case 'assignment':
      return /^(?:identifier|pattern_list|attribute)$/.test(leftOf(node)?.type ?? '')
        ? parent?.type === 'expression_statement'
        : leftOf(node)?.type === 'constant';
    default:
      return true;
  }
}

/** `self.name = …` in a Python class's `__init__`. */
function isOwnField(node: Node): boolean {
  if (node.type !== 'assignment' || !/^self\.\w+$/.test(leftOf(node)?.text ?? '')) return false;
  let around = node.parent;
  while (around !== null && around.type !== 'function_definition') around = around.parent;
  return around?.childForFieldName('name')?.text === '__init__';
}

function leftOf(node: Node): Node | null {
  return node.childForFieldName('left');
}

/** The nodes of the names that a definition gives: its name fields, its declarators, or its first identifier. */
function namesOf(node: Node): Node[] {
  const keyword = keywords[node.type];
  if (keyword !== undefined) return node.children.filter((child) => child?.type === keyword).slice(0, 1) as Node[];
  if (node.type === 'assignment') return assigned(leftOf(node));
  const named = node.childrenForFieldName('name').filter((child) => child !== null && !child.isMissing) as Node[];
  if (named.length > 0)
    return (severalNames.test(node.type) ? named.filter((child) => child.isNamed) : named.slice(0, 1)).map(innermost);
  const declared = node
    .childrenForFieldName('declarator')
    .flatMap((child) => (child === null ? [] : declaredBy(child)));
  if (declared.length > 0) return declared;
  if (node.childCount === 0) return [node];
  const first = firstIdentifier(node);
  return first === undefined ? [] : [first];
}

function assigned(left: Node | null): Node[] {
  if (left === null) return [];
  return left.type === 'pattern_list'
    ? (left.namedChildren.filter((child) => child?.type === 'identifier') as Node[])
    : [left];
}

function declaredBy(declarator: Node): Node[] {
  const inner = declarator.childForFieldName('declarator') ?? declarator.childForFieldName('name');
  if (inner !== null) return declaredBy(inner);
  if (identifier.test(declarator.type)) return [declarator];
  return declarator.namedChildren.flatMap((child) => (child === null ? [] : declaredBy(child))).slice(0, 1);
}

function firstIdentifier(node: Node): Node | undefined {
  for (const child of node.namedChildren) {
    if (child === null || /modifier|attribute|annotation|(?<!enum_)type$|comment/.test(child.type)) continue;
    if (child.childCount === 0 && (identifier.test(child.type) || child.type === 'variable')) return child;
    if (/^(?:simple_|type_)?identifier$/.test(child.type)) return innermost(child);
    const inner = firstIdentifier(child);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The last part of a qualified name; of a pattern its identifier. */
function innermost(name: Node): Node {
  const inner =
    name.childForFieldName('name') ??
    name.childForFieldName('field') ??
    name.childForFieldName('method') ??
    name.childForFieldName('bound_identifier');
  return inner === null ? name : innermost(inner);
}

/** Without quotes, sigils and qualifiers. */
export function bare(name: string): string {
  return name
    .replace(/^["'`$@:&]+|["'`=]+$/g, '')
    .replace(/^.*(?:::|\.)(?=[^.:]+$)/s, '')
    .trim();
}
