import { describe, expect, it } from 'vitest';
import { hashOfBytes, NameTable } from '../../../src/engine/index/name-table';

const NAMES = 20_000;
const encoder = new TextEncoder();

function find(table: NameTable, name: string): number {
  const bytes = encoder.encode(name);
  return table.find(bytes, 0, bytes.length, hashOfBytes(bytes));
}

function add(table: NameTable, name: string): number {
  const bytes = encoder.encode(name);
  return table.add(bytes, 0, bytes.length, hashOfBytes(bytes));
}

describe('NameTable', () => {
  it('knows the names that it took over however many steps it was made ready by', () => {
    const first = new NameTable();
    for (let number = 0; number < NAMES; number++) {
      expect(find(first, `größe${number}`)).toBe(-1);
      add(first, `größe${number}`);
    }
    const numbers = Uint32Array.from({ length: NAMES }, (_, number) => number);
    const columns = Object.fromEntries(Array.from(first.savedColumns('x', numbers), ({ name, data }) => [name, data]));
    for (const steps of [0, 1, 2, 9]) {
      const table = new NameTable();
      table.restoreColumns('x', structuredClone(columns));
      let isDone = false;
      for (let step = 0; step < steps; step++) isDone = !table.prepare();
      expect(isDone).toBe(steps === 9);
      for (let number = 0; number < NAMES; number += 7) expect(find(table, `größe${number}`)).toBe(number);
      expect(find(table, 'größe')).toBe(-1);
      expect(add(table, 'größe')).toBe(NAMES);
      expect(find(table, 'größe')).toBe(NAMES);
      expect(table.prepare()).toBe(false);
      expect(table.name(NAMES)).toBe('größe');
    }
  });
});
