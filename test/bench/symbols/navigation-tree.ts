import { createRequire as requireFrom } from 'node:module';
import path from 'node:path';
import { bare, type Named } from './reference';

interface Span {
  readonly start: number;
}

interface NavigationNode {
  readonly text: string;
  readonly kind: string;
  readonly nameSpan?: Span;
  readonly childItems?: readonly NavigationNode[];
}

interface Compiler {
  createLanguageService(host: object): { getNavigationTree(file: string): NavigationNode; dispose(): void };
  getDefaultLibFileName(): string;
  readonly ScriptSnapshot: { fromString(text: string): object };
}

/** Names that a symbol index keeps: no imports, parameters, locals of functions, constructors without a name. */
const kinds = new Set(
  'class interface type enum function method property const let var module getter setter accessor enum-member'.split(
    ' ',
  ),
);
const functions = new Set(['function', 'method', 'getter', 'setter', 'constructor', 'local function']);

/** The definitions in the navigation tree of TypeScript 6, the last whose compiler has a JavaScript interface. */
export function navigationNames(): (file: string, text: string) => Named[] {
  const require = requireFrom(path.resolve('test/bench/symbols/package.json'));
  const compiler = require('typescript-6') as Compiler;
  return (file, text) => {
    const service = compiler.createLanguageService({
      getCompilationSettings: () => ({ noLib: true, noResolve: true }),
      getScriptFileNames: () => [file],
      getScriptVersion: () => '1',
      getScriptSnapshot: (name: string) => (name === file ? compiler.ScriptSnapshot.fromString(text) : undefined),
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => compiler.getDefaultLibFileName(),
      fileExists: (name: string) => name === file,
      readFile: (name: string) => (name === file ? text : undefined),
    });
    const lines = lineFinder(text);
    const found: Named[] = [];
    collect(service.getNavigationTree(file), false, lines, found);
    service.dispose();
    return found;
  };
}

function collect(node: NavigationNode, local: boolean, lineOf: (at: number) => number, found: Named[]): void {
  const kind = node.kind === 'enum member' ? 'enum-member' : node.kind;
  const isValue = ['const', 'let', 'var', 'property'].includes(kind);
  if (
    node.nameSpan !== undefined &&
    kinds.has(kind) &&
    !(local && isValue) &&
    /^(?:[\w$#]+|["'].*["'])$/.test(node.text)
  )
    found.push({ name: bare(node.text), line: lineOf(node.nameSpan.start) });
  const inside = local || isValue || functions.has(node.kind);
  for (const child of node.childItems ?? []) collect(child, inside, lineOf, found);
}

function lineFinder(text: string): (at: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (at) => {
    let line = 0;
    for (let step = 1 << 20; step > 0; step >>= 1) {
      const start = starts[line + step];
      if (start !== undefined && start <= at) line += step;
    }
    return line;
  };
}
