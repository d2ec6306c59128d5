/** Why a file has no syntax. `time-out` and `died` mean that this text must not be tried again as it is. */
export type ParseFailureKind = 'time-out' | 'died' | 'failed' | 'disposed';

/** A file that could not be parsed; `message` is one sentence for a log or a list of set-aside files. */
export class ParseFailure extends Error {
  constructor(
    readonly kind: ParseFailureKind,
    message: string,
  ) {
    super(message);
    this.name = 'ParseFailure';
  }
}
