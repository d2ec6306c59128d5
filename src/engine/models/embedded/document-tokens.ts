import { detached } from '../../text';
import { ABOVE_LIMIT, BELOW_LIMIT } from './constants';
import { type DocumentView, placesIn, recentTokens, type Stream } from './document-view';
import { earlierRuns, type EarlierRun } from './earlier-lines';
import { indentOf, isWord, tokenizeLine, tokenizeTrimmed } from './tokenize';
import { borderFor, GAP, isBorder, type TokenCode, type Vocabulary } from './vocabulary';
import { isNameShape, type Shape, shapeOf } from './word-shape';

const CACHED_LINES = 20_000;
const OVERLAY_ID = 1 << 28;

/** What a token is, whatever stands around it. */
export interface TokenKind {
  /** Text without the leading space. */
  readonly text: string;
  readonly word: boolean;
  readonly shape: Shape;
}

interface LineCodes {
  readonly indent: number;
  readonly codes: readonly TokenCode[];
  readonly shapes: readonly Shape[];
}

/** Codes of words that only the open document has, next to the learned vocabulary; a cache of cut lines. */
export class DocumentTokens {
  private lines = new Map<string, LineCodes | undefined>();
  private version = 0;
  private overlay = new Map<string, number>();
  private overlayTexts: string[] = [];
  private kinds = new Map<number, TokenKind>();

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Text of a code with its leading space. */
  text(code: TokenCode): string {
    const id = code >> 1;
    if (id < OVERLAY_ID) return this.vocabulary.text(code);
    const text = this.overlayTexts[id - OVERLAY_ID] ?? '';
    return (code & 1) === 1 ? ` ${text}` : text;
  }

  /** The document around the cursor, and what is gone of the first of its earlier versions that differs there. */
  view(prefix: string, suffix: string, earlierVersions: readonly ArrayLike<TokenCode>[] = []): DocumentView {
    this.refresh();
    const lineAt = prefix.lastIndexOf('\n') + 1;
    const line = prefix.slice(lineAt);
    const below = suffix.indexOf('\n');
    const after = below < 0 ? suffix : suffix.slice(0, below);
    const codes: TokenCode[] = [GAP];
    const shapes: Shape[] = [GAP >> 1];
    const stream: Stream = { codes, shapes, silent: new Set() };
    const width = this.append(stream, tail(prefix.slice(0, lineAt), ABOVE_LIMIT), -1);
    const above = codes.length;
    push(stream, GAP);
    if (below >= 0) this.append(stream, suffix.slice(below + 1, below + 1 + BELOW_LIMIT), -1);
    push(stream, GAP);
    const earlier = codes.length;
    for (const version of earlierVersions) {
      if (codes.length > earlier) break;
      const isOwn = (start: number, end: number): boolean => this.isOwnLine(version, start, end, line, after);
      for (const run of earlierRuns(version, codes.slice(0, earlier), above, isOwn)) {
        this.appendRun(stream, version, run);
      }
    }

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
    return {
      codes,
      shapes,
      above,
      earlier,
      ...placesIn(stream, above, earlier),
      recent: recentTokens(codes, above, (code) => isNameShape(this.kind(code).shape)),
      context,
      lineStart,
      partial,
      afterSpace,
      typed,
    };
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
    this.kinds.clear();
  }

  /** The kind of any code, kept until texts may change. */
  kind(code: TokenCode): TokenKind {
    const id = code >> 1;
    let kind = this.kinds.get(id);
    if (kind === undefined) {
      const text = this.text(code & ~1);
      kind = { text, word: isWord(text), shape: isBorder(code) ? id : shapeOf(text, id) };
      this.kinds.set(id, kind);
    }
    return kind;
  }

  private append(stream: Stream, text: string, start: number): number {
    let indent = start;
    for (const line of text.split('\n')) {
      if (line.length < 2 && line.trim() === '') continue;
      let cut = this.lines.get(line);
      if (cut === undefined && !this.lines.has(line)) {
        const tokens = tokenizeLine(line);
        if (tokens !== undefined) {
          const codes = tokens.tokens.map((token) => this.code(token));
          cut = { indent: tokens.indent, codes, shapes: codes.map((code) => this.kind(code).shape) };
        }
        this.lines.set(detached(line), cut);
      }
      if (cut === undefined) {
        indent = -1;
        continue;
      }
      if (cut.codes.length === 0) continue;
      push(stream, indent < 0 ? GAP : borderFor(indent, cut.indent));
      indent = cut.indent;
      for (const code of cut.codes) stream.codes.push(code);
      for (const shape of cut.shapes) stream.shapes.push(shape);
    }
    return indent;
  }

  /** Whether a line of a learned version is the cursor's own, whole or as far as it was typed then. */
  private isOwnLine(version: ArrayLike<TokenCode>, start: number, end: number, line: string, after: string): boolean {
    let text = '';
    for (let i = start; i < end; i++) text += this.text(version[i] ?? 0);
    const spaced = (part: string): string => tokenizeTrimmed(part.trim()).join('');
    return spaced(line).startsWith(text.trimStart()) || spaced(line + after) === text.trimStart();
  }

  private appendRun(stream: Stream, version: ArrayLike<TokenCode>, { before, start, end }: EarlierRun): void {
    for (let i = before; i <= end; i++) {
      const code = version[i] ?? 0;
      if (i < start) stream.silent.add(stream.codes.length);
      stream.codes.push(code);
      stream.shapes.push(this.kind(code).shape);
    }
  }

  /** Code of a token, new or known. */
  code(token: string): TokenCode {
    const known = this.vocabulary.find(token);
    if (known !== undefined) return known;
    const spaced = token.charCodeAt(0) === 32;
    const text = spaced ? token.slice(1) : token;
    let id = this.overlay.get(text);
    if (id === undefined) {
      id = OVERLAY_ID + this.overlayTexts.length;
      const kept = detached(text);
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

function push({ codes, shapes }: Stream, border: TokenCode): void {
  codes.push(border);
  shapes.push(border >> 1);
}
