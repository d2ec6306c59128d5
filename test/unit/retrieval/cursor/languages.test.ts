import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { newTraceId } from '../../../../src/engine/host';
import { LocalContext } from '../../../../src/engine/retrieval';
import { inlineParser, languageIdOf } from '../../../../src/engine/syntax';
import { identifiersOf, pathToUri } from '../../../../src/engine/text';
import { composePolicySnapshot, defaultLimits } from '../../../../src/engine/workspace';
import { memoryHost } from '../../support/memory-host';
import { installedGrammars, repositoryFile } from '../../syntax/installed-grammars';

/** Of the cursors of a language; what needs a type that nothing in the text names is not found. */
const MOST_MISSES = 2;
/** Tokens that hold about a third of what a project of these fixtures defines. */
const BUDGET_TOKENS = 500;

const parser = inlineParser(installedGrammars);
afterAll(() => parser.dispose());

function projectOf(language: string): Map<string, string> {
  const folder = repositoryFile(`test/fixtures/cursor/${language}`);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [`/w/${relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file, 'utf8')];
    }),
  );
}

/** Cursors right before a name that a comment at the line's end says is wanted. */
function cursorsOf(path: string, text: string) {
  const cursors: { path: string; wanted: string; prefix: string; suffix: string }[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const wanted = /(?:\/\/|#) wants (\S+)$/.exec(line)?.[1];
    if (wanted !== undefined) {
      const at = line.indexOf(wanted);
      expect(at).toBeGreaterThanOrEqual(0);
      cursors.push({ path, wanted, prefix: text.slice(0, start + at), suffix: text.slice(start + line.length) });
    }
    start += line.length + 1;
  }
  return cursors;
}

/** Where the names of a project are defined. */
async function definitionsIn(files: ReadonlyMap<string, string>) {
  const definitions = new Map<string, { uri: string; line: number }[]>();
  for (const [path, text] of files) {
    const syntax = await parser.parse(languageIdOf(path), text);
    for (const { name, nameLine } of syntax?.symbols ?? [])
      definitions.set(name, [...(definitions.get(name) ?? []), { uri: pathToUri(path), line: nameLine }]);
  }
  return definitions;
}

async function missesOf(language: string) {
  const files = projectOf(language);
  const definitions = await definitionsIn(files);
  const host = memoryHost(Object.fromEntries(files));
  const documentSyntax = {
    cursorSyntax: async () => ({ place: 'code' as const, emptyBlock: false, insideArguments: false }),
    judge: async () => ({ place: 'code' as const, errorDelta: 0 }),
    forget() {},
  };
  const engine = new LocalContext({ host, parser, documentSyntax, limits: defaultLimits });
  const settings = { private: [], lowQuality: [] };
  engine.setPolicy(composePolicySnapshot({ folders: ['file:///w'], settings, ignoreFiles: [], epoch: 1 }).snapshot);
  engine.setFolders(['file:///w']);
  engine.start();
  await engine.whenReady();
  const cursors = [...files].flatMap(([path, text]) => cursorsOf(path, text));
  const misses: string[] = [];
  for (const { path, wanted, prefix, suffix } of cursors) {
    const query = { uri: pathToUri(path), languageId: languageIdOf(path), version: 1, prefix, suffix };
    const { snippets } = await engine.context(
      { ...query, trace: newTraceId(host), budgetTokens: BUDGET_TOKENS, recentEdits: [], pins: [] },
      new AbortController().signal,
    );
    const name = wanted.replace(/\?$/, '');
    const definedAt = definitions.get(name) ?? [];
    const shown = snippets.filter(({ kind, origin }) => kind === 'signature' && origin.uri !== query.uri);
    const isShown = shown.some(({ text, origin: { uri, range }, why }) => {
      const isThere = definedAt.some((at) => at.uri === uri && range.start.line <= at.line && at.line < range.end.line);
      return isThere && identifiersOf(text).includes(name) && why.length > 0;
    });
    if (!isShown) misses.push(`${path} ${wanted}`);
  }
  engine.dispose();
  return { count: cursors.length, misses };
}

describe('context in languages that the grounding benchmark does not cover', () => {
  it.each(['csharp', 'ruby', 'php', 'kotlin', 'swift'])(
    '%s: the definition that comes next is shown',
    async (language) => {
      const { count, misses } = await missesOf(language);
      expect(count).toBeGreaterThanOrEqual(20);
      expect(misses.length, misses.join(', ')).toBeLessThanOrEqual(MOST_MISSES);
    },
  );
});
