/** The numbers of a file's documents, in the order of the file. */
export interface DocumentNumbers {
  readonly length: number;
  forEach(visit: (document: number) => void): void;
}

/** Numbers each of which is one more than the one before. */
export class DocumentRun implements DocumentNumbers {
  constructor(
    private readonly first: number,
    readonly length: number,
  ) {}

  forEach(visit: (document: number) => void): void {
    for (let document = this.first; document < this.first + this.length; document++) visit(document);
  }
}

const NONE = new DocumentRun(0, 0);

/** The same numbers in little room when they are a run, as nearly always. */
export function documentNumbers(numbers: readonly number[]): DocumentNumbers {
  const [first] = numbers;
  if (first === undefined) return NONE;
  return numbers.every((document, at) => document === first + at) ? new DocumentRun(first, numbers.length) : numbers;
}
