import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberLists } from '../../../src/engine/index/number-lists';

it('gives the numbers of a list together and one by one, and nothing behind its end', () => {
  const list = fc.array(fc.oneof(fc.nat(200), fc.nat(2 ** 28 - 1)), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 5 }), (all) => {
      const lists = new NumberLists();
      const starts = all.map((values) => lists.append(values, values.length));
      all.forEach((values, at) => {
        const start = starts[at] as number;
        expect([...lists.read(start).values]).toEqual(values);
        const visited: number[] = [];
        expect(lists.forEach(start, (value) => visited.push(value))).toBe(lists.end(start));
        expect(visited).toEqual(values);
        expect(lists.lengthAt(start)).toBe(values.length);
        expect(lists.end(start)).toBe(starts[at + 1] ?? lists.size);
        for (let place = 0; place <= values.length; place++)
          expect(lists.pairAt(start, place)).toEqual([values[place], values[place + 1]]);
      });
    }),
  );
});

it('copies a list with its numbers given anew', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(9)),
      fc.array(fc.nat(2 ** 28 - 1), { minLength: 10, maxLength: 10 }),
      (values, numbers) => {
        const [from, to] = [new NumberLists(), new NumberLists()];
        const start = from.append(values, values.length);
        expect(to.appendMapped(from, start, Uint32Array.from(numbers))).toBe(from.end(start));
        expect([...to.read(0).values]).toEqual(values.map((value) => numbers[value]));
      },
    ),
  );
});
