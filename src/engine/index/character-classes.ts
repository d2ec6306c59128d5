/** Bits that say what a character is to the index; every character has one at least. */
export const LETTER = 1;
export const DIGIT = 2;
export const UNDERSCORE = 4;
/** Punctuation, and numbers that no identifier may have. */
export const OTHER = 8;
export const SPACE = 16;
export const LINE_END = 32;
/** First byte of a character of several bytes in UTF-8. */
export const HIGH = 64;
/** Combining marks: part of an identifier that has begun. */
export const MARK = 128;

/** Classes of the bytes of UTF-8 that begin a character. */
export function classesOfBytes(): Uint8Array {
  const classes = new Uint8Array(256).fill(OTHER);
  classes.fill(HIGH, 128);
  classes.fill(LETTER, 65, 91);
  classes.fill(LETTER, 97, 123);
  classes.fill(DIGIT, 48, 58);
  classes[95] = UNDERSCORE;
  for (const space of [9, 11, 12, 32]) classes[space] = SPACE;
  classes[10] = LINE_END;
  classes[13] = LINE_END;
  return classes;
}

/** Classes of characters beyond ASCII, each looked up in the tables of Unicode once. */
export class HighClasses {
  private readonly known = new Uint8Array(0x10000);

  of(codePoint: number): number {
    if (codePoint >= this.known.length) return classify(codePoint);
    const known = this.known[codePoint] as number;
    if (known !== 0) return known;
    const found = classify(codePoint);
    this.known[codePoint] = found;
    return found;
  }
}

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (/[\p{L}\p{Nl}]/u.test(character)) return LETTER;
  if (/\p{Nd}/u.test(character)) return DIGIT;
  if (/[\p{Mn}\p{Mc}]/u.test(character)) return MARK;
  if (/\p{N}/u.test(character)) return DIGIT | OTHER;
  return /\s/u.test(character) ? SPACE : OTHER;
}
