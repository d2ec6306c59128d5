import * as vscode from 'vscode';
import type { RecentEdit } from '../engine/retrieval';
import { canonicalUri } from '../engine/text';
import { withEdit } from './edit-list';

/** Where the user edited lately, newest first; references only, no text. */
export class RecentEdits implements vscode.Disposable {
  #edits: readonly RecentEdit[] = [];
  #changes = 0;
  readonly #subscription = vscode.workspace.onDidChangeTextDocument((event) => this.#note(event));

  list(): readonly RecentEdit[] {
    return this.#edits;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #note({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.uri.scheme !== 'file' && document.uri.scheme !== 'untitled') return;
    const uri = canonicalUri(document.uri.toString());
    for (const { range, text } of contentChanges) {
      const startLine = range.start.line;
      const endLine = startLine + (text.match(/\n/g)?.length ?? 0);
      this.#edits = withEdit(this.#edits, { uri, startLine, endLine, revision: ++this.#changes });
    }
  }
}
