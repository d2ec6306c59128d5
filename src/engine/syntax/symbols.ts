import type { CapturedDefinition, CapturedScope, Span } from './captured';
import type { SymbolDefinition, SymbolKind } from './contract';
import { signatureOf } from './signature';

/** What stands around declarations, by UTF-16 offset. */
export interface Surroundings {
  /** Start of a declaration → its wrapper, for instance `export`. */
  readonly outerByInner: Map<number, Span>;
  readonly decoratorByEnd: Map<number, Span>;
  readonly decoratorByStart: Map<number, Span>;
}

/** Something that definitions can stand in. */
interface Enclosure {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly role: 'type' | 'module' | 'function' | 'value';
  readonly container: string;
}

const roles: Readonly<Record<string, Enclosure['role']>> = {
  class: 'type',
  interface: 'type',
  type: 'type',
  enum: 'type',
  module: 'module',
  function: 'function',
  method: 'function',
};

const localKinds = new Set(['constant', 'variable', 'field', 'enumerator', 'prototype']);
const valueKinds = new Set<SymbolKind>(['constant', 'variable', 'field']);

type Item = { readonly span: Span; readonly definition?: CapturedDefinition; readonly scope?: CapturedScope };

/** Outer before inner; names declared together in the order in which they were found. */
function byPlace({ span: a, definition: one }: Item, { span: b, definition: other }: Item): number {
  return a.start - b.start || b.end - a.end || (one?.foundAt ?? 0) - (other?.foundAt ?? 0);
}

/** Gives each definition its container and final kind, drops locals, and makes the signature. In order of their start. */
export function symbolsOf(
  definitions: readonly CapturedDefinition[],
  scopes: readonly CapturedScope[],
  surroundings: Surroundings,
  text: string,
): SymbolDefinition[] {
  const items: Item[] = [
    ...scopes.map((scope) => ({ span: scope, scope })),
    ...definitions.map((definition) => ({ span: definition, definition })),
  ].sort(byPlace);

  const symbols: SymbolDefinition[] = [];
  const open: Enclosure[] = [];
  const fields = new Set<string>();
  for (const { span, definition, scope } of items) {
    while (!encloses(open.at(-1), span)) open.pop();
    if (definition === undefined) {
      if (scope !== undefined)
        open.push({ start: scope.start, end: scope.end, name: scope.name, role: 'type', container: '' });
      continue;
    }
    const placed = place(definition, open.at(-1));
    if (placed === undefined) continue;
    if (definition.kind !== 'alias') {
      open.push({
        start: definition.start,
        end: definition.end,
        name: definition.name,
        role: roles[placed.kind] ?? 'value',
        container: placed.container,
      });
    }
    if (placed.kind === 'field') {
      const key = `${placed.container}\n${definition.name}`;
      if (definition.inside !== undefined && fields.has(key)) continue;
      fields.add(key);
    }
    symbols.push(symbol(definition, placed, surroundings, text));
  }
  return symbols;
}

/** Names declared together (`int a, b`) have the same span and do not enclose one another. */
function encloses(enclosure: Enclosure | undefined, span: Span): boolean {
  if (enclosure === undefined) return true;
  return enclosure.end > span.start && !(enclosure.start === span.start && enclosure.end === span.end);
}

interface Placed {
  readonly kind: SymbolKind;
  readonly container: string;
}

function place(definition: CapturedDefinition, enclosing: Enclosure | undefined): Placed | undefined {
  const { kind, inside, owner } = definition;
  if (inside !== undefined) {
    const holds = enclosing?.role === 'function' && enclosing.name === inside && enclosing.container !== '';
    return holds ? { kind: 'field', container: enclosing.container } : undefined;
  }
  if (localKinds.has(kind) && enclosing?.role === 'function') return undefined;
  const inType = enclosing?.role === 'type';
  const around = inType || enclosing?.role === 'module' ? enclosing.name : '';
  const container = definition.container ?? (owner === undefined ? around : ownerName(owner));
  const belongs = container !== '' && (inType || definition.container !== undefined || owner !== undefined);
  switch (kind) {
    case 'function':
    case 'prototype':
    case 'method':
      if (owner !== undefined) return { kind: container === '' ? 'function' : 'method', container };
      return { kind: kind === 'method' || belongs ? 'method' : 'function', container };
    case 'alias':
      return { kind: 'type', container };
    case 'enumerator':
      return { kind: inType ? 'field' : 'constant', container };
    case 'field':
      return container === '' ? undefined : { kind, container };
    case 'variable':
      return { kind: /^[A-Z][A-Z0-9_]*$/.test(definition.name) ? 'constant' : kind, container };
    default:
      return { kind: kind as SymbolKind, container };
  }
}

/** `exports` and `module.exports` are the module itself; `Foo.prototype` is Foo. */
function ownerName(owner: string): string {
  if (/^(?:module\.)?exports$/.test(owner)) return '';
  const name = owner.replace(/\.prototype$/, '');
  return name.slice(name.lastIndexOf('.') + 1);
}

function symbol(
  definition: CapturedDefinition,
  placed: Placed,
  surroundings: Surroundings,
  text: string,
): SymbolDefinition {
  const outer = outermost(definition, surroundings, text);
  return {
    name: definition.name,
    kind: placed.kind,
    container: placed.container,
    startLine: outer.startRow,
    endLine: definition.endRow,
    nameLine: definition.nameRow,
    nameCharacter: definition.nameColumn,
    signature: signatureOf(text, {
      start: afterDecorators(outer.start, surroundings, text),
      end: definition.end,
      body: definition.body,
      nameStart: definition.nameStart,
      name: definition.name,
      keyword: definition.keyword,
      keepsShortValue: valueKinds.has(placed.kind) || text.startsWith('#define', definition.start),
    }),
  };
}

/** The declaration with its wrappers and the decorators before it. */
function outermost(span: Span, { outerByInner, decoratorByEnd }: Surroundings, text: string): Span {
  let current = span;
  for (;;) {
    const outer =
      outerByInner.get(current.start) ?? decoratorByEnd.get(endOfTextBefore(current.start, text, decoratorByEnd.size));
    if (outer === undefined || outer.start >= current.start) return current;
    current = outer;
  }
}

function endOfTextBefore(offset: number, text: string, decorators: number): number {
  if (decorators === 0) return -1;
  let at = offset;
  while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

function afterDecorators(offset: number, { decoratorByStart }: Surroundings, text: string): number {
  let at = offset;
  for (;;) {
    const decorator = decoratorByStart.get(at);
    if (decorator === undefined || decorator.end <= at) return at;
    at = decorator.end;
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  }
}

function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}
