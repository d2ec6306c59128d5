/** Where a command reads from and prints to. */
export interface Terminal {
  /** Absolute path that relative ones are resolved against. */
  readonly directory: string;
  /** Prints a line. */
  out(line: string): void;
  /** Prints a line for the person at the terminal, apart from the result. */
  err(line: string): void;
}

/** Input that a command cannot work with; `message` is one sentence that says what is wrong and what to do. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
