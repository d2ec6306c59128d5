/**
 * Why a file has no syntax. `time-out`, `died` and `ended-process` mean that this text must not be tried again as it is; `not-begun`,
 * that the worker ended or was not ready before it came to the text.
 */
export type ParseFailureKind = 'time-out' | 'died' | 'not-begun' | 'ended-process' | 'failed' | 'disposed';

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
