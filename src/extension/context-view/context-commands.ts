import * as vscode from 'vscode';
import { newTraceId, nodeHost } from '../../engine/host';
import { defaultCompletionSettings } from '../../engine/completion';
import type { ContextSource, RecentEdit } from '../../engine/retrieval';
import { canonicalUri } from '../../engine/text';
import { describeVerdict, type Policy } from '../../engine/workspace';
import type { PlaceNode } from './context-nodes';
import { atCursorCommand } from './context-sections';
import type { ContextView } from './context-view';
import type { Pins } from './pins';
import { openCommand } from './tree-item';

export interface ContextCommandPorts {
  readonly view: ContextView;
  readonly pins: Pins;
  readonly source: Pick<ContextSource, 'context'>;
  readonly policy: () => Policy | undefined;
  readonly recentEdits: () => readonly RecentEdit[];
}

/** The commands of the view and of pins. Those on a file take its URI or its row in the view, else the active editor's file. */
export function registerContextCommands(ports: ContextCommandPorts): vscode.Disposable {
  const { view, pins } = ports;
  return vscode.Disposable.from(
    vscode.commands.registerCommand(openCommand, (value: unknown) => (isPlace(value) ? view.open(value) : undefined)),
    vscode.commands.registerCommand('cairn.pinFile', async (value: unknown) => {
      const uri = fileOf(value);
      const result = uri ? await pins.pin(uri.toString()) : undefined;
      if (!result) say('Open a file of the workspace to pin it.');
      else if (result.kind === 'refused') say(result.message);
    }),
    vscode.commands.registerCommand('cairn.unpinFile', async (value: unknown) => {
      const uri = fileOf(value);
      if (uri && pins.has(uri.toString())) await pins.unpin(uri.toString());
      else say('This file is not pinned.');
    }),
    vscode.commands.registerCommand(atCursorCommand, () => showAtCursor(ports)),
  );
}

/** The file that a command is about: a URI, a row of the view, or the active editor's. */
export function fileOf(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  if (isPlace(value)) return vscode.Uri.parse(value.uri);
  return vscode.window.activeTextEditor?.document.uri;
}

/** Asks the engine what a model would be given at the cursor, and shows it; nothing is sent to a model. */
async function showAtCursor({ view, pins, source, policy, recentEdits }: ContextCommandPorts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !['file', 'untitled'].includes(editor.document.uri.scheme)) {
    say('Open a file and place the cursor to see the context there.');
    return;
  }
  const { document, selection } = editor;
  const uri = canonicalUri(document.uri.toString());
  const verdict = policy()?.judge(uri);
  if (verdict?.strength === 'private') {
    say(`No context is made for this file. ${describeVerdict(verdict, uri).replaceAll('`', '"')}.`);
    return;
  }
  const text = document.getText();
  const offset = document.offsetAt(selection.active);
  const trace = newTraceId(nodeHost());
  const query = {
    trace,
    uri,
    languageId: document.languageId,
    version: document.version,
    prefix: text.slice(0, offset),
    suffix: text.slice(offset),
    budgetTokens: defaultCompletionSettings.contextTokens,
    recentEdits: recentEdits(),
    pins: pins.list(),
  };
  try {
    await source.context(query, new AbortController().signal);
  } catch {
    say('The context server does not answer; it starts again by itself, so try again in a moment.');
    return;
  }
  await view.show({ trace, uri, line: selection.active.line + 1 });
}

function isPlace(value: unknown): value is PlaceNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'place' &&
    'uri' in value &&
    typeof value.uri === 'string'
  );
}

function say(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
