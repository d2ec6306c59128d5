import * as vscode from 'vscode';

/** The output channel behind `Cairn: Show Log`. Lines hold ids, counts and reasons; never code, prompts or keys. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Cairn', { log: true });
}
