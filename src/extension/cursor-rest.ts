import * as vscode from 'vscode';

/** Milliseconds without a change after which the cursor rests where it was typed to: behind a name, which may go on, for longer. */
const restMs = 30;
const nameRestMs = 120;
/** At most, for a cursor that was moved: longer than between two repeats of a key that is held down. */
const movedRestMs = 50;

/**
 * Tells when the cursor of the active editor has come to rest: where it was moved to, and at the end of a line of code that is typed,
 * from where a line break may come next.
 */
export class CursorRest implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A document has changed since a cursor moved last. */
  #hasChanged = false;

  constructor(rested: (document: vscode.TextDocument, position: vscode.Position) => void) {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(() => {
        this.#hasChanged = true;
        clearTimeout(this.#timer);
      }),
      vscode.window.onDidChangeTextEditorSelection(
        ({ textEditor: { document }, selections: [selection, ...others] }) => {
          const isTyped = this.#hasChanged;
          this.#hasChanged = false;
          clearTimeout(this.#timer);
          if (document !== vscode.window.activeTextEditor?.document || !selection?.isEmpty || others.length > 0) return;
          const { active } = selection;
          const typingMs = restWhileTyping(document.lineAt(active).text, active.character);
          const ms = isTyped ? typingMs : Math.min(typingMs ?? movedRestMs, movedRestMs);
          if (ms !== undefined) this.#timer = setTimeout(() => rested(document, active), ms);
        },
      ),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }
}

/** How long the cursor rests on a line that is typed; undefined where no line break is likely. */
function restWhileTyping(line: string, character: number): number | undefined {
  if (line.trim() === '' || line.slice(character).trim() !== '') return undefined;
  return /[\p{L}\p{N}_$.]$/u.test(line) ? nameRestMs : restMs;
}
