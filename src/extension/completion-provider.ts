import * as vscode from 'vscode';
import type { CompletionOutcome, CompletionPipeline, CursorState, Suggestion } from '../engine/completion';
import { canonicalUri } from '../engine/text';
import { ACCEPTED_COMMAND, type MetricsOwner } from './metrics';
import type { Pins } from './context-view';
import type { RecentEdits } from './recent-edits';

/** Longer documents are left alone: copying their text at each key would be felt. UTF-16 units. */
const longestDocument = 5_000_000;

/** Turns editor events into requests of the completion pipeline, and its suggestions into ghost text. Holds no state of its own. */
export class CompletionProvider implements vscode.InlineCompletionItemProvider, vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    private readonly pipeline: CompletionPipeline,
    private readonly metrics: MetricsOwner,
    private readonly edits: RecentEdits,
    private readonly pins: Pick<Pins, 'list'>,
    private readonly ended: (outcome: CompletionOutcome) => void,
  ) {
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.#begin(event)),
      vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, this),
    ];
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const selected = context.selectedCompletionInfo;
    const start = selected?.range.start ?? position;
    const cursor = this.#cursorAt(document, start, selected ? { text: selected.text, end: position } : undefined);
    if (!cursor) return [];
    const trigger = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke ? 'invoked' : 'automatic';
    const outcome = await this.pipeline.request(cursor, trigger, signalOf(token));
    this.ended(outcome);
    if (outcome.kind !== 'suggestion') return [];
    return [this.#item(document, start, position, selected?.text ?? '', outcome.suggestion)];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  /** Work starts with the change; the editor itself waits 50 ms before it asks. */
  #begin({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document !== document || contentChanges.length !== 1 || reason !== undefined) return;
    const [{ range, text }] = contentChanges;
    const position = document.positionAt(document.offsetAt(range.start) + text.length);
    const cursor = this.#cursorAt(document, position);
    if (cursor) this.pipeline.begin(cursor);
  }

  #cursorAt(
    document: vscode.TextDocument,
    position: vscode.Position,
    inserted?: { readonly text: string; readonly end: vscode.Position },
  ): CursorState | undefined {
    const text = document.getText();
    if (text.length > longestDocument) return undefined;
    const offset = document.offsetAt(position);
    const end = inserted ? document.offsetAt(inserted.end) : offset;
    return {
      uri: canonicalUri(document.uri.toString()),
      languageId: document.languageId,
      version: inserted ? -1 : document.version,
      prefix: text.slice(0, offset) + (inserted?.text ?? ''),
      suffix: text.slice(end),
      recentEdits: this.edits.list(),
      pins: this.pins.list(),
      tabSize: tabSizeOf(document),
    };
  }

  #item(
    document: vscode.TextDocument,
    start: vscode.Position,
    cursor: vscode.Position,
    selectedText: string,
    suggestion: Suggestion,
  ): vscode.InlineCompletionItem {
    const end = document.positionAt(document.offsetAt(cursor) + suggestion.replaceSuffix);
    const item = new vscode.InlineCompletionItem(selectedText + suggestion.text, new vscode.Range(start, end));
    const id = this.metrics.tracker.returned(suggestion.id, {
      offset: document.offsetAt(cursor),
      text: selectedText
        ? (selectedText + suggestion.text).slice(document.offsetAt(cursor) - document.offsetAt(start))
        : suggestion.text,
      eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
      measures: suggestion.measures,
    });
    item.command = { command: ACCEPTED_COMMAND, title: 'Suggestion accepted', arguments: [id] };
    return item;
  }
}

function tabSizeOf(document: vscode.TextDocument): number {
  const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
  return typeof editor?.options.tabSize === 'number' ? editor.options.tabSize : 4;
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
