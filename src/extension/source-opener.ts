import * as vscode from 'vscode';
import type { Range } from '../engine/text';

export interface SourcePlace {
  readonly uri: string;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
  /** An empty range at the beginning stands for the whole file, of which nothing is marked. */
  readonly range: Range;
}

/** Opens places that an answer or a completion was made from. Owns the mark on the lines of the one opened last. */
export class SourceOpener implements vscode.Disposable {
  readonly #mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
  });
  readonly #unmarking = vscode.window.onDidChangeTextEditorSelection(({ kind, textEditor }) => {
    if (kind !== undefined) textEditor.setDecorations(this.#mark, []);
  });

  /** Puts the cursor on the first line and marks the lines until the cursor moves; selects nothing that typing could replace. */
  async open({ uri, path, range: { start, end } }: SourcePlace): Promise<void> {
    try {
      const cursor = new vscode.Range(start.line, 0, start.line, 0);
      const target = vscode.Uri.parse(uri, true);
      const editor = await vscode.window.showTextDocument(target, { selection: cursor, preview: true });
      const lines = new vscode.Range(
        start.line,
        0,
        end.character > 0 ? end.line : Math.max(start.line, end.line - 1),
        0,
      );
      editor.revealRange(lines, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      const isWhole = start.line === end.line && start.character === end.character;
      for (const other of vscode.window.visibleTextEditors)
        other.setDecorations(this.#mark, other === editor && !isWhole ? [lines] : []);
    } catch {
      void vscode.window.showWarningMessage(`${path} cannot be opened; it may have been moved or deleted.`);
    }
  }

  dispose(): void {
    this.#unmarking.dispose();
    this.#mark.dispose();
  }
}
