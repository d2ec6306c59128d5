import { ABOVE_LIMIT, BELOW_LIMIT } from './constants';
import { indentOf, ownCopy, tokenizeLine } from './tokenize';
import { borderFor, GAP, type TokenCode, type Vocabulary } from './vocabulary';

const CACHED_LINES = 20_000;
const CHAINS = 1 << 12;
const OVERLAY_ID = 1 << 28;

/** The open document, cut into codes around the cursor. */
export interface DocumentView {
  /** Lines above, a gap, lines below; the cursor's own line is not there. */
  readonly codes: readonly TokenCode[];
  /** Number of codes that stand above the cursor. */
  readonly above: number;
  /** Calls `visit` with each position in `codes` whose preceding token may be this one, spacing aside. */
  readonly followers: (code: TokenCode, visit: (position: number) => void) => void;
  /** Tokens before the cursor's line, then those typed on it, without the one still being typed. */
  readonly context: readonly TokenCode[];
  /** Where the typed tokens begin in `context`. */
  readonly lineStart: number;
  /** Start of a token that may go on, or empty. */
  readonly partial: string;
  /** Whether white space stands right before the cursor on a line that has text. */
  readonly afterSpace: boolean;
  /** Typed part of the line without indentation. */
  readonly typed: string;
}

interface LineCodes {
  readonly indent: number;
  readonly codes: readonly TokenCode[];
}

/** Codes of words that only the open document has, next to the learned vocabulary; a cache of cut lines. */
export class DocumentTokens {
  private lines = new Map<string, LineCodes | undefined>();
  private version = 0;
  private overlay = new Map<string, number>();
  private overlayTexts: string[] = [];

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Text of a code with its leading space. */
  text(code: TokenCode): string {
    const id = code >> 1;
    if (id < OVERLAY_ID) return this.vocabulary.text(code);
    const text = this.overlayTexts[id - OVERLAY_ID] ?? '';
    return (code & 1) === 1 ? ` ${text}` : text;
  }

  view(prefix: string, suffix: string): DocumentView {
    this.refresh();
    const lineAt = prefix.lastIndexOf('\n') + 1;
    const line = prefix.slice(lineAt);
    const below = suffix.indexOf('\n');
    const codes: TokenCode[] = [GAP];
    const width = this.append(codes, tail(prefix.slice(0, lineAt), ABOVE_LIMIT), -1);
    const above = codes.length;
    codes.push(GAP);
    if (below >= 0) this.append(codes, suffix.slice(below + 1, below + 1 + BELOW_LIMIT), -1);
    codes.push(GAP);

    const context = codes.slice(Math.max(0, above - 64), above);
    context.push(width < 0 ? GAP : borderFor(width, indentOf(line)));
    const lineStart = context.length;
    const typed = line.trimStart();
    const tokens = [...(tokenizeLine(typed.slice(-400))?.tokens ?? [])];
    const afterSpace = typed !== '' && /\s$/u.test(typed);
    let partial = '';
    if (!afterSpace && tokens.length > 0 && MAY_GO_ON.test(tokens[tokens.length - 1] ?? '')) {
      partial = (tokens.pop() ?? '').trimStart();
    }
    for (const token of tokens) context.push(this.code(token));
    return { codes, above, followers: followersOf(codes), context, lineStart, partial, afterSpace, typed };
  }

  private refresh(): void {
    if (this.lines.size <= CACHED_LINES && this.version === this.vocabulary.version) return;
    this.version = this.vocabulary.version;
    this.clear();
  }

  /** Drops everything kept from earlier views. */
  clear(): void {
    this.lines.clear();
    this.overlay.clear();
    this.overlayTexts = [];
  }

  private append(codes: TokenCode[], text: string, start: number): number {
    let indent = start;
    for (const line of text.split('\n')) {
      if (line.length < 2 && line.trim() === '') continue;
      let cut = this.lines.get(line);
      if (cut === undefined && !this.lines.has(line)) {
        const tokens = tokenizeLine(line);
        cut = tokens && { indent: tokens.indent, codes: tokens.tokens.map((token) => this.code(token)) };
        this.lines.set(ownCopy(line), cut);
      }
      if (cut === undefined) {
        indent = -1;
        continue;
      }
      if (cut.codes.length === 0) continue;
      codes.push(indent < 0 ? GAP : borderFor(indent, cut.indent));
      indent = cut.indent;
      for (const code of cut.codes) codes.push(code);
    }
    return indent;
  }

  private code(token: string): TokenCode {
    const known = this.vocabulary.find(token);
    if (known !== undefined) return known;
    const spaced = token.charCodeAt(0) === 32;
    const text = spaced ? token.slice(1) : token;
    let id = this.overlay.get(text);
    if (id === undefined) {
      id = OVERLAY_ID + this.overlayTexts.length;
      const kept = ownCopy(text);
      this.overlay.set(kept, id);
      this.overlayTexts.push(kept);
    }
    return (id << 1) | (spaced ? 1 : 0);
  }
}

const MAY_GO_ON = /[\p{L}\p{N}_$=><!&|+*\-?.:/%^~]$/u;

function tail(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(-limit);
  return cut.slice(cut.indexOf('\n') + 1);
}

/** Chains the positions by the token before them; different tokens may share a chain. */
function followersOf(codes: readonly TokenCode[]): DocumentView['followers'] {
  const heads = new Int32Array(CHAINS).fill(-1);
  const chain = new Int32Array(codes.length);
  for (let i = 1; i < codes.length; i++) {
    const bucket = ((codes[i - 1] ?? 0) >> 1) & (CHAINS - 1);
    chain[i] = heads[bucket] ?? -1;
    heads[bucket] = i;
  }
  return (code, visit) => {
    for (let i = heads[(code >> 1) & (CHAINS - 1)] ?? -1; i > 0; i = chain[i] ?? -1) visit(i);
  };
}
