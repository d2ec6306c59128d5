import { resolve } from 'node:path';
import { HostError, nodeHost } from '../engine/host';
import { relativePath } from '../engine/text';
import type { RuleSource } from '../engine/workspace';
import { type EngineFiles, openFolder, type OpenFolder } from './open-folder';
import { type Terminal, UsageError } from './terminal';

/** The absolute path of the folder that a command works on; throws a `UsageError` when it cannot be listed. */
export async function checkedRoot(root: string | undefined, terminal: Terminal): Promise<string> {
  if (root === '') throw new UsageError('--root is empty; name a folder.');
  const path = resolve(terminal.directory, root ?? '.');
  try {
    await nodeHost().list(path);
    return path;
  } catch (error) {
    const kind = error instanceof HostError ? error.kind : 'other';
    if (kind === 'missing') throw new UsageError(`The folder ${path} does not exist; check the spelling.`);
    if (kind === 'not-a-directory') throw new UsageError(`${path} is not a folder; name the folder that holds it.`);
    if (kind === 'forbidden') throw new UsageError(`The folder ${path} is not readable; check its permissions.`);
    throw new UsageError(`The folder ${path} cannot be read; name another one.`);
  }
}

/** Opens a folder, reports broken rules, waits until everything is indexed, and closes it whatever happens. */
export async function withFolder<T>(
  root: string,
  files: EngineFiles,
  terminal: Terminal,
  use: (folder: OpenFolder) => Promise<T>,
): Promise<T> {
  const folder = await openFolder(root, files);
  try {
    reportProblems(folder, terminal);
    await folder.context.whenReady();
    return await use(folder);
  } finally {
    folder.dispose();
  }
}

export function reportProblems(folder: Pick<OpenFolder, 'uri' | 'problems'>, terminal: Terminal): void {
  for (const { source, line, message } of folder.problems) {
    terminal.err(`${sourceName(source, folder.uri)}:${line}: ${message}`);
  }
}

function sourceName(source: RuleSource, folder: string): string {
  if (source.kind === 'gitignore' || source.kind === 'cairnignore')
    return relativePath(folder, source.uri) || source.uri;
  return source.kind === 'setting' ? source.setting : 'Cairn';
}
