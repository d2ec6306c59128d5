import * as vscode from 'vscode';

const scheme = 'cairn-report';

export interface Report {
  /** The command that shows it. */
  readonly command: string;
  /** The virtual document's name without its ending. */
  readonly name: string;
  /** Done by the command before the report is shown; false when it was given up. */
  readonly prepare?: () => Promise<boolean>;
  /** Markdown. */
  readonly content: () => Promise<string>;
}

/** Registers commands that show a report: a virtual Markdown document, in the editor's preview where there is one. */
export function registerReports(reports: readonly Report[]): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const uriOf = ({ name }: Report): vscode.Uri => vscode.Uri.from({ scheme, path: `/${name}.md` });
  const byPath = new Map(reports.map((report) => [uriOf(report).path, report]));
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => textOf(byPath.get(uri.path)),
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    ...reports.map((report) =>
      vscode.commands.registerCommand(report.command, async () => {
        if ((await report.prepare?.()) === false) return;
        changed.fire(uriOf(report));
        await show(uriOf(report));
      }),
    ),
  );
}

async function show(uri: vscode.Uri): Promise<void> {
  if (vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined) {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
    return;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

async function textOf(report: Report | undefined): Promise<string> {
  try {
    return (await report?.content()) ?? '';
  } catch (error) {
    return `The report cannot be made: ${String(error)}\n\nSee \`Cairn: Show Log\`.\n`;
  }
}
