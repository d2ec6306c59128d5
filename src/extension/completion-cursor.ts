import * as vscode from 'vscode';
import type { CursorState } from '../engine/completion';
import { canonicalUri } from '../engine/text';

/** An item that is selected in the list of suggestions, as if it were in the document already. */
export interface SelectedItem {
  readonly text: string;
  /** Where the text that it replaces ends. */
  readonly end: vscode.Position;
}

/** A cursor as the pipeline takes it. A notebook's cells of one language are one text. */
export function cursorState(
  document: vscode.TextDocument,
  position: vscode.Position,
  selected?: SelectedItem,
): Omit<CursorState, 'recentEdits' | 'pins'> {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const end = selected ? document.offsetAt(selected.end) : offset;
  const editor = editorOf(document);
  const { before, after } = cellsAround(document);
  const isAsHeld = !selected && before === '' && after === '';
  return {
    uri: canonicalUri(document.uri.toString()),
    languageId: document.languageId,
    version: isAsHeld ? document.version : -1,
    prefix: before + text.slice(0, offset) + (selected?.text ?? ''),
    suffix: text.slice(end) + after,
    severalCursors: (editor?.selections.length ?? 1) > 1,
    tabSize: typeof editor?.options.tabSize === 'number' ? editor.options.tabSize : 4,
  };
}

/** The editor in which the user works on a document: in a split, the active one. */
function editorOf(document: vscode.TextDocument): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return [activeTextEditor, ...visibleTextEditors].find((editor) => editor?.document === document);
}

/** The code of a cell's notebook before and after it, as far as it is in the cell's language. */
function cellsAround(document: vscode.TextDocument): { readonly before: string; readonly after: string } {
  if (document.uri.scheme !== 'vscode-notebook-cell') return { before: '', after: '' };
  const notebook = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document === document),
  );
  const cells = (notebook?.getCells() ?? []).filter(
    (cell) => cell.document === document || cell.document.languageId === document.languageId,
  );
  const at = cells.findIndex((cell) => cell.document === document);
  const textOf = (some: readonly vscode.NotebookCell[]): string[] => some.map((cell) => cell.document.getText());
  return {
    before: textOf(cells.slice(0, Math.max(0, at)))
      .map((text) => `${text}\n`)
      .join(''),
    after: textOf(cells.slice(at + 1))
      .map((text) => `\n${text}`)
      .join(''),
  };
}
