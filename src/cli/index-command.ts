import { commonOptions, parseCommand, textOption } from './arguments';
import type { EngineFiles } from './open-folder';
import { type Terminal, UsageError } from './terminal';
import { checkedRoot, withFolder } from './workspace';

/** `cairn index`: what a folder holds. */
export async function indexCommand(argv: readonly string[], files: EngineFiles, terminal: Terminal): Promise<void> {
  const parsed = parseCommand(argv, commonOptions);
  const [folder, ...others] = parsed.positionals;
  if (others.length > 0) throw new UsageError('cairn index takes one folder; call it once for each.');
  const root = await checkedRoot(textOption(parsed, 'root') ?? folder, terminal);
  const status = await withFolder(root, files, terminal, ({ context }) => context.status());
  if (parsed.values['json'] === true) {
    terminal.out(JSON.stringify(status));
    return;
  }
  terminal.out(`${status.files} files, ${status.chunks} chunks and ${status.symbols} symbols in ${root}`);
  for (const [language, count] of mostFirst(status.languages))
    terminal.out(`  ${String(count).padStart(6)}  ${language}`);
  const skipped = mostFirst(status.skipped);
  if (skipped.length > 0) terminal.out('Left out:');
  for (const [reason, count] of skipped) terminal.out(`  ${String(count).padStart(6)}  ${reason}`);
  for (const { path, reason } of status.setAside) terminal.out(`Indexed by lines, ${reason}: ${path}`);
}

function mostFirst(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
