import * as vscode from 'vscode';
import type { MetricsOwner } from './metrics-owner';

const SCHEME = 'cairn-report';
const REPORT = vscode.Uri.from({ scheme: SCHEME, path: '/Acceptance.md' });

/** `Cairn: Show Acceptance`: the report as a virtual Markdown document, in the editor's preview where there is one. */
export function registerShowAcceptance(metrics: MetricsOwner): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => contentOf(metrics),
    }),
    vscode.commands.registerCommand('cairn.showAcceptance', async () => {
      changed.fire(REPORT);
      if (vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined) {
        await vscode.commands.executeCommand('markdown.showPreview', REPORT);
        return;
      }
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(REPORT), { preview: true });
    }),
  );
}

async function contentOf(metrics: MetricsOwner): Promise<string> {
  try {
    return await metrics.report();
  } catch (error) {
    return `The records cannot be read: ${String(error)}\n\nSee \`Cairn: Show Log\`.\n`;
  }
}
