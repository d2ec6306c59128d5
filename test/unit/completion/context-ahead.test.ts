import { describe, expect, it } from 'vitest';
import type { CursorQuery } from '../../../src/engine/retrieval';
import {
  ask,
  cursorAt,
  freePolicy,
  gateway,
  instant,
  privatePolicy,
  retrievalOf,
  type Setup,
  setUp,
  suggested,
  uri,
} from './pipeline-fixture';

/** The cursor rests behind a statement. */
const resting = cursorAt('if (a) {\n  first();│\n}\n');
/** After a line break there. */
const below = cursorAt('if (a) {\n  first();\n  │\n}\n', { version: 2 });

async function asked(
  context: Setup['context'] = async ({ trace }) => retrievalOf(trace),
): Promise<{ setup: Setup; queries: CursorQuery[] }> {
  const setup = await setUp({ answer: () => 'second();\n' });
  const queries: CursorQuery[] = [];
  setup.context = (query, signal) => {
    queries.push(query);
    return context(query, signal);
  };
  return { setup, queries };
}

describe('context that is asked for while the cursor rests at the end of a line', () => {
  it('is asked for the next line, and is what the completion there goes by', async () => {
    const { setup, queries } = await asked(async ({ trace }) => {
      const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
      const origin = { kind: 'file' as const, uri: 'file:///w/other.ts', range, version: -1 };
      const body = {
        path: 'other.ts',
        languageId: 'typescript',
        text: 'function second() {}',
        tokens: 5,
        score: 1,
        why: [],
      };
      return retrievalOf(trace, { snippets: [{ ...body, origin, kind: 'chunk' }] });
    });
    setup.pipeline.rested(resting);
    expect(queries).toMatchObject([{ version: 1, prefix: below.prefix, ahead: '\n  ', suffix: below.suffix }]);
    setup.pipeline.begin(below);
    const suggestion = await suggested(ask(setup, below));
    expect(queries).toHaveLength(1);
    expect(suggestion).toMatchObject({ text: 'second();', trace: queries[0]?.trace });
    expect(setup.simulator.prompts[0]?.text).toContain('function second() {}');
    expect(setup.requested).toMatchObject([{ id: suggestion.id }]);
    expect(setup.discarded).toEqual([]);
  });

  it.each([
    ['the line itself', 'a();│\nb();\n', '\n'],
    ['a deeper line below', 'if (a) {│\n\tb();\n}\n', '\n\t'],
    ['the line itself where the one below is less deep', 'if (a) {\n  b();│\n}\n', '\n  '],
    ['the line itself where the one below is blank', '  b();│\n\n    c();\n', '\n  '],
    ['a deeper line below, with its line break', 'if (a) {│\r\n  b();\r\n}\r\n', '\r\n  '],
  ])('is asked for with the indentation of %s', async (_, document, ahead) => {
    const { setup, queries } = await asked();
    setup.pipeline.rested(cursorAt(document));
    expect(queries).toMatchObject([{ ahead }]);
  });

  it('serves whatever indentation the editor gives the line', async () => {
    const { setup, queries } = await asked();
    setup.pipeline.rested(resting);
    const deeper = cursorAt('if (a) {\n  first();\n\t    │\n}\n', { version: 2 });
    await suggested(ask(setup, deeper));
    expect(queries).toHaveLength(1);
  });

  it('has its prompt made at once, by which the very line that was foreseen is completed', async () => {
    const { setup } = await asked();
    const scanned: string[] = [];
    setup.scanner = {
      scan: async (text) => {
        scanned.push(text);
        return [];
      },
    };
    setup.pipeline.rested(resting);
    await expect.poll(() => scanned).toEqual([`${below.prefix}${below.suffix}`]);
    await suggested(ask(setup, below));
    expect(scanned).toHaveLength(1);
    expect(setup.simulator.prompts[0]?.text).toContain(JSON.stringify(below.prefix).slice(1, -1));
  });

  it('makes the prompt of what is there, where the line is indented otherwise', async () => {
    const { setup } = await asked();
    const deeper = cursorAt('if (a) {\n  first();\n\t    │\n}\n', { version: 2 });
    setup.pipeline.rested(resting);
    await suggested(ask(setup, deeper));
    expect(setup.simulator.prompts[0]?.text).toContain(JSON.stringify(deeper.prefix).slice(1, -1));
  });

  it.each([
    ['something is typed on the line', cursorAt('if (a) {\n  first();\n  s│\n}\n')],
    ['the line before goes on', cursorAt('if (a) {\n  first();x│\n}\n')],
    ['there are two new lines', cursorAt('if (a) {\n  first();\n\n  │\n}\n')],
    ['what follows is another text', cursorAt('if (a) {\n  first();\n  │\n}\n\n')],
    ['it is another document', { ...below, uri: 'file:///w/src/else.ts' }],
  ])('is not used where %s', async (_, cursor) => {
    const { setup, queries } = await asked();
    setup.pipeline.rested(resting);
    await suggested(ask(setup, cursor));
    expect(queries).toHaveLength(2);
    expect(queries[1]).not.toHaveProperty('ahead');
  });

  it('is waited for when the line comes first', async () => {
    const gate = gateway();
    const { setup, queries } = await asked(async ({ trace }) => {
      await gate.promise;
      return retrievalOf(trace);
    });
    setup.pipeline.rested(resting);
    const asking = ask(setup, below);
    gate.open();
    expect((await suggested(asking)).trace).toBe(queries[0]?.trace);
    expect(queries).toHaveLength(1);
  });

  it('is asked for again when it failed', async () => {
    const { setup, queries } = await asked(async ({ trace, ahead }) => {
      if (ahead !== undefined) throw new Error('the server is away');
      return retrievalOf(trace);
    });
    setup.pipeline.rested(resting);
    await suggested(ask(setup, below));
    expect(queries).toHaveLength(2);
  });

  it('is used once, so that each run has a trace of its own', async () => {
    const { setup, queries } = await asked();
    setup.settings = { afterStatements: true };
    setup.pipeline.rested(resting);
    const first = await suggested(ask(setup, below));
    setup.pipeline.dismissed(first.id);
    const second = await suggested(ask(setup, below));
    expect(second.trace).not.toBe(first.trace);
    expect(queries).toHaveLength(2);
  });

  it('is not asked for twice while the cursor stays', async () => {
    const { setup, queries } = await asked();
    setup.pipeline.rested(resting);
    setup.pipeline.rested(resting);
    expect(queries).toHaveLength(1);
  });

  it.each<[string, (setup: Setup) => void]>([
    ['it is old', (setup) => (setup.later = 60_000)],
    ['everything is forgotten', (setup) => setup.pipeline.purge()],
    ['the rules are others', (setup) => (setup.policy = { ...freePolicy, epoch: 2 })],
    ['the document was closed', (setup) => setup.pipeline.closed(uri)],
  ])('is asked for anew when %s', async (_, change) => {
    const { setup, queries } = await asked();
    setup.pipeline.rested(resting);
    change(setup);
    await suggested(ask(setup, below));
    expect(queries).toHaveLength(2);
  });

  it.each<[string, (setup: Setup) => void]>([
    ['the document is private', (setup) => (setup.policy = privatePolicy)],
    ['the rules are not known', (setup) => (setup.policy = undefined)],
    ['completion is off', (setup) => (setup.settings = { enabled: false })],
    ['completion is on demand', (setup) => (setup.settings = { onDemand: true })],
    ['the embedded model completes', (setup) => (setup.model = instant('second();'))],
  ])('is not asked for when %s', async (_, change) => {
    const { setup, queries } = await asked();
    change(setup);
    setup.pipeline.rested(resting);
    expect(queries).toEqual([]);
    expect([...setup.requested, ...setup.discarded]).toEqual([]);
  });
});
