import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryBytes, noEntry, type ParseEntry, readEntry } from '../../../src/engine/syntax/parse-entry';

const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
const entry: fc.Arbitrary<ParseEntry> = fc.record({
  purpose: fc.constantFrom('syntax', 'references', 'document'),
  content: hex,
  rules: hex,
});

describe('an entry of a journal', () => {
  it('is read as it was written, and takes the place of no entry byte for byte', () => {
    fc.assert(
      fc.property(entry, (given) => {
        expect(readEntry(entryBytes(given))).toEqual(given);
        expect(entryBytes(given).length).toBe(noEntry.length);
      }),
    );
    expect(readEntry(noEntry)).toBeUndefined();
  });

  it('is none when it is cut off, longer, or of any other bytes', () => {
    const parts = fc.tuple(entry, fc.nat(200), fc.uint8Array({ minLength: 1, maxLength: 200 }));
    fc.assert(
      fc.property(parts, ([given, cut, other]) => {
        const bytes = entryBytes(given);
        expect(readEntry(bytes.subarray(0, cut % bytes.length))).toBeUndefined();
        expect(readEntry(Buffer.concat([bytes, other]))).toBeUndefined();
        expect(readEntry(other)).toBeUndefined();
      }),
    );
  });

  it('never turns from one text into the same one when a byte of it is damaged', () => {
    fc.assert(
      fc.property(entry, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, change) => {
        const bytes = Buffer.from(entryBytes(given));
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ change;
        expect(readEntry(bytes)).not.toEqual(given);
      }),
    );
  });
});
