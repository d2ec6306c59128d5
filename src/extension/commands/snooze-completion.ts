import * as vscode from 'vscode';
import type { Snooze } from '../snooze';

interface Choice extends vscode.QuickPickItem {
  readonly choose: () => void;
}

/** Asks for how long completion is to be quiet, or ends a snooze. */
export async function snoozeCompletion(snooze: Snooze): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  const choices: Choice[] = [
    { label: 'For 5 minutes', choose: () => snooze.forMinutes(5) },
    { label: 'For 1 hour', choose: () => snooze.forMinutes(60) },
    ...(uri === undefined
      ? []
      : [{ label: 'In this file', description: 'until the window is closed', choose: () => snooze.inFile(uri) }]),
  ];
  if (snooze.until(uri ?? '') !== undefined) choices.unshift({ label: 'Wake up', choose: () => snooze.end(uri) });
  const picked = await vscode.window.showQuickPick(choices, {
    title: 'Snooze completion',
    placeHolder: 'Nothing is suggested meanwhile, unless you ask for it',
  });
  picked?.choose();
}
