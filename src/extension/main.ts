import * as vscode from 'vscode';
import { Cairn, type CairnApi } from './cairn';

let cairn: Cairn | undefined;

/** Entry point of the extension; everything with a lifetime is owned by the one `Cairn`. */
export async function activate(context: vscode.ExtensionContext): Promise<CairnApi> {
  cairn = new Cairn(context);
  try {
    return await cairn.start();
  } catch (error) {
    void vscode.window.showErrorMessage(`Cairn did not start: ${String(error)}. Its log says more.`);
    throw error;
  }
}

export async function deactivate(): Promise<void> {
  await cairn?.stop();
  cairn = undefined;
}
