/** Rows of UTF-16 offsets in one text, zero-based; lines end at `\n`. */
export class LineStarts {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** The row that an offset is in. */
  rowOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The offset at which a row begins. */
  startOf(row: number): number {
    return this.starts[row] as number;
  }

  /** The row of an offset; one at the very start of a row that is not `from` counts as the end of the row before. */
  lastRow(end: number, from: number): number {
    let low = from;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= end) low = middle;
      else high = middle - 1;
    }
    return low > from && this.starts[low] === end ? low - 1 : low;
  }
}
