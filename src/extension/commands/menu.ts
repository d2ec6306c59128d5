import * as vscode from 'vscode';
import { completionEnabled, completionOn } from '../settings';

interface MenuItem extends vscode.QuickPickItem {
  readonly command?: string;
}

export interface MenuState {
  /** Indexing stands still. */
  readonly paused: boolean;
  readonly endpointFails: boolean;
  readonly isExcluded: (uri: vscode.Uri) => boolean;
  readonly isPinned: (uri: vscode.Uri) => boolean;
}

/** The status bar item's menu; begins with the endpoint when that fails. */
export async function showMenu(state: MenuState): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const here = completionOn(document);
  const hasFolder = vscode.workspace.workspaceFolders !== undefined;
  const place = hasFolder ? 'in this workspace' : 'everywhere';
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const check = { label: '$(pulse) Check endpoint', command: 'cairn.checkEndpoint' };
  const items: MenuItem[] = [
    ...(state.endpointFails ? [{ ...check, label: '$(warning) Check endpoint' }, separator] : []),
    {
      label: `$(${here ? 'circle-slash' : 'play'}) Turn completion ${here ? 'off' : 'on'} ${place}`,
      command: 'cairn.toggleHere',
    },
    ...(document ? [languageItem(document)] : []),
    { label: '$(bell-slash) Snooze completion…', command: 'cairn.snooze' },
    ...(document ? [{ label: '$(lightbulb) Suggest here, now', command: 'editor.action.inlineSuggest.trigger' }] : []),
    ...(document?.uri.scheme === 'file' ? [separator, ...fileItems(document.uri, state)] : []),
    separator,
    { label: '$(comment) Ask a question…', command: 'cairn.ask' },
    { label: '$(graph) Show acceptance', command: 'cairn.showAcceptance' },
    { label: '$(database) Index status', command: 'cairn.indexStatus' },
    ...(hasFolder ? [indexingItem(state)] : []),
    { label: '$(plug) Set endpoint…', command: 'cairn.setEndpoint' },
    ...(state.endpointFails ? [] : [check]),
    separator,
    { label: '$(output) Show log', command: 'cairn.showLog' },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: 'Cairn' });
  if (picked?.command) await vscode.commands.executeCommand(picked.command);
}

function indexingItem({ paused }: MenuState): MenuItem {
  return paused
    ? { label: '$(sync) Resume indexing', command: 'cairn.resumeIndexing' }
    : { label: '$(sync-ignored) Pause indexing', command: 'cairn.pauseIndexing' };
}

function languageItem(document: vscode.TextDocument): MenuItem {
  const on = completionEnabled(document) !== 'language-off';
  return {
    label: `$(${on ? 'circle-slash' : 'play'}) Turn completion ${on ? 'off' : 'on'} for ${document.languageId}`,
    command: 'cairn.toggleLanguage',
  };
}

function fileItems(uri: vscode.Uri, state: MenuState): MenuItem[] {
  const exclude = { label: '$(shield) Exclude this file…', command: 'cairn.excludeFile' };
  if (state.isExcluded(uri))
    return [exclude, { label: '$(question) Why is this file excluded?', command: 'cairn.whyExcluded' }];
  const pin = state.isPinned(uri)
    ? { label: '$(pinned) Unpin this file', command: 'cairn.unpinFile' }
    : { label: '$(pin) Pin this file', command: 'cairn.pinFile' };
  return [exclude, pin, { label: '$(search) Show context at the cursor', command: 'cairn.contextAtCursor' }];
}
