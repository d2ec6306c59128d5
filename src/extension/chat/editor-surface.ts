import * as vscode from 'vscode';
import type { Source } from '../../engine/chat';
import { canonicalUri } from '../../engine/text';
import type { SourceOpener } from '../source-opener';
import type { ChatSurface } from './chat-controller';
import { indentToCursor } from './indent';

const commands = {
  'set-endpoint': ['cairn.setEndpoint'],
  'check-endpoint': ['cairn.checkEndpoint'],
  'set-key': ['cairn.setKey'],
  'change-limits': ['workbench.action.openSettings', 'cairn.endpoint.dailyTokens'],
  'show-log': ['cairn.showLog'],
} as const;

/** The chat's actions in the editor. */
export class EditorSurface implements ChatSurface {
  constructor(private readonly opener: SourceOpener) {}

  openSource({ origin, path }: Source): Promise<void> {
    return this.opener.open({ uri: origin.uri, path, range: origin.range });
  }

  async openLink(href: string): Promise<void> {
    await vscode.env.openExternal(vscode.Uri.parse(href, true));
  }

  async copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
  }

  /** Inserts at every cursor; selected text stays. */
  async insert(text: string): Promise<void> {
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
    if (!editor) {
      void vscode.window.showInformationMessage(
        'Open a file and place the cursor where the code goes, then insert again.',
      );
      return;
    }
    const { document } = editor;
    const done = await editor.edit((edit) => {
      for (const { active } of editor.selections) {
        edit.insert(active, indentToCursor(text, document.lineAt(active.line).text.slice(0, active.character)));
      }
    });
    if (!done) {
      void vscode.window.showWarningMessage('The code could not be inserted; the file may be read-only.');
      return;
    }
    await vscode.window.showTextDocument(document, { viewColumn: editor.viewColumn, preserveFocus: false });
  }

  async act(action: keyof typeof commands): Promise<void> {
    const [command, ...values] = commands[action];
    await vscode.commands.executeCommand(command, ...values);
  }

  openFiles(): readonly string[] {
    const active = vscode.window.activeTextEditor?.document.uri;
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .flatMap((tab) => (tab.input instanceof vscode.TabInputText ? [tab.input.uri] : []));
    const uris = (active ? [active, ...tabs] : tabs).map((uri) => canonicalUri(uri.toString()));
    return [...new Set(uris)];
  }
}
