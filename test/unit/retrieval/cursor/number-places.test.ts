import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberPlaces } from '../../../../src/engine/retrieval/cursor/number-places';

describe('NumberPlaces', () => {
  it('gives places in the order in which numbers first come, also after it grew and was cleared', () => {
    const numbers = fc.array(fc.oneof(fc.nat(20), fc.nat(0xffffffff)), { maxLength: 200 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const places = new NumberPlaces(4);
        for (const number of before) places.placeOf(number);
        places.clear();
        const order: number[] = [];
        for (const number of after) {
          expect(places.find(number)).toBe(order.indexOf(number));
          if (!order.includes(number)) order.push(number);
          expect(places.placeOf(number)).toBe(order.indexOf(number));
        }
        expect(places.size).toBe(order.length);
        expect(order.map((_, place) => places.numberAt(place))).toEqual(order);
      }),
    );
  });
});
