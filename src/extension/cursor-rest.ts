import * as vscode from 'vscode';

/** Milliseconds without a change after which the cursor rests: behind a name, which may go on, for longer. */
const restMs = 30;
const nameRestMs = 200;

/** Tells when the cursor of the active editor has come to rest at the end of a line of code, from where a line break may come next. */
export class CursorRest implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(rested: (document: vscode.TextDocument, position: vscode.Position) => void) {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(() => clearTimeout(this.#timer)),
      vscode.window.onDidChangeTextEditorSelection(
        ({ textEditor: { document }, selections: [selection, ...others] }) => {
          clearTimeout(this.#timer);
          if (document !== vscode.window.activeTextEditor?.document || !selection?.isEmpty || others.length > 0) return;
          const { active } = selection;
          const { text } = document.lineAt(active);
          if (text.trim() === '' || text.slice(active.character).trim() !== '') return;
          const ms = /[\p{L}\p{N}_$.]$/u.test(text) ? nameRestMs : restMs;
          this.#timer = setTimeout(() => rested(document, active), ms);
        },
      ),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }
}
