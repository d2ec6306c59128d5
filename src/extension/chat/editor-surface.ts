import * as vscode from 'vscode';
import type { Source } from '../../engine/chat';
import { canonicalUri } from '../../engine/text';
import type { ChatSurface } from './chat-controller';
import { indentToCursor } from './indent';

const commands = {
  'set-endpoint': 'cairn.setEndpoint',
  'set-key': 'cairn.setKey',
  'show-log': 'cairn.showLog',
} as const;

/** The chat's actions in the editor. */
export function editorSurface(): ChatSurface {
  return {
    openSource,
    openLink: async (href) => void (await vscode.env.openExternal(vscode.Uri.parse(href, true))),
    copy: async (text) => vscode.env.clipboard.writeText(text),
    insert,
    act: async (action) => void (await vscode.commands.executeCommand(commands[action])),
    openFiles,
  };
}

async function openSource({ origin, path }: Source): Promise<void> {
  const { start, end } = origin.range;
  try {
    await vscode.window.showTextDocument(vscode.Uri.parse(origin.uri, true), {
      selection: new vscode.Range(start.line, start.character, end.line, end.character),
      preview: true,
    });
  } catch {
    void vscode.window.showWarningMessage(`${path} cannot be opened; it may have been moved or deleted.`);
  }
}

async function insert(text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (!editor) {
    void vscode.window.showInformationMessage(
      'Open a file and place the cursor where the code goes, then insert again.',
    );
    return;
  }
  const { document } = editor;
  const done = await editor.edit((edit) => {
    for (const selection of editor.selections) {
      const line = document.lineAt(selection.start.line).text;
      edit.replace(selection, indentToCursor(text, line.slice(0, selection.start.character)));
    }
  });
  if (!done) {
    void vscode.window.showWarningMessage('The code could not be inserted; the file may be read-only.');
    return;
  }
  await vscode.window.showTextDocument(document, { viewColumn: editor.viewColumn, preserveFocus: false });
}

function openFiles(): readonly string[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap((tab) => (tab.input instanceof vscode.TabInputText ? [tab.input.uri] : []));
  const uris = (active ? [active, ...tabs] : tabs).map((uri) => canonicalUri(uri.toString()));
  return [...new Set(uris)];
}
