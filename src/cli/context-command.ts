import { resolve } from 'node:path';
import { HostError, newTraceId, nodeHost } from '../engine/host';
import type { SecretScanner } from '../engine/models';
import { languageIdOf } from '../engine/syntax';
import { byteSize, decodeText, lineStarts, offsetAt, pathToUri, relativePath } from '../engine/text';
import { compilePolicy, defaultLimits, describeVerdict } from '../engine/workspace';
import { commonOptions, parseCommand, textOption, wholeNumber } from './arguments';
import { explanationLines, explanationValue, printable } from './explanation';
import { gatedSnippets } from './gated-snippets';
import type { EngineFiles } from './open-folder';
import { type Terminal, UsageError } from './terminal';
import { checkedRoot, withFolder } from './workspace';

const options = {
  ...commonOptions,
  file: { type: 'string' },
  line: { type: 'string' },
  character: { type: 'string' },
  budget: { type: 'string' },
  explain: { type: 'boolean' },
} as const;

/** `cairn context`: what a completion at a place would be given from other files. */
export async function contextCommand(
  argv: readonly string[],
  files: EngineFiles,
  terminal: Terminal,
  loadScanner: () => Promise<SecretScanner>,
): Promise<void> {
  const parsed = parseCommand(argv, options);
  const file = textOption(parsed, 'file');
  if (!file) throw new UsageError('--file is missing; name the file that the cursor is in.');
  if (parsed.positionals.length > 0) throw new UsageError(`"${parsed.positionals[0]}" is one argument too many.`);
  const line = wholeNumber(parsed, 'line', 1, 1, 10_000_000);
  const character = wholeNumber(parsed, 'character', Number.MAX_SAFE_INTEGER, 1, 10_000_000);
  const budgetTokens = wholeNumber(parsed, 'budget', 3000, 0, 1_000_000);
  const root = await checkedRoot(textOption(parsed, 'root'), terminal);
  const path = resolve(root, file);
  const uri = pathToUri(path);
  const text = await readText(path);
  if (line > lineStarts(text).length)
    throw new UsageError(`${path} has ${lineStarts(text).length} lines and no line ${line}.`);
  const offset = offsetAt(text, { line: line - 1, character: character - 1 });

  await withFolder(root, files, terminal, async ({ context, policy, uri: folder }) => {
    const compiled = compilePolicy(policy);
    const verdict = compiled.judge(uri);
    if (verdict.strength === 'private')
      throw new UsageError(`${describeVerdict(verdict, uri, folder)}, so no context is made for it.`);
    const trace = newTraceId(nodeHost());
    const answer = await context.context(
      {
        trace,
        uri,
        languageId: languageIdOf(path),
        version: -1,
        prefix: text.slice(0, offset),
        suffix: text.slice(offset),
        budgetTokens,
        recentEdits: [],
        pins: [],
      },
      new AbortController().signal,
    );
    const snippets = await gatedSnippets(answer.snippets, compiled, await loadScanner(), trace);
    const found = parsed.values['explain'] === true ? await context.explain(trace) : undefined;
    const explanation =
      found &&
      printable(
        found,
        snippets.flatMap((snippet) => [snippet.path, snippet.text]),
      );
    if (parsed.values['json'] === true) {
      const explain = explanation ? { explain: explanationValue(explanation, folder) } : {};
      const file = relativePath(folder, uri) ?? path;
      terminal.out(JSON.stringify({ path: file, syntax: answer.syntax, snippets, ...explain }));
      return;
    }
    if (snippets.length === 0) terminal.out('Nothing found.');
    for (const snippet of snippets) {
      terminal.out(`${snippet.path}:${snippet.startLine}${snippet.kind === 'signature' ? '' : `-${snippet.endLine}`}`);
      for (const shown of snippet.text.split('\n')) terminal.out(`  ${shown}`);
    }
    for (const line of explanation ? explanationLines(explanation, folder) : []) terminal.err(line);
  });
}

async function readText(path: string): Promise<string> {
  try {
    const decoded = decodeText(await nodeHost().readFile(path, defaultLimits.maxFileBytes));
    if (decoded.kind === 'text') return decoded.text;
  } catch (error) {
    const kind = error instanceof HostError ? error.kind : 'other';
    if (kind === 'missing') throw new UsageError(`The file ${path} does not exist; name it relative to --root.`);
    if (kind === 'too-large')
      throw new UsageError(`The file ${path} is larger than ${byteSize(defaultLimits.maxFileBytes)}.`);
    throw new UsageError(`The file ${path} cannot be read; name another one.`);
  }
  throw new UsageError(`The file ${path} is binary; name a text file.`);
}
