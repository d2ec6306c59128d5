import * as vscode from 'vscode';
import type { ContextNode, PlaceNode } from './context-nodes';

const icons: Readonly<Record<PlaceNode['what'], string>> = {
  signature: 'symbol-method',
  chunk: 'code',
  edit: 'edit',
  mention: 'mention',
  dropped: 'dash',
  file: 'file',
};

/** The command that a click on a place runs, with its node. */
export const openCommand = 'cairn.openContext';

/** How a node looks in the tree. */
export function treeItem(node: ContextNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label);
  item.id = node.id;
  switch (node.kind) {
    case 'section':
      item.collapsibleState = node.collapsed
        ? vscode.TreeItemCollapsibleState.Collapsed
        : vscode.TreeItemCollapsibleState.Expanded;
      item.description = node.description;
      item.tooltip = markdown(node.tooltip);
      item.contextValue = 'section';
      return item;
    case 'place':
      item.description = node.description;
      item.tooltip = markdown(node.tooltip);
      item.iconPath = new vscode.ThemeIcon(node.pinned && node.what !== 'file' ? 'pinned' : icons[node.what]);
      item.contextValue = node.pinned ? 'placePinned' : 'place';
      item.command = { command: openCommand, title: 'Open', arguments: [node] };
      item.accessibilityInformation = { label: `${node.label}, ${node.description.replaceAll(' · ', ', ')}` };
      return item;
    case 'message':
      item.iconPath = new vscode.ThemeIcon(node.command ? 'search' : 'info');
      item.contextValue = 'message';
      if (node.tooltip) item.tooltip = node.tooltip;
      if (node.command) item.command = { command: node.command, title: node.label };
      return item;
  }
}

function markdown(text: string): vscode.MarkdownString {
  const value = new vscode.MarkdownString(text);
  value.isTrusted = false;
  value.supportHtml = false;
  return value;
}
