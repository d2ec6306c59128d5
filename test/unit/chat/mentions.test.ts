import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FilePicker, formatMention } from '../../../src/engine/chat';
import { parseMentions, resolveMentions } from '../../../src/engine/chat/mentions';
import { buildFileIndex } from '../../../src/engine/chat/picker';
import { FakeContext, uriOf } from './fakes';

describe('mentions in a question', () => {
  it.each([
    ['what does @src/main.ts do?', ['src/main.ts']],
    ['compare @a.ts, @b.ts and (@c/d.ts).', ['a.ts', 'b.ts', 'c/d.ts']],
    ['@"my docs/read me.md" twice @"my docs/read me.md"', ['my docs/read me.md']],
    ['mail me@example.org about a@b', []],
    ['@./src/x.ts and @src\\win\\y.ts', ['src/x.ts', 'src/win/y.ts']],
    ['an @ alone and @, too', []],
    ['@päth/größe.ts', ['päth/größe.ts']],
  ])('%s', (question, paths) => {
    expect(parseMentions(question)).toEqual(paths);
  });

  it('are written so that they are read back', () => {
    const path = fc
      .array(fc.stringMatching(/^[^\s"\\/@]{1,8}( [^\s"\\/@]{1,4})?$/), { minLength: 1, maxLength: 4 })
      .map((segments) => segments.join('/'))
      .filter((text) => !text.startsWith('.'));
    fc.assert(
      fc.property(
        path,
        fc.constantFrom('', 'explain ', 'a\n'),
        fc.constantFrom('', ' now', '\n'),
        (name, before, after) => {
          expect(parseMentions(before + formatMention(name) + after)).toEqual([name]);
        },
      ),
    );
  });

  it('resolve to the exact path, else to the shortest that ends so', async () => {
    const context = new FakeContext(
      [],
      ['lib/src/main.ts', 'src/main.ts', 'src/domain.ts', 'a/b/util.ts', 'b/util.ts'],
    );
    const paths = async (question: string) =>
      (await resolveMentions(question, context)).mentions.map(({ path }) => path);
    expect(await paths('@src/main.ts')).toEqual(['src/main.ts']);
    expect(await paths('@util.ts @Main.ts')).toEqual(['b/util.ts', 'src/main.ts']);
    expect(await resolveMentions('@nope.ts and @deprecated', context)).toEqual({ mentions: [], unknown: ['nope.ts'] });
  });
});

describe('the file picker', () => {
  const paths = [
    'src/engine/models/gate.ts',
    'src/engine/chat/conversation-store.ts',
    'src/engine/chat/conversation.ts',
    'test/unit/chat/conversation-store.test.ts',
    'docs/Getting Started.md',
    'src/httpClient.go',
  ];
  const index = buildFileIndex(paths.map((path) => ({ path, uri: uriOf(path) })));
  const best = (text: string): string | undefined => index.search(text, 5)[0]?.path;

  it.each([
    ['gate', 'src/engine/models/gate.ts'],
    ['conversation-st', 'src/engine/chat/conversation-store.ts'],
    ['chat/conversation.ts', 'src/engine/chat/conversation.ts'],
    ['test store', 'test/unit/chat/conversation-store.test.ts'],
    ['converstion stor', 'src/engine/chat/conversation-store.ts'],
    ['client', 'src/httpClient.go'],
    ['HTTPCLIENT', 'src/httpClient.go'],
    ['started', 'docs/Getting Started.md'],
  ])('%s finds %s', (text, path) => {
    expect(best(text)).toBe(path);
  });

  it('lists open files first while nothing is typed, and asks for the files once', async () => {
    const context = new FakeContext([], paths);
    const picker = new FilePicker(context, () => 0);
    const files = await picker.suggest('', 3, [uriOf('src/httpClient.go')]);
    expect(files.map((file) => file.path)).toEqual(['src/httpClient.go', paths[0], paths[1]]);
    expect((await picker.suggest('gate', 3)).map((file) => file.path)).toEqual([paths[0]]);
    expect(context.symbolQueries).toHaveLength(1);
  });

  it('asks again after it has forgotten, and when its list is old', async () => {
    const context = new FakeContext([], paths);
    let now = 0;
    const picker = new FilePicker(context, () => now);
    await picker.suggest('gate', 3);
    picker.forget();
    await picker.suggest('gate', 3);
    now = 60_000;
    await picker.suggest('gate', 3);
    expect(context.symbolQueries).toHaveLength(3);
  });
});
