import type { SymbolDefinition } from '../syntax';
import { grown } from './growing';

/** Where a definition stands in its file; zero-based, ends are inclusive. */
export type SymbolPlace = Pick<SymbolDefinition, 'startLine' | 'endLine' | 'nameLine' | 'nameCharacter'>;

/** Rows that follow each other: `count` of them from `first`. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

/** Numbers of a place: its lines; how far its name is from there, or which of the unusual places it is. */
const PLACE = 2;
const NAME = 1;

const LENGTH_BITS = 12;
const LENGTH_MASK = (1 << LENGTH_BITS) - 1;
const MOST_START = (1 << (31 - LENGTH_BITS)) - 1;
const CHARACTER_BITS = 16;
const CHARACTER_MASK = (1 << CHARACTER_BITS) - 1;
const MOST_LINES_TO_NAME = (1 << (31 - CHARACTER_BITS)) - 1;

/** Stands for the lines of a place that does not fit. */
const UNUSUAL = -1;

/** The places of definitions by row, in two numbers each; the few with larger numbers than these hold are kept beside. */
export class SymbolPlaces {
  private places = new Int32Array(PLACE << 8);
  private unusual: SymbolPlace[] = [];

  set(row: number, { startLine, endLine, nameLine, nameCharacter }: SymbolPlace): void {
    const at = PLACE * row;
    if (at + PLACE > this.places.length) this.places = grown(this.places, at + PLACE);
    const length = endLine - startLine;
    const toName = nameLine - startLine;
    const fits =
      isWithin(startLine, MOST_START) &&
      isWithin(length, LENGTH_MASK) &&
      isWithin(toName, MOST_LINES_TO_NAME) &&
      isWithin(nameCharacter, CHARACTER_MASK);
    this.places[at] = fits ? (startLine << LENGTH_BITS) | length : UNUSUAL;
    this.places[at + NAME] = fits
      ? (toName << CHARACTER_BITS) | nameCharacter
      : this.unusual.push({ startLine, endLine, nameLine, nameCharacter }) - 1;
  }

  startLine(row: number): number {
    const lines = this.places[PLACE * row] as number;
    return lines === UNUSUAL ? this.unusualOf(row).startLine : lines >> LENGTH_BITS;
  }

  endLine(row: number): number {
    const lines = this.places[PLACE * row] as number;
    return lines === UNUSUAL ? this.unusualOf(row).endLine : (lines >> LENGTH_BITS) + (lines & LENGTH_MASK);
  }

  nameLine(row: number): number {
    const lines = this.places[PLACE * row] as number;
    if (lines === UNUSUAL) return this.unusualOf(row).nameLine;
    return (lines >> LENGTH_BITS) + ((this.places[PLACE * row + NAME] as number) >> CHARACTER_BITS);
  }

  nameCharacter(row: number): number {
    if (this.places[PLACE * row] === UNUSUAL) return this.unusualOf(row).nameCharacter;
    return (this.places[PLACE * row + NAME] as number) & CHARACTER_MASK;
  }

  /** Keeps the given ranges alone, which ascend, one behind the other from row 0 on. */
  keep(ranges: readonly RowRange[]): void {
    const { places, unusual } = this;
    this.unusual = [];
    let end = 0;
    for (const { first, count } of ranges) {
      places.copyWithin(end, PLACE * first, PLACE * (first + count));
      for (const last = end + PLACE * count; end < last; end += PLACE) {
        if (places[end] !== UNUSUAL) continue;
        places[end + NAME] = this.unusual.push(unusual[places[end + NAME] as number] as SymbolPlace) - 1;
      }
    }
  }

  private unusualOf(row: number): SymbolPlace {
    return this.unusual[this.places[PLACE * row + NAME] as number] as SymbolPlace;
  }
}

function isWithin(value: number, most: number): boolean {
  return value >= 0 && value <= most;
}
