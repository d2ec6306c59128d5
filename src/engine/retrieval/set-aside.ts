import type { SetAside } from '../index';
import { type FileSyntax, ParseFailure, type ParseFailureKind, type SyntaxParser } from '../syntax';
import { digest } from '../text';

/**
 * A text is tried this often: a worker can also be ended from outside, and what it does before it begins a text is not the text's
 * fault, but a worker that never begins must not be started for ever.
 */
const TRIES: Readonly<Partial<Record<ParseFailureKind, number>>> = { died: 2, 'not-begun': 4 };

export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly syntax: FileSyntax | undefined }
  | { readonly kind: 'set-aside'; readonly setAside: SetAside }
  /** The parser died and may not on the next try. */
  | { readonly kind: 'again' }
  | { readonly kind: 'closed' };

/** Parses texts and remembers, by a digest of their content, those that the parser cannot take. */
export class CarefulParser {
  private readonly failed = new Map<string, SetAside>();
  /** By content, how often it failed for each reason since it was last parsed. */
  private readonly failures = new Map<string, Readonly<Partial<Record<ParseFailureKind, number>>>>();

  constructor(private readonly parser: SyntaxParser) {}

  /** A text that was set aside before is not tried again. */
  async parse(languageId: string, text: string): Promise<ParseOutcome> {
    const known = this.failed.size > 0 ? this.failed.get(digest(text)) : undefined;
    if (known) return { kind: 'set-aside', setAside: known };
    try {
      const syntax = await this.parser.parse(languageId, text);
      if (this.failures.size > 0) this.failures.delete(digest(text));
      return { kind: 'parsed', syntax };
    } catch (error) {
      return this.failure(text, error);
    }
  }

  /** Known from an earlier start. */
  remember(setAside: SetAside): void {
    this.failed.set(setAside.content, setAside);
  }

  /** Every text is tried again. */
  forget(): void {
    for (const content of this.failed.keys()) this.parser.tryAgain?.(content);
    this.failed.clear();
    this.failures.clear();
  }

  private failure(text: string, error: unknown): ParseOutcome {
    const kind = error instanceof ParseFailure ? error.kind : 'failed';
    if (kind === 'disposed') return { kind: 'closed' };
    const content = digest(text);
    const before = this.failures.get(content);
    const count = (before?.[kind] ?? 0) + 1;
    if (count < (TRIES[kind] ?? 1)) {
      this.failures.set(content, { ...before, [kind]: count });
      return { kind: 'again' };
    }
    this.failures.delete(content);
    const setAside = { content, reason: REASONS[kind] };
    this.failed.set(content, setAside);
    return { kind: 'set-aside', setAside };
  }
}

/** Without the parser's own message, which could quote the file. */
const REASONS: Readonly<Record<Exclude<ParseFailureKind, 'disposed'>, string>> = {
  'time-out': 'parsing took too long',
  died: 'the parser died on it',
  'not-begun': 'the parser did not start',
  'ended-process': 'parsing it ended the context server twice',
  failed: 'it could not be parsed',
};
