import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EmbeddedModel, SHOW_THRESHOLD } from '../../../src/engine/models/embedded';

const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'total', 'items', 'read', 'write'];
const name = fc.constantFrom(...NAMES);
const line = fc.oneof(
  fc.tuple(name, name, name).map(([a, b, c]) => `const ${a} = ${b}.${c}();`),
  fc.tuple(name, name).map(([a, b]) => `  if (${a}) return ${b};`),
  fc.tuple(name, fc.nat(99)).map(([a, n]) => `\t${a}[${n}] = "${a} ${n}";`),
  fc.constantFrom('', '}', '  ', '// read the items'),
);
const source = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

const cursors = [
  { prefix: 'const alpha = ', suffix: '' },
  { prefix: 'const items = beta.read();\n', suffix: '' },
  { prefix: 'function f() {\n  if (', suffix: ')\n}' },
  { prefix: '// re', suffix: '\n' },
  { prefix: '\tal', suffix: '' },
];

function answers(model: EmbeddedModel): unknown {
  return cursors.flatMap((cursor) => {
    const query = { uri: 'file:///w/open.ts', languageId: 'typescript', ...cursor };
    return [model.predict(query), model.predict(query, 'ngram'), model.predict(query, 'lines')];
  });
}

function counts(model: EmbeddedModel): unknown {
  const { files, size, tokens, vocabulary, refused } = model.stats();
  return { files, size, tokens, vocabulary, refused };
}

describe('learning and forgetting', () => {
  test('forgetting a file equals never having learned it', () => {
    fc.assert(
      fc.property(source, source, fc.boolean(), (a, b, firstA) => {
        const both = new EmbeddedModel();
        const only = new EmbeddedModel();
        if (firstA) both.learn('file:///w/a.ts', a, 'typescript');
        both.learn('file:///w/b.ts', b, 'typescript');
        if (!firstA) both.learn('file:///w/a.ts', a, 'typescript');
        both.forget('file:///w/a.ts');
        only.learn('file:///w/b.ts', b, 'typescript');
        expect(counts(both)).toEqual(counts(only));
        expect(answers(both)).toEqual(answers(only));
      }),
    );
  });

  test('learning a known file replaces it', () => {
    fc.assert(
      fc.property(source, source, source, (a, b, c) => {
        const replaced = new EmbeddedModel();
        const fresh = new EmbeddedModel();
        replaced.learn('file:///w/a.ts', a, 'typescript');
        replaced.learn('file:///w/c.ts', c, 'typescript');
        replaced.learn('file:///w/a.ts', b, 'typescript');
        fresh.learn('file:///w/c.ts', c, 'typescript');
        fresh.learn('file:///w/a.ts', b, 'typescript');
        expect(counts(replaced)).toEqual(counts(fresh));
        expect(answers(replaced)).toEqual(answers(fresh));
      }),
    );
  });

  test('the order of learning does not matter', () => {
    fc.assert(
      fc.property(source, source, (a, b) => {
        const one = new EmbeddedModel();
        const other = new EmbeddedModel();
        one.learn('file:///w/a.ts', a, 'typescript');
        one.learn('file:///w/b.ts', b, 'typescript');
        other.learn('file:///w/b.ts', b, 'typescript');
        other.learn('file:///w/a.ts', a, 'typescript');
        expect(answers(one)).toEqual(answers(other));
      }),
    );
  });

  test('no prediction contains a line of a forgotten file', () => {
    fc.assert(
      fc.property(source, fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }), (kept, numbers) => {
        const model = new EmbeddedModel();
        const canaries = numbers.map((n) => `const canary${n} = secretOf(canaryKey${n}, "canary-${n}");`);
        const before = canaries.map((text) => model.predict(cursorBefore(text)));
        model.learn('file:///w/kept.ts', kept, 'typescript');
        model.learn('file:///w/canary.ts', canaries.join('\n'), 'typescript');
        model.learn('file:///w/more.ts', kept, 'typescript');
        const during = canaries.map((text) => model.predict(cursorBefore(text)));
        model.forget('file:///w/canary.ts');
        const after = canaries.map((text) => model.predict(cursorBefore(text)));
        expect(before.every((prediction) => prediction === undefined)).toBe(true);
        expect(during.some((prediction) => prediction?.text.includes('canary'))).toBe(true);
        for (const prediction of after) expect(prediction?.text ?? '').not.toContain('canary');
      }),
    );
  });

  test('stays whole over many changes, when wiped places are won back', () => {
    const model = new EmbeddedModel();
    const text = (n: number): string =>
      Array.from({ length: 900 }, (_, i) => `const value${n}x${i} = compute${n}(items${i}, ${i});`).join('\n');
    for (let n = 0; n < 12; n++) model.learn(`file:///w/${n}.ts`, text(n), 'typescript');
    for (let n = 0; n < 10; n++) model.forget(`file:///w/${n}.ts`);
    expect(model.stats().files).toBe(2);
    const cursor = { uri: 'file:///w/open.ts', languageId: 'typescript', suffix: '' };
    expect(model.predict({ ...cursor, prefix: 'const value11x7 = ' })?.text).toBe('compute11(items7, 7);');
    expect(model.predict({ ...cursor, prefix: 'const value3x7 = ' })?.text ?? '').not.toContain('compute3(');
  });

  test('disposing forgets everything', () => {
    const model = new EmbeddedModel();
    model.learn('file:///w/a.ts', 'const alpha = beta.gamma();', 'typescript');
    model.dispose();
    expect(model.stats()).toMatchObject({ files: 0, tokens: 0, vocabulary: 0 });
    expect(model.predict({ uri: 'u', languageId: 'typescript', prefix: 'const alpha = ', suffix: '' })).toBeUndefined();
  });

  test('a text beyond the limit is refused and counted, and leaves what was learned alone', () => {
    const model = new EmbeddedModel();
    model.learn('file:///w/a.ts', 'const alpha = beta.gamma();', 'typescript');
    model.learn('file:///w/huge.ts', 'x'.repeat(1_000_001), 'typescript');
    expect(model.stats()).toMatchObject({ files: 1, refused: 1 });
    model.forget('file:///w/huge.ts');
    expect(model.stats().refused).toBe(0);
  });
});

describe('predicting', () => {
  const learned = ['import { readFile } from "node:fs/promises";', '', 'export async function load(path) {'];
  const body = ['  const text = await readFile(path, "utf8");', '  return JSON.parse(text);', '}'];
  const text = [...learned, ...body].join('\n');

  function predict(prefix: string, suffix = '', languageId = 'typescript') {
    const model = new EmbeddedModel();
    model.learn('file:///w/a.ts', text, 'typescript');
    return model.predict({ uri: 'file:///w/b.ts', languageId, prefix, suffix });
  }

  test('the rest of a known line, with a confidence', () => {
    const prediction = predict('const text = await ');
    expect(prediction?.text).toBe('readFile(path, "utf8");');
    expect(prediction?.confidence).toBeGreaterThan(0);
    expect(prediction?.confidence).toBeLessThan(1);
  });

  test('the rest of a half-typed word', () => {
    const query = { uri: 'file:///w/b.ts', languageId: 'typescript', prefix: 'const text = await readF', suffix: '' };
    const model = new EmbeddedModel();
    model.learn('file:///w/a.ts', text, 'typescript');
    expect(model.candidates(query).map((candidate) => candidate.text)).toEqual(['ile(path, "utf8");']);
    expect(model.predict(query)?.text).toBe('ile');
  });

  test('the next best texts on demand, each of them once, and no more than there are', () => {
    const model = new EmbeddedModel();
    const lines = ['total = count(first);', 'total = count(first);', 'total = sum(second);', 'total = most(third);'];
    model.learn('file:///w/a.ts', lines.join('\n'), 'typescript');
    const query = { uri: 'file:///w/b.ts', languageId: 'typescript', prefix: 'total = ', suffix: '' };
    const offered = [0, 1, 2, 3, 4, 5].map((variety) => model.predict({ ...query, variety }));
    const texts = offered.flatMap((prediction) => prediction?.text ?? []);
    expect(texts[0]).toBe(model.predict(query)?.text);
    expect(texts.toSorted()).toEqual(['count(first);', 'most(third);', 'sum(second);']);
    const confidences = offered.flatMap((prediction) => prediction?.confidence ?? []);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  });

  test('the rests of the line come after the rest of a half-typed word that stands in for them', () => {
    const model = new EmbeddedModel();
    const endings = ['.map(first);', ' + 7;', '[index];', '(second, third);', ' ?? other;', '.length;', ' * 2;'];
    model.learn('file:///w/a.ts', endings.map((ending) => `total = wholeAmount${ending}`).join('\n'), 'typescript');
    const query = { uri: 'file:///w/b.ts', languageId: 'typescript', prefix: 'total = whole', suffix: '' };
    expect(model.predict(query)?.text).toBe('Amount');
    expect(model.predict({ ...query, variety: 1 })?.text).toMatch(/^Amount.+;$/);
  });

  test('of a half-typed word alone, where the rest of the line is unsure', () => {
    const model = new EmbeddedModel();
    const endings = ['.map(first);', ' + 7;', '[index];', '(second, third);', ' ?? other;', '.length;', ' * 2;'];
    const lines = endings.map((ending) => `total = wholeAmount${ending}`);
    model.learn('file:///w/a.ts', lines.join('\n'), 'typescript');
    const ask = (typed: string, after = '') =>
      model.predict({ uri: 'file:///w/b.ts', languageId: 'typescript', prefix: `total = ${typed}`, suffix: after });
    expect(ask('whole')?.text).toBe('Amount');
    expect(ask('whole')?.confidence).toBeGreaterThan(SHOW_THRESHOLD);
    expect(ask('whole', ')')?.text).toBe('Amount');
    expect(ask('whole', 'Sum')?.text).not.toBe('Amount');
    expect(ask('wholeAmount')?.text).not.toBe('');
    model.forget('file:///w/a.ts');
    expect(ask('whole')).toBeUndefined();
  });

  test('a whole line after the line that it follows', () => {
    expect(predict('  const text = await readFile(path, "utf8");\n  ')?.text).toBe('return JSON.parse(text);');
  });

  test('words that only the open document has', () => {
    const prefix = '  señal.emit("ready", { once: true });\n  other();\n  señal.emit("rea';
    expect(predict(prefix)?.text).toBe('dy", { once: true });');
  });

  test('another language does not count', () => {
    expect(predict('const text = await ', '', 'python')).toBeUndefined();
    expect(predict('const text = await ', '', 'typescriptreact')?.text).toBe('readFile(path, "utf8");');
  });

  test('a bracket that the editor closed is not offered again', () => {
    expect(predict('const text = await readFile(', ')')?.text).toBe('path, "utf8"');
    expect(predict('const text = await readFile(path, "utf8"', ')')).toBeUndefined();
    expect(predict('const text = await readFile(', 'path, "utf8");')).toBeUndefined();
  });

  test('nothing for an empty model and an empty document', () => {
    const model = new EmbeddedModel();
    expect(model.predict({ uri: '', languageId: '', prefix: '', suffix: '' })).toBeUndefined();
  });

  test('carriage returns end lines and are never offered', () => {
    const model = new EmbeddedModel();
    model.learn('file:///w/a.ts', text.replaceAll('\n', '\r\n'), 'typescript');
    const prefix = 'import x from "x";\r\nconst text = await ';
    const prediction = model.predict({ uri: 'file:///w/b.ts', languageId: 'typescript', prefix, suffix: '\r\nend' });
    expect(prediction?.text).toBe('readFile(path, "utf8");');
  });

  test('any text: one line, never blank, confidence between 0 and 1', () => {
    const anyText = fc.oneof(source, fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(anyText, anyText, anyText, (learnedText, prefix, suffix) => {
        const model = new EmbeddedModel();
        model.learn('file:///w/a.ts', learnedText, 'typescript');
        for (const strategy of ['mixed', 'ngram', 'lines'] as const) {
          const query = { uri: 'file:///w/b.ts', languageId: 'typescript', prefix, suffix };
          const prediction = model.predict(query, strategy);
          if (prediction === undefined) continue;
          expect(prediction.text).not.toMatch(/[\r\n]/u);
          expect(prediction.text.trim().length).toBeGreaterThanOrEqual(3);
          expect(prediction.confidence).toBeGreaterThanOrEqual(0);
          expect(prediction.confidence).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('what follows the same lines elsewhere is worth showing', () => {
    const model = new EmbeddedModel();
    for (const file of ['a', 'b', 'c']) model.learn(`file:///w/${file}.ts`, text, 'typescript');
    const prefix = `${[...learned, ...body, '', ...learned].join('\n')}\n  const text = await `;
    const query = { uri: 'file:///w/new.ts', languageId: 'typescript', prefix, suffix: '' };
    expect(model.predict(query)?.text).toBe('readFile(path, "utf8");');
    expect(model.predict(query)?.confidence).toBeGreaterThan(SHOW_THRESHOLD);
  });
});

describe('lines that were here and are gone', () => {
  const uri = 'file:///w/a.ts';
  const before = ['openTheDoor(first, second);', 'const canary = secretOf(first, 7);', 'closeTheDoor(first, second);'];
  const [above = '', gone = '', below = ''] = before;
  const query = { uri, languageId: 'typescript', prefix: `${above}\nlet canary = `, suffix: `\n${below}\n` };

  test('are offered again at their place, from the version that is learned', () => {
    const model = new EmbeddedModel();
    expect(model.predict(query)?.text ?? '').not.toContain('secretOf');
    model.learn(uri, before.join('\n'), 'typescript');
    expect(model.predict(query)?.text).toBe('secretOf(first, 7);');
  });

  test('are offered while the file is open, though it was learned again without them', () => {
    const model = new EmbeddedModel();
    model.learn(uri, before.join('\n'), 'typescript', true);
    model.learn(uri, [above, below].join('\n'), 'typescript', true);
    model.learn(uri, [above, 'let canary =', below].join('\n'), 'typescript', true);
    expect(model.predict(query)?.text).toBe('secretOf(first, 7);');
  });

  test('are known to no other file', () => {
    const model = new EmbeddedModel();
    model.learn(uri, before.join('\n'), 'typescript', true);
    model.learn(uri, [above, below].join('\n'), 'typescript', true);
    expect(model.predict({ ...query, uri: 'file:///w/b.ts' })?.text ?? '').not.toContain('secretOf');
  });

  test.each(['forget', 'close', 'dispose'])('leave no trace after %s', (how) => {
    const model = new EmbeddedModel();
    model.learn(uri, before.join('\n'), 'typescript', true);
    model.learn(uri, [above, below].join('\n'), 'typescript', true);
    if (how === 'forget') model.forget(uri);
    else if (how === 'dispose') model.dispose();
    else model.learn(uri, [above, below].join('\n'), 'typescript');
    const fresh = new EmbeddedModel();
    if (how === 'close') fresh.learn(uri, [above, below].join('\n'), 'typescript');
    expect(counts(model)).toEqual(counts(fresh));
    expect(model.predict(query)).toEqual(fresh.predict(query));
  });

  test('the line being typed is not one of them', () => {
    const model = new EmbeddedModel();
    model.learn(uri, [above, 'const can', below].join('\n'), 'typescript');
    expect(model.predict({ ...query, prefix: `${above}\nconst can` })).toBeUndefined();
    model.learn(uri, before.join('\n'), 'typescript');
    const typed = gone.slice(0, 15);
    expect(
      model.predict({ ...query, prefix: `${above}\n${typed}`, suffix: `${gone.slice(15)}\n${below}` }),
    ).toBeUndefined();
  });

  test('any versions: an open file learned and forgotten equals one never learned', () => {
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 6 }), source, (versions, other) => {
        const model = new EmbeddedModel();
        const fresh = new EmbeddedModel();
        model.learn('file:///w/other.ts', other, 'typescript');
        fresh.learn('file:///w/other.ts', other, 'typescript');
        for (const version of versions) model.learn('file:///w/open.ts', version, 'typescript', true);
        model.forget('file:///w/open.ts');
        expect(counts(model)).toEqual(counts(fresh));
        expect(answers(model)).toEqual(answers(fresh));
      }),
    );
  });
});

describe('line retrieval, the baseline', () => {
  const model = new EmbeddedModel();
  model.learn('file:///w/a.ts', 'open(door);\nclose(door);\nopen(window);', 'typescript');
  model.learn('file:///w/b.ts', 'open(door);\nclose(door);', 'typescript');
  const query = { uri: 'file:///w/new.ts', languageId: 'typescript', suffix: '' };

  test('the most frequent line with the same beginning', () => {
    expect(model.predict({ ...query, prefix: 'open(' }, 'lines')?.text).toBe('door);');
  });

  test('lines of the open document weigh more', () => {
    expect(model.predict({ ...query, prefix: 'x();\nopen(gate);\nx();\nopen(' }, 'lines')?.text).toBe('gate);');
  });

  test('an empty line gets what follows a line that ends like the one above', () => {
    expect(model.predict({ ...query, prefix: 'x();\nopen(door);\n' }, 'lines')?.text).toBe('close(door);');
  });

  test('a line that begins otherwise is not a candidate', () => {
    expect(model.predict({ ...query, prefix: 'shut(' }, 'lines')).toBeUndefined();
  });
});

function cursorBefore(text: string) {
  const at = text.indexOf('= ') + 2;
  return { uri: 'file:///w/open.ts', languageId: 'typescript', prefix: text.slice(0, at), suffix: '' };
}
