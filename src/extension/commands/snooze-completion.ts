import * as vscode from 'vscode';
import type { Quiet } from '../quiet';
import type { Snooze } from '../snooze';

interface Choice extends vscode.QuickPickItem {
  readonly choose: () => void;
}

/** Asks for how long completion is to be quiet, or ends a snooze and, by `welcome`, the quiet after dismissals. */
export async function snoozeCompletion(snooze: Snooze, quiet: Quiet, welcome: () => void): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  const choices: Choice[] = [
    { label: 'For 5 minutes', choose: () => snooze.forMinutes(5) },
    { label: 'For 1 hour', choose: () => snooze.forMinutes(60) },
    ...(uri === undefined
      ? []
      : [{ label: 'In this file', description: 'until the window is closed', choose: () => snooze.inFile(uri) }]),
  ];
  const wakeUp = (): void => {
    snooze.end(uri);
    welcome();
  };
  if (snooze.until(uri ?? '') !== undefined || quiet.until !== undefined)
    choices.unshift({ label: 'Wake up', choose: wakeUp });
  const picked = await vscode.window.showQuickPick(choices, {
    title: 'Snooze completion',
    placeHolder: 'Nothing is suggested meanwhile, unless you ask for it',
  });
  picked?.choose();
}
