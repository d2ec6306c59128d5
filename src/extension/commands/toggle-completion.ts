import * as vscode from 'vscode';
import { completionEnabled, completionLanguages } from '../settings';

/** Turns completion on or off for this workspace, or for the user where no folder is open. */
export async function toggleHere(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('cairn');
  const on = settings.get('completion.enabled') !== false;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await settings.update('completion.enabled', !on, target);
}

/** Turns completion on or off for the active editor's language, for the user. */
export async function toggleLanguage(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) {
    void vscode.window.showInformationMessage('Open a file to turn completion on or off for its language.');
    return;
  }
  const on = completionEnabled(document) !== 'language-off';
  const languages = { ...completionLanguages(), [document.languageId]: !on };
  await vscode.workspace
    .getConfiguration('cairn')
    .update('completion.languages', languages, vscode.ConfigurationTarget.Global);
}
