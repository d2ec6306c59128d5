import * as vscode from 'vscode';
import { canonicalUri } from '../engine/text';
import type { IgnoreFile } from '../engine/workspace';

/** What `findFiles` and watchers look for. */
export const ignoreFilePattern = '**/{.gitignore,.cairnignore}';
const neverSearched = '**/{node_modules,.git}/**';
const maxIgnoreFiles = 5000;
const maxParents = 30;

type Warn = (line: string) => void;

/** All ignore files that bear on the workspace: those inside its folders, and those above them up to the repository's root. */
export async function findIgnoreFiles(warn: Warn): Promise<readonly IgnoreFile[]> {
  const inside = await vscode.workspace.findFiles(ignoreFilePattern, neverSearched, maxIgnoreFiles);
  if (inside.length === maxIgnoreFiles) {
    warn(`Only the first ${maxIgnoreFiles} ignore files are read; move rules from the others to the settings.`);
  }
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const above = (await Promise.all(folders.map(({ uri }) => candidatesAbove(uri)))).flat();
  const unique = new Map([...inside, ...above].map((uri) => [uri.toString(), uri]));
  const read = await Promise.all([...unique.values()].map((uri) => readIgnoreFile(uri, warn)));
  return read.filter((file) => file !== undefined);
}

/** Where ignore files may stand between a folder and the root of the repository that it lies in; none when it lies in none. */
async function candidatesAbove(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const candidates: vscode.Uri[] = [];
  let directory = folder;
  for (let level = 0; level < maxParents; level++) {
    if (await exists(vscode.Uri.joinPath(directory, '.git'))) return candidates;
    const parent = vscode.Uri.joinPath(directory, '..');
    if (parent.path === directory.path) break;
    directory = parent;
    candidates.push(vscode.Uri.joinPath(directory, '.gitignore'), vscode.Uri.joinPath(directory, '.cairnignore'));
  }
  return [];
}

/** A file that is there and cannot be read excludes everything that it could exclude. */
async function readIgnoreFile(uri: vscode.Uri, warn: Warn): Promise<IgnoreFile | undefined> {
  const file = {
    uri: canonicalUri(uri.toString()),
    kind: uri.path.endsWith('.cairnignore') ? ('cairnignore' as const) : ('gitignore' as const),
  };
  try {
    return { ...file, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    warn(`An ignore file cannot be read, so everything beside and below it is excluded: ${String(error)}`);
    return { ...file, text: '*' };
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
