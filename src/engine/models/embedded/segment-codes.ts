import type { TokenCode } from './vocabulary';

const FIRST_ROOM = 1 << 10;

/** The last number that each code was given in any segment; 0 for none. One for all segments of a corpus. */
export class LastNumbers {
  private numbers = new Uint16Array(FIRST_ROOM);

  of(code: TokenCode): number {
    return this.numbers[code] ?? 0;
  }

  set(code: TokenCode, number: number): void {
    if (code >= this.numbers.length) {
      const longer = new Uint16Array(Math.max(2 * this.numbers.length, code + 1));
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[code] = number;
  }
}

/** The codes of one segment by small numbers, from 1 on; the number 0 is the code 0. */
export class SegmentCodes {
  private list = new Uint32Array(FIRST_ROOM);
  private size = 1;

  constructor(private readonly last: LastNumbers) {}

  /** Codes by number; valid until the next one is added. */
  get byNumber(): Uint32Array {
    return this.list;
  }

  /** A number of a code, which has one from now on; another one when a later segment has numbered the code meanwhile. */
  add(code: TokenCode): number {
    const known = this.last.of(code);
    if (known < this.size && this.list[known] === code) return known;
    const number = this.size++;
    if (number === this.list.length) {
      const longer = new Uint32Array(2 * number);
      longer.set(this.list);
      this.list = longer;
    }
    this.list[number] = code;
    this.last.set(code, number);
    return number;
  }

  /** Gives back the room for further codes. */
  trim(): void {
    this.list = this.list.slice(0, this.size);
  }
}
