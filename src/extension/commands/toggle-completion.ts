import * as vscode from 'vscode';
import { namesLanguage, withLanguage } from '../language-map';
import { completionEnabled, completionOn } from '../settings';

/** Turns completion on or off where the active editor is: in this workspace, or for the user where no folder is open. */
export async function toggleHere(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const settings = vscode.workspace.getConfiguration('cairn', document);
  const { WorkspaceFolder, Workspace, Global } = vscode.ConfigurationTarget;
  const inFolder = settings.inspect('completion.enabled')?.workspaceFolderValue !== undefined;
  const target = inFolder ? WorkspaceFolder : vscode.workspace.workspaceFolders ? Workspace : Global;
  await settings.update('completion.enabled', !completionOn(document), target);
}

/** Turns completion on or off for the active editor's language, where that is decided; for the user where nothing else does. */
export async function toggleLanguage(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) {
    void vscode.window.showInformationMessage('Open a file to turn completion on or off for its language.');
    return;
  }
  const { languageId } = document;
  const on = completionEnabled(document) !== 'language-off';
  const settings = vscode.workspace.getConfiguration('cairn', document);
  const values = settings.inspect('completion.languages');
  const forUser = { value: values?.globalValue, target: vscode.ConfigurationTarget.Global };
  const stronger = [
    { value: values?.workspaceFolderValue, target: vscode.ConfigurationTarget.WorkspaceFolder },
    { value: values?.workspaceValue, target: vscode.ConfigurationTarget.Workspace },
  ];
  const { value, target } = stronger.find((place) => namesLanguage(place.value, languageId)) ?? forUser;
  await settings.update('completion.languages', withLanguage(value, languageId, !on), target);
}
