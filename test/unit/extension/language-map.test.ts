import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageMap, namesLanguage, withLanguage } from '../../../src/extension/language-map';

const byDefault = { '*': true, markdown: false, plaintext: false };

describe('the languages with completion', () => {
  it('one wrong entry changes no other', () => {
    const value = { ...byDefault, python: false, markdown: 'no', go: 1 };
    expect(languageMap(value, byDefault)).toEqual({ ...byDefault, python: false });
  });

  it.each([undefined, null, 'all', 7, true, ['python']])('a value that is no map is the default: %j', (value) => {
    expect(languageMap(value, byDefault)).toEqual(byDefault);
  });
});

describe('a language that is turned on or off', () => {
  it("leaves everything else in the user's map as it is", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.boolean(), (map, languageId, on) => {
        const written = withLanguage(map, languageId, on);
        expect(written[languageId]).toBe(on);
        expect(namesLanguage(written, languageId)).toBe(true);
        for (const [key, value] of Object.entries(map)) if (key !== languageId) expect(written[key]).toEqual(value);
        expect(Object.keys(written).toSorted()).toEqual([...new Set([...Object.keys(map), languageId])].toSorted());
      }),
    );
  });

  it('begins a map where there is none', () => {
    expect(withLanguage(undefined, 'go', false)).toEqual({ go: false });
    expect(namesLanguage(undefined, 'go')).toBe(false);
  });
});
