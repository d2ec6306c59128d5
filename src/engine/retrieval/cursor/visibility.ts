import type { IndexedFile } from '../../index';
import type { SymbolDefinition } from '../../syntax';
import { beginsWithCapital } from '../../text';

/** `hidden` by its own line, though it may be handed out elsewhere in its file; `unreachable` by its language's rules. */
export type Reach = 'open' | 'hidden' | 'unreachable';

/** Whether another file may use a definition. */
export function reachOf(symbol: SymbolDefinition, file: IndexedFile, sameDirectory: boolean): Reach {
  const { name, signature, container } = symbol;
  switch (file.languageId) {
    case 'typescript':
    case 'typescriptreact':
      if (container === '') return /^(?:export|declare|@)/.test(signature) ? 'open' : 'hidden';
      return /^(?:private\b|#)/.test(signature) ? 'hidden' : 'open';
    case 'go':
      return beginsWithCapital(name) || sameDirectory ? 'open' : 'unreachable';
    case 'java':
    case 'csharp':
    case 'php':
      return /\bprivate\b/.test(signature) ? 'unreachable' : 'open';
    case 'kotlin':
    case 'swift':
      return /\b(?:file)?private\b/.test(signature) ? 'unreachable' : 'open';
    case 'rust':
      return container !== '' || /^pub\b/.test(signature) ? 'open' : 'hidden';
    case 'python':
      return /^_[^_]/.test(name) ? 'hidden' : 'open';
    case 'c':
    case 'cpp':
      return container === '' && /^static\b/.test(signature) && !/\.h\w*$/.test(file.path) ? 'unreachable' : 'open';
    default:
      return 'open';
  }
}
