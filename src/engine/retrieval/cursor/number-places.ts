/** Gives each number a place: from 0, in the order in which they come. A few times as fast as a `Map`. */
export class NumberPlaces {
  /** One more than a place, 0 where there is none; at most half of it is in use. */
  private table: Uint32Array;
  private numbers: Uint32Array;
  private count = 0;

  /** Room for `capacity` numbers, a power of two, before it grows. */
  constructor(capacity: number) {
    this.table = new Uint32Array(2 * capacity);
    this.numbers = new Uint32Array(capacity);
  }

  get size(): number {
    return this.count;
  }

  /** The place of a number, -1 when it has none. */
  find(number: number): number {
    return (this.table[this.slotOf(number)] as number) - 1;
  }

  /** The place of a number; a new one when it has none. */
  placeOf(number: number): number {
    const slot = this.slotOf(number);
    const known = this.table[slot] as number;
    if (known !== 0) return known - 1;
    const place = this.count++;
    this.table[slot] = place + 1;
    this.numbers[place] = number;
    if (this.count === this.numbers.length) this.grow();
    return place;
  }

  numberAt(place: number): number {
    return this.numbers[place] as number;
  }

  /** Takes over the places that another one gives. */
  copy({ table, numbers, count }: NumberPlaces): void {
    if (this.table.length === table.length) {
      this.table.set(table);
      this.numbers.set(numbers);
    } else {
      this.table = table.slice();
      this.numbers = numbers.slice();
    }
    this.count = count;
  }

  clear(): void {
    this.table.fill(0);
    this.count = 0;
  }

  /** Where a number stands in the table, or would stand. */
  private slotOf(number: number): number {
    const { table, numbers } = this;
    const mask = table.length - 1;
    let slot = (Math.imul(number, 0x9e3779b1) >>> 7) & mask;
    for (;;) {
      const known = table[slot] as number;
      if (known === 0 || numbers[known - 1] === number) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const { numbers } = this;
    this.numbers = new Uint32Array(2 * numbers.length);
    this.numbers.set(numbers);
    this.table = new Uint32Array(2 * this.numbers.length);
    for (let place = 0; place < this.count; place++) this.table[this.slotOf(this.numbers[place] as number)] = place + 1;
  }
}
