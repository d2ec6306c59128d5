import {
  classesOfBytes,
  DIGIT,
  HIGH,
  HighClasses,
  LETTER,
  LINE_END,
  MARK,
  OTHER,
  SPACE,
  UNDERSCORE,
} from './character-classes';
import { grown } from './growing';
import { HASH_START, hashByte, utf8Text } from './name-table';
import { NumberLists } from './number-lists';
import { LONGEST_IDENTIFIER, type Vocabulary } from './vocabulary';

/** What cutting into chunks asks of a file's lines; zero-based. */
export interface LineFacts {
  readonly count: number;
  isBlank(line: number): boolean;
  /** Whether it has a letter or a number. */
  hasWords(line: number): boolean;
  /** Size of its text as UTF-8. */
  bytesIn(line: number): number;
  text(line: number): string;
}

const BEGINS = LETTER | UNDERSCORE;
const CONTINUES = LETTER | DIGIT | UNDERSCORE | MARK;

/** One pass over a text: its lines and the numbers of its identifiers. One instance serves one text after the other. */
export class TextScan implements LineFacts {
  count = 0;
  /** Numbers of the identifiers in order, with repeats; those of line `n` are `tokens[firstToken[n]]` to `tokens[firstToken[n + 1]]`. */
  tokens = new Uint32Array(1 << 12);
  firstToken = new Uint32Array(1 << 10);
  private bytes = new Uint8Array(1 << 16);
  private readonly encoder = new TextEncoder();
  private starts = new Uint32Array(1 << 10);
  private ends = new Uint32Array(1 << 10);
  private flags = new Uint8Array(1 << 10);
  private readonly packing = new NumberLists();
  /** Room for what is packed of the lines. */
  private numbersOfLines = new Uint32Array(1 << 10);
  private readonly classes = classesOfBytes();
  private readonly high = new HighClasses();
  /** Of the identifier that `readFurther` has read: its hash, the classes of its characters, its length in UTF-16. */
  private nameHash = 0;
  private nameFlags = 0;
  private nameUnits = 0;

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Bytes that it holds room for. */
  get room(): number {
    return this.bytes.length + this.tokens.byteLength;
  }

  /** Lines and identifiers as `splitLines` and `identifiersOf` have them, overlong identifiers left out. */
  scan(text: string): this {
    const length = this.takeBytes(text);
    const { bytes, classes } = this;
    let line = 0;
    let flags = 0;
    let tokens = 0;
    this.beginLine(0, 0, 0);
    for (let at = 0; at < length; ) {
      let byte = bytes[at] as number;
      let kind = classes[byte] as number;
      if ((kind & BEGINS) === 0) {
        if (kind < LINE_END) {
          flags |= kind;
          at++;
          continue;
        }
        if (kind === LINE_END) {
          this.ends[line] = at;
          this.flags[line++] = flags;
          flags = 0;
          at += byte === 13 && at + 1 < length && bytes[at + 1] === 10 ? 2 : 1;
          this.beginLine(line, at, tokens);
          continue;
        }
        const high = this.high.of(codePointAt(bytes, at));
        if ((high & BEGINS) === 0) {
          flags |= high;
          at += widthOf(byte);
          continue;
        }
      }
      const from = at;
      let hash = HASH_START;
      while (kind < OTHER) {
        flags |= kind;
        hash = hashByte(hash, byte);
        byte = bytes[++at] as number;
        kind = classes[byte] as number;
      }
      if (kind === HIGH) {
        at = this.readFurther(from);
        hash = this.nameHash;
        flags |= this.nameFlags;
        if (this.nameUnits > LONGEST_IDENTIFIER) continue;
      } else if (at - from > LONGEST_IDENTIFIER) continue;
      if (tokens === this.tokens.length) this.tokens = grown(this.tokens, tokens + 1);
      this.tokens[tokens++] = this.vocabulary.internBytes(bytes, from, at, hash);
    }
    this.ends[line] = length;
    this.flags[line++] = flags;
    this.beginLine(line, length, tokens);
    this.count = line;
    return this;
  }

  /** What `unpack` needs of the text that was scanned last, until the next `pack`; the vocabulary must stay the same. */
  pack(): Uint8Array {
    const { packing, count } = this;
    const lines = this.lineNumbers(1 + 3 * count);
    lines[0] = count;
    for (let line = 0; line < count; line++) {
      lines[1 + 3 * line] = this.flags[line] as number;
      lines[2 + 3 * line] = (this.starts[line + 1] as number) - (this.starts[line] as number);
      lines[3 + 3 * line] = (this.firstToken[line + 1] as number) - (this.firstToken[line] as number);
    }
    packing.clear();
    packing.append(lines, 1 + 3 * count);
    packing.append(this.tokens, this.firstToken[count] as number);
    return packing.data();
  }

  /** The same as `scan` of the text that was packed, without looking for identifiers. */
  unpack(text: string, packed: Uint8Array): this {
    const length = this.takeBytes(text);
    const { bytes } = this;
    const numbers = new NumberLists(0);
    numbers.restore(packed);
    const lines = this.lineNumbers(numbers.lengthAt(0));
    const second = numbers.readInto(0, lines);
    const tokenCount = numbers.lengthAt(second);
    if (tokenCount > this.tokens.length) this.tokens = grown(this.tokens, tokenCount);
    numbers.readInto(second, this.tokens);
    this.count = lines[0] as number;
    let start = 0;
    let tokens = 0;
    for (let line = 0; line < this.count; line++) {
      this.beginLine(line, start, tokens);
      this.flags[line] = lines[1 + 3 * line] as number;
      start += lines[2 + 3 * line] as number;
      tokens += lines[3 + 3 * line] as number;
      if (line === this.count - 1) this.ends[line] = length;
      else this.ends[line] = start - (bytes[start - 1] === 10 && bytes[start - 2] === 13 ? 2 : 1);
    }
    this.beginLine(this.count, length, tokens);
    return this;
  }

  isBlank(line: number): boolean {
    return ((this.flags[line] as number) & ~SPACE) === 0;
  }

  hasWords(line: number): boolean {
    return ((this.flags[line] as number) & (LETTER | DIGIT)) !== 0;
  }

  bytesIn(line: number): number {
    return line < this.count ? (this.ends[line] as number) - (this.starts[line] as number) : 0;
  }

  text(line: number): string {
    return line < this.count ? utf8Text(this.bytes, this.starts[line] as number, this.ends[line] as number) : '';
  }

  /** Reads the identifier at `from`, in which characters of several bytes may be, and returns where it ends. */
  private readFurther(from: number): number {
    const { bytes, classes } = this;
    let hash = HASH_START;
    let flags = 0;
    let units = 0;
    let at = from;
    for (;;) {
      const byte = bytes[at] as number;
      let kind = classes[byte] as number;
      if (kind === HIGH) kind = this.high.of(codePointAt(bytes, at));
      if ((kind & CONTINUES) === 0 || (kind & OTHER) !== 0) break;
      flags |= kind;
      const width = byte < 128 ? 1 : widthOf(byte);
      for (let rest = 0; rest < width; rest++) hash = hashByte(hash, bytes[at++] as number);
      units += width === 4 ? 2 : 1;
    }
    this.nameHash = hash;
    this.nameFlags = flags;
    this.nameUnits = units;
    return at;
  }

  /** Takes the text as UTF-8, with a byte behind it that ends any identifier, and returns how many bytes it has. */
  private takeBytes(text: string): number {
    if (3 * text.length >= this.bytes.length)
      this.bytes = new Uint8Array(Math.max(3 * text.length + 1, 2 * this.bytes.length));
    const { written } = this.encoder.encodeInto(text, this.bytes);
    this.bytes[written] = 0;
    return written;
  }

  private lineNumbers(length: number): Uint32Array {
    if (length > this.numbersOfLines.length) this.numbersOfLines = grown(this.numbersOfLines, length);
    return this.numbersOfLines;
  }

  private beginLine(line: number, at: number, tokens: number): void {
    if (line >= this.starts.length) {
      this.starts = grown(this.starts, line + 1);
      this.ends = grown(this.ends, line + 1);
      this.firstToken = grown(this.firstToken, line + 1);
      this.flags = grown(this.flags, line + 1);
    }
    this.starts[line] = at;
    this.firstToken[line] = tokens;
  }
}

function widthOf(first: number): number {
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function codePointAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const second = (bytes[at + 1] as number) & 63;
  if (first < 0xe0) return ((first & 31) << 6) | second;
  const third = (bytes[at + 2] as number) & 63;
  if (first < 0xf0) return ((first & 15) << 12) | (second << 6) | third;
  return ((first & 7) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] as number) & 63);
}
