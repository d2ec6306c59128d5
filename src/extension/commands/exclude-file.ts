import * as vscode from 'vscode';
import { canonicalUri } from '../../engine/text';
import { addRule, isStricter, patternForPath } from '../../engine/workspace';
import type { PolicyOwner } from '../policy-owner';

const unsavedMessage = 'The rule is added. Your other changes in .cairnignore are unsaved: save the file to apply it.';

type Section = 'private' | 'low-quality';

/**
 * Asks what to exclude and how strongly, writes the rule into the workspace folder's `.cairnignore`, and warns when the file is not
 * excluded all the same.
 */
export async function excludeFile(policy: PolicyOwner, target: vscode.Uri | undefined): Promise<void> {
  const uri = target ?? vscode.window.activeTextEditor?.document.uri;
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
  if (!uri || !folder || uri.scheme !== 'file') {
    void vscode.window.showInformationMessage('Open a file of the workspace to exclude it.');
    return;
  }
  const path = uri.path.slice(folder.uri.path.length + 1);
  // A file that is gone may come back.
  const isDirectory = await vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
  const pattern = await askPattern(path, isDirectory);
  if (!pattern) return;
  const section = await askSection(pattern);
  if (!section) return;
  const ignoreFile = vscode.Uri.joinPath(folder.uri, '.cairnignore');
  const saved = await writeRule(ignoreFile, section, pattern);
  const open = 'Open .cairnignore';
  const judged = canonicalUri(uri.toString()) + (isDirectory ? '/' : '');
  const isExcluded = async (): Promise<boolean> =>
    !isStricter(section, (await policy.refreshed()).judge(judged).strength);
  const answer = !saved
    ? await vscode.window.showInformationMessage(unsavedMessage, open)
    : (await isExcluded())
      ? await vscode.window.showInformationMessage(`${pattern} is ${section} now.`, open)
      : await vscode.window.showWarningMessage(
          `The rule ${pattern} is added, but ${path} is not ${section}: another line undoes it. Remove that line.`,
          open,
        );
  if (answer === open) await vscode.window.showTextDocument(ignoreFile);
}

async function askPattern(path: string, isDirectory: boolean): Promise<string | undefined> {
  const own = patternForPath(isDirectory ? `${path}/` : path);
  const parents = path
    .split('/')
    .slice(0, -1)
    .map((_, index, segments) => patternForPath(`${segments.slice(0, index + 1).join('/')}/`))
    .reverse();
  const extension = isDirectory ? undefined : /[^./](\.[^./]+)$/.exec(path)?.[1];
  const items = [
    { label: own, description: isDirectory ? 'this folder' : 'this file' },
    ...parents.map((label) => ({ label, description: 'the whole folder' })),
    ...(extension ? [{ label: `*${extension}`, description: `all ${extension} files` }] : []),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: 'Cairn: Exclude', placeHolder: 'What to exclude' });
  return picked?.label;
}

async function askSection(pattern: string): Promise<Section | undefined> {
  const items: (vscode.QuickPickItem & { section: Section })[] = [
    {
      section: 'private',
      label: '$(shield) Private',
      detail: 'Never indexed, never given to a model; no completion in it.',
    },
    {
      section: 'low-quality',
      label: '$(thumbsdown) Low quality',
      detail: 'No example to follow: only signature lines that the current file uses.',
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `Cairn: Exclude ${pattern}`,
    placeHolder: 'How strongly',
  });
  return picked?.section;
}

/** Returns false when the file had unsaved changes, which are then left for the user to save. */
async function writeRule(ignoreFile: vscode.Uri, section: Section, pattern: string): Promise<boolean> {
  const exists = await vscode.workspace.fs.stat(ignoreFile).then(
    () => true,
    () => false,
  );
  if (!exists) await vscode.workspace.fs.writeFile(ignoreFile, new Uint8Array());
  const document = await vscode.workspace.openTextDocument(ignoreFile);
  const wasDirty = document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(ignoreFile, everything, addRule(document.getText(), section, pattern));
  await vscode.workspace.applyEdit(edit);
  return wasDirty ? false : document.save();
}
