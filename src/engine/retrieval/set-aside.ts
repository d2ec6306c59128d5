import type { SetAside } from '../index';
import { type FileSyntax, ParseFailure, type SyntaxParser } from '../syntax';
import { digest } from '../text';

/** A text whose parser died is tried this often, because a worker can also be ended from outside. */
const TRIES = 2;

export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly syntax: FileSyntax | undefined }
  | { readonly kind: 'set-aside'; readonly setAside: SetAside }
  /** The parser died and may not on the next try. */
  | { readonly kind: 'again' }
  | { readonly kind: 'closed' };

/** Parses texts and remembers, by a digest of their content, those that the parser cannot take. */
export class CarefulParser {
  private readonly failed = new Map<string, SetAside>();
  private readonly deaths = new Map<string, number>();

  constructor(private readonly parser: SyntaxParser) {}

  /** A text that was set aside before is not tried again. */
  async parse(languageId: string, text: string): Promise<ParseOutcome> {
    const known = this.failed.size > 0 ? this.failed.get(digest(text)) : undefined;
    if (known) return { kind: 'set-aside', setAside: known };
    try {
      const syntax = await this.parser.parse(languageId, text);
      if (this.deaths.size > 0) this.deaths.delete(digest(text));
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
    this.failed.clear();
    this.deaths.clear();
  }

  private failure(text: string, error: unknown): ParseOutcome {
    const kind = error instanceof ParseFailure ? error.kind : 'failed';
    if (kind === 'disposed') return { kind: 'closed' };
    const content = digest(text);
    const deaths = (this.deaths.get(content) ?? 0) + 1;
    if (kind === 'died' && deaths < TRIES) {
      this.deaths.set(content, deaths);
      return { kind: 'again' };
    }
    this.deaths.delete(content);
    const setAside = { content, reason: reasonOf(kind) };
    this.failed.set(content, setAside);
    return { kind: 'set-aside', setAside };
  }
}

/** Without the parser's own message, which could quote the file. */
function reasonOf(kind: 'time-out' | 'died' | 'failed'): string {
  if (kind === 'time-out') return 'parsing took too long';
  return kind === 'died' ? 'the parser died on it' : 'it could not be parsed';
}
