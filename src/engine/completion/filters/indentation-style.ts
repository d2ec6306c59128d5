export interface IndentationStyle {
  readonly tabs: boolean;
  /** Columns of one level; of a tab where `tabs`. */
  readonly size: number;
  /** False where the text has no indented line to learn from. */
  readonly known: boolean;
}

/** How a text is indented: by tabs where most of its indented lines begin with one, else by the smallest step that is frequent. */
export function indentationStyleOf(text: string, tabSize: number): IndentationStyle {
  const steps = new Map<number, number>();
  let tabs = 0;
  let spaces = 0;
  let before = 0;
  for (const line of text.split('\n')) {
    const indentation = /^[ \t]*(?=\S)/.exec(line)?.[0];
    if (indentation === undefined) continue;
    if (indentation.startsWith('\t')) tabs++;
    else if (indentation.length > 1) spaces++;
    const step = Math.abs(indentation.length - before);
    if (!indentation.includes('\t') && step > 1) steps.set(step, (steps.get(step) ?? 0) + 1);
    before = indentation.length;
  }
  if (tabs + spaces === 0) return { tabs: false, size: tabSize, known: false };
  if (tabs > spaces) return { tabs: true, size: tabSize, known: true };
  const [size] = [...steps].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [tabSize];
  return { tabs: false, size, known: true };
}

export const leadOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';

/** Columns of a line's leading white space. */
export function widthOf(line: string, { size }: Pick<IndentationStyle, 'size'>): number {
  let width = 0;
  for (const character of leadOf(line)) width = character === '\t' ? (Math.floor(width / size) + 1) * size : width + 1;
  return width;
}

/** White space of so many columns in a style. */
export function indentationOf(width: number, { tabs, size }: IndentationStyle): string {
  return tabs ? '\t'.repeat(Math.floor(width / size)) + ' '.repeat(width % size) : ' '.repeat(width);
}
