import * as vscode from 'vscode';
import { type StatusState, statusLines, statusText } from './status-text';

/** The one status bar item. `acceptance` gives the rate's paragraph for the tooltip. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  #tooltip = '';

  constructor() {
    this.#item = vscode.window.createStatusBarItem('status', vscode.StatusBarAlignment.Right, 100);
    this.#item.name = 'Cairn';
    this.#item.command = 'cairn.menu';
    this.#item.text = '$(loading~spin) Cairn';
    this.#item.show();
  }

  show(state: StatusState, acceptance: string): void {
    const text = statusText(state);
    const tooltip = [...statusLines(state), acceptance].filter(Boolean).join('\n\n');
    // Each assignment makes the editor draw the item again.
    if (text === this.#item.text && tooltip === this.#tooltip) return;
    this.#tooltip = tooltip;
    this.#item.text = text;
    this.#item.tooltip = new vscode.MarkdownString(tooltip, true);
    const label = text.replace(/\$\([^)]*\)\s*/, '');
    this.#item.accessibilityInformation = { label: `${label}. Show the Cairn menu.`, role: 'button' };
  }

  dispose(): void {
    this.#item.dispose();
  }
}
