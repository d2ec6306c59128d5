import * as vscode from 'vscode';
import type { DocumentChange, SuggestionTracker } from '../../engine/metrics';
import { canonicalUri } from '../../engine/text';

const OBSERVED_SCHEMES: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-notebook-cell']);

/** Tells the tracker what happens in the editor: changes, cursor, the active document, closing, focus. */
export class EditorObserver implements vscode.Disposable {
  readonly #listeners: vscode.Disposable;

  constructor(private readonly tracker: SuggestionTracker) {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#closed(document)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#selected(event.textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#activated(editor)),
      vscode.window.onDidChangeWindowState((state) => this.#focusChanged(state.focused)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('editor.inlineSuggest')) this.#readSettings();
      }),
    );
    this.#activated(vscode.window.activeTextEditor);
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #changed(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    if (contentChanges.length === 0 || !isObserved(document)) return;
    this.tracker.documentChanged({
      uri: uriOf(document),
      languageId: document.languageId,
      changes: contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        offset: rangeOffset,
        deleted: rangeLength,
        inserted: text,
      })),
      outside: isFromOutside(document),
      ...reasonOf(event),
    });
  }

  #closed(document: vscode.TextDocument): void {
    if (isObserved(document)) this.tracker.documentClosed(uriOf(document));
  }

  #selected(editor: vscode.TextEditor): void {
    const { document, selections } = editor;
    const [selection] = selections;
    if (selection === undefined || editor !== vscode.window.activeTextEditor || !isObserved(document)) return;
    this.tracker.selectionChanged(uriOf(document), selection.isEmpty ? document.offsetAt(selection.active) : undefined);
  }

  #activated(editor: vscode.TextEditor | undefined): void {
    this.tracker.activeDocumentChanged(
      editor !== undefined && isObserved(editor.document) ? uriOf(editor.document) : undefined,
    );
    this.#readSettings();
    if (editor !== undefined) this.#selected(editor);
  }

  /** The editor hides inline suggestions when its window loses the focus, unless it is told to keep them. */
  #focusChanged(focused: boolean): void {
    if (focused) this.#activated(vscode.window.activeTextEditor);
    else if (inlineSuggestSetting('keepOnBlur') !== true) this.tracker.activeDocumentChanged(undefined);
  }

  #readSettings(): void {
    this.tracker.inlineSuggestEnabled(inlineSuggestSetting('enabled') !== false);
  }
}

/** A document's name in the tracker; whoever hands suggestions to the tracker uses the same. */
export function uriOf(document: vscode.TextDocument): string {
  return canonicalUri(document.uri.toString());
}

/** Text of an open document between two UTF-16 offsets; undefined when it is not open. */
export function textOf(uri: string, start: number, end: number): string | undefined {
  const document = vscode.workspace.textDocuments.find((one) => isObserved(one) && uriOf(one) === uri);
  return document?.getText(new vscode.Range(document.positionAt(start), document.positionAt(end)));
}

function isObserved(document: vscode.TextDocument): boolean {
  return OBSERVED_SCHEMES.has(document.uri.scheme);
}

function reasonOf(event: vscode.TextDocumentChangeEvent): Pick<DocumentChange, 'reason'> {
  switch (event.reason) {
    case vscode.TextDocumentChangeReason.Undo:
      return { reason: 'undo' };
    case vscode.TextDocumentChangeReason.Redo:
      return { reason: 'redo' };
    case undefined:
      return {};
  }
}

/** A change of a document that nobody has open in front of them, or one that leaves it equal to the disk: a reload. */
function isFromOutside(document: vscode.TextDocument): boolean {
  return vscode.window.activeTextEditor?.document !== document || (document.uri.scheme === 'file' && !document.isDirty);
}

function inlineSuggestSetting(name: 'enabled' | 'keepOnBlur'): unknown {
  const document = vscode.window.activeTextEditor?.document;
  return vscode.workspace.getConfiguration('editor.inlineSuggest', document).get(name);
}
