import type { WorkspaceIndex } from '../index';
import type { FileSyntax } from '../syntax';

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

/** What stands for a file's syntax until its new text is parsed: the symbols of the old, at their old lines. */
export function syntaxSoFar(index: WorkspaceIndex, uri: string, languageId: string): FileSyntax | undefined {
  const known = index.file(uri);
  if (!known?.hasSyntax) return undefined;
  return { languageId, symbols: index.symbols.symbolsIn(uri), imports: known.imports, errors: 0 };
}
