import type { IndexedFile } from '../index';
import type { SymbolDefinition } from '../syntax';

/** How likely another file may use a definition, by its language's rules; 1 when nothing speaks against it. */
export function visibilityFactor(symbol: SymbolDefinition, file: IndexedFile, sameDirectory: boolean): number {
  const { name, signature, container } = symbol;
  switch (file.languageId) {
    case 'typescript':
    case 'typescriptreact':
      if (container === '') return /^(?:export|declare|@)/.test(signature) ? 1 : HIDDEN;
      return /^(?:private\b|#)/.test(signature) ? HIDDEN : 1;
    case 'go':
      return /^\p{Lu}/u.test(name) || sameDirectory ? 1 : UNREACHABLE;
    case 'java':
      return /\bprivate\b/.test(signature) ? UNREACHABLE : 1;
    case 'rust':
      return container !== '' || /^pub\b/.test(signature) ? 1 : HIDDEN;
    case 'python':
      return /^_[^_]/.test(name) ? HIDDEN : 1;
    case 'c':
    case 'cpp':
      return container === '' && /^static\b/.test(signature) && !/\.h\w*$/.test(file.path) ? UNREACHABLE : 1;
    default:
      return 1;
  }
}

/** Hidden by its own line, but it may be handed out elsewhere in its file. */
const HIDDEN = 0.4;
const UNREACHABLE = 0.15;
