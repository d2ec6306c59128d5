import * as vscode from 'vscode';
import type { CompletionOutcome, CompletionPipeline, CursorState } from '../engine/completion';
import { typedBeforeCursor } from '../engine/metrics';
import { canonicalUri } from '../engine/text';
import { cursorState, type SelectedItem } from './completion-cursor';
import { ACCEPTED_COMMAND, type MetricsOwner } from './metrics';
import type { Pins } from './context-view';
import { CursorRest } from './cursor-rest';
import type { PolicyOwner } from './policy-owner';
import type { RecentEdits } from './recent-edits';

/** Turns editor events into requests of the completion pipeline, and its suggestions into ghost text. Holds no state of its own. */
export class CompletionProvider implements vscode.InlineCompletionItemProvider, vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    private readonly pipeline: CompletionPipeline,
    private readonly metrics: MetricsOwner,
    private readonly edits: RecentEdits,
    private readonly pins: Pick<Pins, 'list'>,
    private readonly policy: Pick<PolicyOwner, 'places' | 'whenInForce'>,
    private readonly ended: (outcome: CompletionOutcome) => void,
  ) {
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.#begin(event)),
      new CursorRest((document, position) => this.pipeline.rested(this.#cursorAt(document, position))),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.pipeline.closed(canonicalUri(uri.toString()))),
      vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, this),
    ];
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    // A document that was opened a moment ago is private until it is known where it is, all are while rules that have changed are
    // read, and the editor does not ask again.
    await this.policy.places.whenFound(document);
    await this.policy.whenInForce(token);
    if (token.isCancellationRequested) return [];
    const selected = context.selectedCompletionInfo;
    const start = selected?.range.start ?? position;
    const item = selected && { text: selected.text, end: position };
    const cursor = this.#cursorAt(document, start, item);
    const trigger = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke ? 'invoked' : 'automatic';
    const outcome = await this.pipeline.request(cursor, trigger, signalOf(token));
    this.ended(outcome);
    if (outcome.kind !== 'suggestion') return [];
    return this.#items(document, start, position, selected?.text ?? '', outcome);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  /** Work starts with the change; the editor itself waits 50 ms before it asks. */
  #begin({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document !== document || contentChanges.length !== 1 || reason !== undefined) return;
    const [{ range, text }] = contentChanges;
    const position = document.positionAt(document.offsetAt(range.start) + typedBeforeCursor(text).length);
    this.pipeline.begin(this.#cursorAt(document, position));
  }

  #cursorAt(document: vscode.TextDocument, position: vscode.Position, selected?: SelectedItem): CursorState {
    return { ...cursorState(document, position, selected), recentEdits: this.edits.list(), pins: this.pins.list() };
  }

  /** The suggestion and its alternatives; they are one suggestion to metrics, which sees which text was taken. */
  #items(
    document: vscode.TextDocument,
    start: vscode.Position,
    cursor: vscode.Position,
    selectedText: string,
    { suggestion, alternatives }: Extract<CompletionOutcome, { kind: 'suggestion' }>,
  ): vscode.InlineCompletionItem[] {
    const offset = document.offsetAt(cursor);
    const startOffset = document.offsetAt(start);
    const fromCursor = (text: string): string => (selectedText + text).slice(selectedText ? offset - startOffset : 0);
    const id = this.metrics.tracker.returned(suggestion.id, {
      offset,
      text: fromCursor(suggestion.text),
      alternatives: alternatives.map(({ text }) => fromCursor(text)),
      eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
      measures: suggestion.measures,
    });
    const command = { command: ACCEPTED_COMMAND, title: 'Suggestion accepted', arguments: [id] };
    return [suggestion, ...alternatives].map(({ text, replaceSuffix }) => {
      const range = new vscode.Range(start, document.positionAt(offset + replaceSuffix));
      return Object.assign(new vscode.InlineCompletionItem(selectedText + text, range), { command });
    });
  }
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
