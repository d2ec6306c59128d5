import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentCounts } from '../../../src/engine/index/document-counts';
import { type DocumentFields, InvertedIndex } from '../../../src/engine/index/inverted-index';
import { B, type FieldWeights, K1 } from '../../../src/engine/index/ranking-constants';

const WEIGHTS: FieldWeights = [1, 3, 3, 6];
const TERMS = 12;

interface NamedDocument {
  readonly name: number;
  readonly fields: DocumentFields;
}

/** BM25F straight from the definition, over all documents and without any index. */
function referenceSearch(documents: readonly NamedDocument[], terms: readonly number[], k: number) {
  const averages = [0, 1, 2, 3].map(
    (field) => documents.reduce((sum, document) => sum + (document.fields[field]?.length ?? 0), 0) / documents.length,
  );
  const holds = (document: NamedDocument, term: number) => document.fields.some((field) => field.includes(term));
  return documents
    .map((document) => {
      let score = 0;
      for (const term of terms) {
        const frequency = documents.filter((other) => holds(other, term)).length;
        if (frequency === 0) continue;
        const weighted = document.fields.reduce((sum, field, at) => {
          const average = averages[at] ?? 0;
          const norm = average === 0 ? 1 : 1 - B + (B * field.length) / average;
          return sum + ((WEIGHTS[at] ?? 0) * field.filter((other) => other === term).length) / norm;
        }, 0);
        const idf = Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5));
        score += (idf * weighted) / (K1 + weighted);
      }
      return { name: document.name, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => (Math.abs(a.score - b.score) < 1e-9 ? a.name - b.name : b.score - a.score))
    .slice(0, k);
}

class NamedIndex {
  private readonly names: number[] = [];
  private readonly ids = new Map<number, number>();
  readonly index = new InvertedIndex(WEIGHTS, (a, b) => (this.names[a] as number) - (this.names[b] as number));

  put({ name, fields }: NamedDocument): void {
    this.drop(name);
    const id = this.index.add(fields);
    this.names[id] = name;
    this.ids.set(name, id);
  }

  drop(name: number): void {
    const id = this.ids.get(name);
    if (id !== undefined) this.index.remove(id);
    this.ids.delete(name);
  }

  search(terms: readonly number[], k: number, maxPostings?: number) {
    const query = [...new Set(terms)].map((term) => ({ term, weight: 1 }));
    return this.index
      .search(query, k, maxPostings === undefined ? {} : { maxPostings })
      .map(({ id, score }) => ({ name: this.names[id] as number, score }));
  }
}

const field = fc.array(fc.nat(TERMS - 1), { maxLength: 8 });
const fields = fc.tuple(field, field, field, field);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), name: fc.nat(15), fields }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), name: fc.nat(15) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('compact' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('begin' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('further' as const), postings: fc.nat(9) }) },
);
const query = fc.array(fc.nat(TERMS + 2), { minLength: 1, maxLength: 6 });

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Takes a step in an index, and in the documents that are left. */
function apply(action: Step, edited: NamedIndex, left: Map<number, NamedDocument>): void {
  if (action.kind === 'compact') edited.index.compact();
  else if (action.kind === 'settle') edited.index.settle();
  else if (action.kind === 'begin') edited.index.beginRewriting();
  else if (action.kind === 'further') edited.index.rewriteFurther(action.postings);
  else if (action.kind === 'drop') {
    edited.drop(action.name);
    left.delete(action.name);
  } else {
    edited.put(action);
    left.set(action.name, action);
  }
}

describe('InvertedIndex', () => {
  it('answers after any history as an index built anew, and as the definition of BM25F', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), query, fc.integer({ min: 1, max: 6 }), (steps, terms, k) => {
        const edited = new NamedIndex();
        const left = new Map<number, NamedDocument>();
        for (const action of steps) {
          apply(action, edited, left);
        }
        const fresh = new NamedIndex();
        for (const document of [...left.values()].reverse()) fresh.put(document);
        const found = edited.search(terms, k);
        expect(found).toEqual(fresh.search(terms, k));
        expect(edited.index.size).toBe(left.size);

        const expected = referenceSearch([...left.values()], [...new Set(terms)], k);
        expect(found.length).toBe(expected.length);
        found.forEach((hit, at) => expect(hit.score).toBeCloseTo(expected[at]?.score ?? -1, 9));
        const all = new Map(
          referenceSearch([...left.values()], [...new Set(terms)], 100).map((hit) => [hit.name, hit.score]),
        );
        for (const hit of found) expect(all.get(hit.name)).toBeCloseTo(hit.score, 9);
      }),
      { numRuns: 300 },
    );
  });

  it('ranks documents with fields of any length as the definition of BM25F, before and after they are taken as columns', () => {
    const lengths = [0, 1, 9, 254, 255, 256, 65_533, 65_534, 65_535, 65_536, 90_000];
    // No term so often that its frequency would be capped.
    const body = (length: number, at: number): number[] => [
      ...Array.from({ length }, (_, n) => 100 + (n % 1_500)),
      1,
      at % 3,
    ];
    const documents = lengths.map(
      (length, name): NamedDocument => ({
        name,
        fields: name % 4 === 3 ? [[1], body(length, name), [], [2]] : [body(length, name), [], [2], [name % 3]],
      }),
    );
    const built = new NamedIndex();
    // Those that need more room come last, so that others are there before.
    for (const document of documents) built.put(document);
    const restored = new InvertedIndex(WEIGHTS, (a, b) => a - b);
    const columns = built.index.columnSteps(
      documents.map((_, at) => at),
      Array.from({ length: 1_600 }, (_, term) => term),
    );
    let step = columns.next();
    while (!step.done) step = columns.next();
    restored.restore(step.value);
    for (const terms of [[1], [100], [0, 2], [1, 105, 2]]) {
      const found = built.search(terms, 20);
      const expected = referenceSearch(documents, terms, 20);
      expect(found.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
      found.forEach(({ score }, at) => expect(score).toBeCloseTo(expected[at]?.score ?? -1, 12));
      const query = terms.map((term) => ({ term, weight: 1 }));
      expect(restored.search(query, 20).map(({ id, score }) => ({ name: id, score }))).toEqual(found);
    }
    built.drop(10);
    built.drop(8);
    expect(built.search([100], 20).map(({ name }) => name)).not.toContain(8);
  });

  it('scores as many chosen documents as there are, in the order they are given', () => {
    const index = new InvertedIndex(WEIGHTS, (a, b) => a - b);
    const counts = new DocumentCounts();
    const [count, rare] = [66_000, 100];
    for (let document = 0; document < count; document++) {
      counts.addAll(0, [document === rare ? 2 : 1]);
      index.addCounts(counts);
      counts.clear();
    }
    const ids = Array.from({ length: count }, (_, at) => count - 1 - at);
    const [scores] = index.scoresOf(ids, [{ term: 2, weight: 1 }], [WEIGHTS]);
    expect(ids.filter((_, at) => scores?.[at] !== 0)).toEqual([rare]);
    const [few] = index.scoresOf([3, rare], [{ term: 1, weight: 1 }], [WEIGHTS]);
    expect(Array.from(few ?? [], (score) => score > 0)).toEqual([true, false]);
  });

  it('looks up the rarest terms whose postings fit, whatever it was asked and changed before', () => {
    const ask = fc.record({ kind: fc.constant('ask' as const), terms: query, most: fc.integer({ min: 1, max: 40 }) });
    const steps = fc.array(fc.oneof({ weight: 2, arbitrary: step }, { weight: 1, arbitrary: ask }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (actions) => {
        const edited = new NamedIndex();
        const left = new Map<number, NamedDocument>();
        for (const action of actions) {
          if (action.kind !== 'ask') apply(action, edited, left);
          else {
            const terms = [...new Set(action.terms)];
            const frequency = (term: number): number =>
              [...left.values()].filter(({ fields }) => fields.some((field) => field.includes(term))).length;
            const known = terms.filter((term) => frequency(term) > 0).sort((a, b) => frequency(a) - frequency(b));
            let postings = 0;
            const rarest = known.filter((term, at) => (postings += frequency(term)) <= action.most || at === 0);
            expect(edited.search(terms, 20, action.most)).toEqual(edited.search(rarest, 20));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds the same best whether it looks for few of them or for all, over lists of many blocks', () => {
    const place = fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 40 }), fc.nat(200));
    const many = fc.array(place, { minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 25 }), fc.nat(4), fc.boolean(), (places, k, refused, later) => {
        const index = new NamedIndex();
        places.forEach(([term, step, extra], at) => {
          for (let name = 0; name < 50; name++) {
            const body = new Array<number>(1 + ((name * step) % 5)).fill(term);
            if (name % step < 3) body.push((term + 1) % 8, (term + at) % 8);
            index.put({
              name: 50 * at + name,
              fields: [body.concat(new Array(extra % (name + 1)).fill(9)), [], [], [term]],
            });
          }
          if (!later && at === places.length - 1) index.index.compact();
        });
        for (let name = 0; name < 50 * places.length; name += 11) index.drop(name);
        const query = [0, 1, 2, 3, 4, 5, 6, 7, 9].map((term) => ({ term, weight: 1 + (term % 3) }));
        const accept = (id: number): boolean => id % 5 !== refused;
        const all = index.index.search(query, 50 * places.length, { accept });
        expect(index.index.search(query, k, { accept })).toEqual(all.slice(0, k));
        const ids = all.map(({ id }) => id).filter((id) => id % 3 === 0);
        const [scores] = index.index.scoresOf(ids, query, [WEIGHTS]);
        const scoreOf = new Map(all.map(({ id, score }) => [id, score]));
        ids.forEach((id, at) => expect(scores?.[at]).toBeCloseTo(scoreOf.get(id) ?? -1, 9));
      }),
      { numRuns: 60 },
    );
  });

  it('counts the documents of a term when a few of many are removed, also while postings are rewritten', () => {
    const history = fc.record({
      removed: fc.uniqueArray(fc.nat(899), { maxLength: 8 }),
      later: fc.nat(400),
      begin: fc.nat(8),
      postings: fc.nat(2000),
    });
    fc.assert(
      fc.property(history, ({ removed, later, begin, postings }) => {
        const edited = new NamedIndex();
        const left = new Map<number, NamedDocument>();
        for (let name = 0; name < 900; name++) {
          if (name === 900 - later) edited.index.compact();
          const document: NamedDocument = { name, fields: [[name % 2, 2 + (name % 5)], [], [], [7]] };
          edited.put(document);
          left.set(name, document);
        }
        removed.forEach((name, at) => {
          if (at === begin) edited.index.beginRewriting();
          if (at === begin + 1) edited.index.rewriteFurther(postings);
          edited.drop(name);
          left.delete(name);
          for (let term = 0; term < 8; term++) {
            const holding = [...left.values()].filter(({ fields }) => fields.some((field) => field.includes(term)));
            expect(edited.index.documentFrequency(term)).toBe(holding.length);
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it('lays out what came while more comes, once it takes a lot, and answers the same', () => {
    const index = new NamedIndex();
    const body = (name: number): number[] => Array.from({ length: 1000 }, (_, at) => (at * 7 + name * 13) % 4000);
    const query = [5, 70, 1300].map((term) => ({ term, weight: 1 }));
    const found = (): readonly unknown[] => index.index.search(query, 20);
    for (let name = 0; name < 1000; name++) index.put({ name, fields: [body(name), [], [], []] });
    expect(index.index.tidyFurther()).toBe(false);
    for (let name = 1000; name < 2400; name++) index.put({ name, fields: [body(name), [], [], []] });
    const before = found();
    expect(before).toHaveLength(20);
    let steps = 0;
    while (index.index.tidyFurther()) {
      if (++steps % 20 === 0) expect(found()).toEqual(before);
    }
    expect(steps).toBeGreaterThan(20);
    expect(found()).toEqual(before);
  });

  it('keeps answering right when removals pass the share at which postings are rewritten', () => {
    const edited = new NamedIndex();
    for (let name = 0; name < 400; name++) edited.put({ name, fields: [[name % 7, 1], [], [], [name % 3]] });
    for (let name = 0; name < 400; name++) if (name % 4 !== 0) edited.drop(name);
    const fresh = new NamedIndex();
    for (let name = 0; name < 400; name += 4) fresh.put({ name, fields: [[name % 7, 1], [], [], [name % 3]] });
    for (let name = 400; name < 420; name++) {
      edited.put({ name, fields: [[2, 2, 5], [1], [], []] });
      fresh.put({ name, fields: [[2, 2, 5], [1], [], []] });
    }
    for (let term = 0; term < 7; term++) expect(edited.search([term, 1], 50)).toEqual(fresh.search([term, 1], 50));
  });

  it('counts very frequent terms without spilling into other fields', () => {
    const often = new NamedIndex();
    often.put({ name: 0, fields: [new Array(20_000).fill(3), new Array(100).fill(3), [], []] });
    often.put({ name: 1, fields: [[4], [], [3], [3]] });
    expect(often.search([3], 5)).toHaveLength(2);
    expect(often.index.search([{ term: 3, weight: 1 }], 5, { weights: [0, 0, 1, 0] }).map((hit) => hit.id)).toEqual([
      1,
    ]);
  });

  it('leaves out documents that are not accepted and, when postings are limited, the commonest terms', () => {
    const index = new NamedIndex();
    for (let name = 0; name < 10; name++) index.put({ name, fields: [[0, name < 2 ? 1 : 2], [], [], []] });
    const both = [
      { term: 0, weight: 1 },
      { term: 1, weight: 1 },
    ];
    expect(index.index.search(both, 20, { maxPostings: 5 })).toHaveLength(2);
    expect(index.index.search(both, 20, { accept: (id) => id !== 0 }).map((hit) => hit.id)).not.toContain(0);
    expect(index.index.search([{ term: 0, weight: 1 }], 20, { maxPostings: 5 })).toHaveLength(10);
    expect(index.index.search(both, 0)).toEqual([]);
    expect(index.index.search([{ term: 999, weight: 1 }], 5)).toEqual([]);
  });
});
