import { describe, expect, it } from 'vitest';
import { CarefulParser } from '../../../src/engine/retrieval/set-aside';
import { ParseFailure, type ParseFailureKind } from '../../../src/engine/syntax';

/** A parser whose answers are these, one after the other. */
function careful(...answers: readonly ('parsed' | ParseFailureKind)[]): CarefulParser {
  const left = [...answers];
  return new CarefulParser({
    async parse() {
      const answer = left.shift() ?? 'parsed';
      if (answer !== 'parsed') throw new ParseFailure(answer, 'ended');
      return undefined;
    },
    references: async () => undefined,
    dispose() {},
  });
}

async function kinds(parser: CarefulParser, count: number): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < count; at++) found.push((await parser.parse('c', 'int a;')).kind);
  return found;
}

describe('a text whose parser is ended from outside', () => {
  it('is set aside when that happens twice in a row', async () => {
    expect(await kinds(careful('died', 'died', 'parsed'), 3)).toEqual(['again', 'set-aside', 'set-aside']);
  });

  it('is as good as before once it was parsed', async () => {
    const parser = careful('died', 'parsed', 'died', 'parsed');
    expect(await kinds(parser, 4)).toEqual(['again', 'parsed', 'again', 'parsed']);
  });

  it('is not to blame for a worker that ends before it begins the text, as long as one begins at all', async () => {
    const unlucky = careful('not-begun', 'died', 'not-begun', 'not-begun', 'parsed');
    expect(await kinds(unlucky, 5)).toEqual(['again', 'again', 'again', 'again', 'parsed']);
    const never = careful('not-begun', 'not-begun', 'not-begun', 'not-begun');
    expect(await kinds(never, 4)).toEqual(['again', 'again', 'again', 'set-aside']);
  });
});
