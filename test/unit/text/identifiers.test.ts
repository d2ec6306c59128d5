import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens, identifiersOf, IdentifierSet, stem, subwordsOf, tokensOf } from '../../../src/engine/text';

describe('identifiers', () => {
  it('takes letters of every script', () => {
    expect(identifiersOf('größe = naïve_Länge2(変数, $scope, _x, 42px, "é")')).toEqual([
      'größe',
      'naïve_Länge2',
      '変数',
      'scope',
      '_x',
      'px',
      'é',
    ]);
  });

  it.each([
    ['parseHTTPRequest2_old', ['parse', 'http', 'request', '2', 'old']],
    ['XMLHttpRequest', ['xml', 'http', 'request']],
    ['getURL', ['get', 'url']],
    ['MAX_FILE_SIZE', ['max', 'file', 'size']],
    ['sha256sum', ['sha', '256', 'sum']],
    ['iPhone', ['i', 'phone']],
    ['größeÄndern', ['größe', 'ändern']],
    ['ÉtatInitial', ['état', 'initial']],
    ['変数name', ['変数', 'name']],
    ['__init__', ['init']],
    ['___', []],
    ['A', ['a']],
  ])('splits %s', (name, parts) => {
    expect(subwordsOf(name)).toEqual(parts);
  });

  it('loses no letter or digit', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', '_', '7', 'é', 'Ä', '変', 'ǅ', 'ʰ', '\u0301', '٣', ' ', '𝒳'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(text, (sample) => {
        for (const name of identifiersOf(sample)) {
          expect(subwordsOf(name).join('')).toBe(name.replaceAll('_', '').toLowerCase());
        }
      }),
    );
  });

  it('gives the whole identifier and its stemmed parts, once where they are the same', () => {
    expect(tokensOf('parseRequests(policy, Policies)')).toEqual([
      'parserequests',
      'pars',
      'request',
      'policy',
      'policies',
      'policy',
    ]);
    expect(tokensOf('___ 42')).toEqual([]);
    expect(tokensOf('constructor __proto__')).toEqual(['constructor', '__proto__', 'proto']);
  });
});

describe('stems', () => {
  it.each([
    [['cache', 'caches', 'caching', 'cached']],
    [['query', 'queries', 'querying', 'queried']],
    [['run', 'runs', 'running']],
    [['class', 'classes']],
    [['index', 'indexes', 'indexing', 'indexed']],
    [['use', 'uses', 'using', 'used']],
    [['match', 'matches', 'matching', 'matched']],
    [['call', 'calls', 'calling', 'called']],
  ])('joins %j', (words) => {
    expect(new Set(words.map(stem)).size).toBe(1);
  });

  it('leaves short words, other scripts and endings that are no endings', () => {
    for (const word of ['is', 'bus', 'ring', 'string', 'größen', 'need', 'status', 'this'])
      expect(stem(word)).toBe(word);
  });

  it('never gives an empty word or a longer one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}$/), (word) => {
        expect(stem(word).length).toBeGreaterThan(0);
        expect(stem(word).length).toBeLessThanOrEqual(word.length);
      }),
    );
  });
});

describe('token estimates', () => {
  it('is rather too high outside ASCII', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('abcd')).toBe(1);
    expect(estimateTokens('const total = sum(items);')).toBe(7);
    expect(estimateTokens('größe')).toBeGreaterThan(estimateTokens('grosse') - 1);
    expect(estimateTokens('変数')).toBe(2);
    expect(estimateTokens('😀')).toBe(2);
  });

  it('counts units by their kind', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' })), (text) => {
        const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
        const ascii = units.filter((unit) => unit < 0x80).length;
        const dense = units.filter((unit) => unit >= 0x2000).length;
        expect(estimateTokens(text)).toBe(Math.ceil(ascii / 4 + (units.length - ascii - dense) / 2 + dense));
      }),
    );
  });

  it('grows with the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(estimateTokens(left + right)).toBeGreaterThanOrEqual(estimateTokens(left));
        expect(estimateTokens(left + right)).toBeLessThanOrEqual(estimateTokens(left) + estimateTokens(right));
      }),
    );
  });
});

describe('IdentifierSet', () => {
  it('has the identifiers of its texts', () => {
    const part = fc.constantFrom(
      'a',
      'B9',
      '_',
      '7',
      ' ',
      '.',
      '$',
      'é',
      '\u0301',
      '変',
      '😀',
      'longerName',
      '\n',
      '·',
    );
    const text = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const set = new IdentifierSet();
        for (const each of texts) set.add(each);
        expect([...set.names]).toEqual([...new Set(texts.flatMap((each) => identifiersOf(each)))]);
      }),
    );
  });
});
