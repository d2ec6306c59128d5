import type { FileDescription, IndexedFile, WorkspaceIndex } from '../index';
import type { FileSyntax } from '../syntax';

/** What a text is put into the index for: its words until it is parsed, its symbols when it is, or both at once. */
export type Part = 'words' | 'symbols' | 'whole';

/** A changed file's words become searchable before its symbols when parsing takes longer than this; milliseconds. */
const SLOW_MS = 4;

/** Whether a parse is not done after a short while. */
export async function isSlow(parsing: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), SLOW_MS);
  });
  const slow = await Promise.race([pause, parsing.then(() => false)]);
  clearTimeout(timer);
  return slow;
}

/**
 * What stands for a file's syntax until its new text is parsed: the symbols of the old, at their old lines. None when the file
 * may now be used in other ways, since what the old symbols show could be more than it allows.
 */
export function syntaxSoFar(index: WorkspaceIndex, now: FileDescription): FileSyntax | undefined {
  const known = index.file(now.uri);
  if (!known?.hasSyntax || known.strength !== now.strength) return undefined;
  return { languageId: known.languageId, symbols: index.symbols.symbolsIn(now.uri), imports: known.imports };
}

/** Whether the parser has seen the text that the index holds. */
export function hasOwnSymbols(file: IndexedFile): boolean {
  return (file.hasSyntax && !file.hasOldSymbols) || file.setAside !== undefined;
}
