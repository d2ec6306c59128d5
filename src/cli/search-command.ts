import { newTraceId, nodeGitLog, nodeHost } from '../engine/host';
import type { SecretScanner } from '../engine/models';
import { compilePolicy, historyOf } from '../engine/workspace';
import { commonOptions, parseCommand, textOption, wholeNumber } from './arguments';
import { explanationLines, explanationValue } from './explanation';
import { gatedSnippets, type PrintedSnippet, rounded } from './gated-snippets';
import type { EngineFiles } from './open-folder';
import { type Terminal, UsageError } from './terminal';
import { checkedRoot, withFolder } from './workspace';

const options = {
  ...commonOptions,
  k: { type: 'string' },
  budget: { type: 'string' },
  explain: { type: 'boolean' },
} as const;

/** `cairn search`: files and snippets for a question, best first. */
export async function searchCommand(
  argv: readonly string[],
  files: EngineFiles,
  terminal: Terminal,
  loadScanner: () => Promise<SecretScanner>,
): Promise<void> {
  const parsed = parseCommand(argv, options);
  const text = parsed.positionals.join(' ').trim();
  if (text === '') throw new UsageError('The query is empty; write what to look for after the options.');
  const k = wholeNumber(parsed, 'k', 20, 1, 1000);
  const budgetTokens = wholeNumber(parsed, 'budget', 8000, 0, 1_000_000);
  const root = await checkedRoot(textOption(parsed, 'root'), terminal);
  const { signal } = new AbortController();
  const commits = nodeGitLog().commits(root, signal);
  await withFolder(root, files, terminal, async ({ context, policy, uri }) => {
    context.setHistory(uri, historyOf(uri, await commits));
    const trace = newTraceId(nodeHost());
    const question = { trace, text, k, budgetTokens, mentions: [], pins: [] };
    const found = await context.retrieve(question, signal);
    const snippets = await gatedSnippets(found.snippets, compilePolicy(policy), await loadScanner(), trace);
    const explanation = parsed.values['explain'] === true ? await context.explain(trace) : undefined;
    if (parsed.values['json'] === true) {
      const printedFiles = found.files.map(({ path, score }) => ({ path, score: rounded(score) }));
      const explain = explanation ? { explain: explanationValue(explanation, uri) } : {};
      terminal.out(JSON.stringify({ files: printedFiles, snippets, ...explain }));
      return;
    }
    printText(
      found.files.map(({ path }) => path),
      snippets,
      terminal,
    );
    for (const line of explanation ? explanationLines(explanation, uri) : []) terminal.err(line);
  });
}

function printText(paths: readonly string[], snippets: readonly PrintedSnippet[], terminal: Terminal): void {
  if (paths.length === 0) {
    terminal.out('Nothing found.');
    return;
  }
  terminal.out('Files:');
  for (const path of paths) terminal.out(`  ${path}`);
  for (const { path, startLine, endLine, text } of snippets) {
    terminal.out('');
    terminal.out(`${path}:${startLine}-${endLine}`);
    for (const line of text.split('\n')) terminal.out(`  ${line}`);
  }
}
