import { newTraceId, nodeHost } from '../engine/host';
import type { SecretScanner } from '../engine/models';
import type { Snippet } from '../engine/retrieval';
import { compilePolicy } from '../engine/workspace';
import { commonOptions, parseCommand, textOption, wholeNumber } from './arguments';
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
  await withFolder(root, files, terminal, async ({ context, policy }) => {
    const trace = newTraceId(nodeHost());
    const question = { trace, text, k, budgetTokens, mentions: [], pins: [] };
    const found = await context.retrieve(question, new AbortController().signal);
    const snippets = await gatedSnippets(found.snippets, compilePolicy(policy), await loadScanner(), trace);
    if (parsed.values['json'] === true) {
      const printedFiles = found.files.map(({ path, score }) => ({ path, score: rounded(score) }));
      terminal.out(JSON.stringify({ files: printedFiles, snippets }));
    } else
      printText(
        found.files.map(({ path }) => path),
        snippets,
        terminal,
      );
    if (parsed.values['explain'] === true) for (const snippet of found.snippets) terminal.err(explained(snippet));
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

function explained({ path, origin, score, why }: Snippet): string {
  const reasons = why.map(
    (reason) => `${reason.list}${reason.rank > 0 ? ` #${reason.rank}` : ''} ${rounded(reason.score)}`,
  );
  const terms = [...new Set(why.flatMap((reason) => reason.terms))].slice(0, 12).join(' ');
  return `${path}:${origin.range.start.line + 1} ${rounded(score)} = ${reasons.join(' + ')}${terms === '' ? '' : ` (${terms})`}`;
}
