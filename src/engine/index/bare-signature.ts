import { isCode, type SymbolDefinition, type SymbolKind } from '../syntax';

const valueKinds: ReadonlySet<SymbolKind> = new Set(['constant', 'variable', 'field']);
/** Their arrow types and object types stand where other languages have bodies. */
const typedByArrows: ReadonlySet<string> = new Set(['typescript', 'typescriptreact', 'vue']);
/** Where parentheses after the name of a value hold types; elsewhere they hold what it is made from. */
const typedByParentheses: ReadonlySet<string> = new Set(['rust', 'swift', 'go']);

/** A default that says nothing but a word or a number. */
const plainDefault = /^\s*-?[\w$.]*\s*(?=[,)\]}>])/;

/**
 * What stands for a definition of a low-quality file: its signature without the value of a constant, field or macro and without
 * computed defaults of parameters. Rather too little than a part of a body: the name alone where nothing else is sure.
 */
export function bareSignature({ name, kind, signature }: SymbolDefinition, languageId: string): string {
  const macro = /^#\s*define\s+\w+(?:\([^)]*\))?/.exec(signature);
  if (macro) return macro[0];
  const isValue = valueKinds.has(kind);
  if (isValue && (!isCode(languageId) || signature.startsWith('<'))) return name;
  if (languageId === 'elixir') return bareElixir(signature, isValue);
  const head = headOf(signature, name, languageId, isValue);
  return wordAt(head, name) ? head : name;
}

/** Attributes and structures have their values after a space. */
function bareElixir(signature: string, isValue: boolean): string {
  if (isValue || /^def(?:struct|exception)\b/.test(signature)) return /^\S*/.exec(signature)?.[0] ?? '';
  const guard = /^defguardp?\b.*? when /.exec(signature)?.[0];
  return guard === undefined ? headOf(signature, '', 'elixir', false) : guard.slice(0, -' when '.length);
}

/** The signature up to what could be a body or a value, with plain defaults only. */
function headOf(signature: string, name: string, languageId: string, isValue: boolean): string {
  const nameEnd = isValue ? wordAt(signature, name)?.end : undefined;
  const hasArrowTypes = typedByArrows.has(languageId);
  let head = '';
  let depth = 0;
  for (let at = 0; at < signature.length; at++) {
    const unit = signature.charAt(at);
    const rest = signature.slice(at + 1);
    if (depth === 0) {
      if (unit === '{' && !/^\s*\}/.test(rest)) break;
      if (unit === '=' && rest.startsWith('>') && !hasArrowTypes) break;
      if (unit === '=' && (isValue || languageId === 'powershell') && !rest.startsWith('>')) break;
      if (isValue && /["`]/.test(unit)) break;
      if (isValue && unit === "'" && languageId !== 'rust') break;
      if (unit === '(' && nameEnd === at && !typedByParentheses.has(languageId)) break;
      if (languageId === 'kotlin' && isValue && unit === ' ' && rest.startsWith('by ')) break;
      if (languageId === 'ruby' && /^(?:->|, *(?:lambda|proc)\b)/.test(signature.slice(at))) break;
    }
    const length = depth > 0 ? defaultLength(signature, at, languageId) : 0;
    if (length > 0) {
      at += length - 1;
      head = head.trimEnd();
      continue;
    }
    if ('([{'.includes(unit)) depth++;
    else if (')]}'.includes(unit)) depth = Math.max(0, depth - 1);
    head += unit;
  }
  return head.replace(/\s*(?:\|\||&&|\?\?)?[\s:,]*$/, '');
}

/** Units of a computed default that begins here; 0 when none does. */
function defaultLength(signature: string, at: number, languageId: string): number {
  const unit = signature.charAt(at);
  const marks =
    (unit === '=' && !/[=<>!]/.test(signature.charAt(at - 1)) && !/[=>]/.test(signature.charAt(at + 1))) ||
    (unit === ':' && languageId === 'ruby') ||
    (languageId === 'elixir' && signature.startsWith('\\\\', at));
  if (!marks) return 0;
  const value = signature.slice(at + (unit === '\\' ? 2 : 1));
  if (plainDefault.test(value)) return 0;
  const isLambda = /^\s*lambda\b/.test(value);
  let depth = 0;
  for (let end = 0; end < value.length; end++) {
    const here = value.charAt(end);
    if (/["'`]/.test(here)) {
      end = quoteEnd(value, end);
    } else if ('([{'.includes(here)) depth++;
    else if ((')]}'.includes(here) && --depth < 0) || (here === ',' && depth === 0 && !isLambda)) {
      return signature.length - at - (value.length - end);
    }
  }
  return signature.length - at;
}

/** Place of the quote that closes the one at `start`, or of the last unit. */
function quoteEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[start]) return at;
  }
  return text.length - 1;
}

/** Where a name stands as a word of its own. */
function wordAt(text: string, name: string): { readonly end: number } | undefined {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!isWordUnit(text.charAt(at - 1)) && !isWordUnit(text.charAt(end))) return { end };
  }
  return undefined;
}

function isWordUnit(unit: string): boolean {
  return /[\p{L}\p{N}_]/u.test(unit);
}
