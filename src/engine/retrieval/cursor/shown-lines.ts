import { splitLines } from '../../text';

/** UTF-16 units around the cursor whose lines are not shown again; more than any prompt has of them. */
const SHOWN_BEFORE = 40_000;
const SHOWN_AFTER = 20_000;

/** Lines around a cursor, without the space around them. They are read when they are first asked for, which most keys never do. */
export class ShownLines {
  private texts: readonly string[];
  private lines: ReadonlySet<string> | undefined;

  constructor(prefix: string, suffix: string) {
    this.texts = [prefix.slice(-SHOWN_BEFORE), suffix.slice(0, SHOWN_AFTER)];
  }

  has(line: string): boolean {
    this.lines ??= new Set(this.texts.flatMap((text) => splitLines(text)).map((shown) => shown.trim()));
    this.texts = [];
    return this.lines.has(line);
  }
}
