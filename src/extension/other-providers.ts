import * as vscode from 'vscode';

/** Extensions that also offer ghost text. With two at work the editor shows one of them, and acceptance counts suffer. */
const otherProviders: Readonly<Record<string, string>> = {
  'github.copilot': 'GitHub Copilot',
  'github.copilot-chat': 'GitHub Copilot',
  'sourcegraph.cody-ai': 'Cody',
  'continue.continue': 'Continue',
  'tabbyml.vscode-tabby': 'Tabby',
  'ggml-org.llama-vscode': 'llama.vscode',
  'rjmacarthy.twinny': 'Twinny',
  'codeium.codeium': 'Windsurf',
  'supermaven.supermaven': 'Supermaven',
  'tabnine.tabnine-vscode': 'Tabnine',
  'amazonwebservices.amazon-q-vscode': 'Amazon Q',
  'google.geminicodeassist': 'Gemini Code Assist',
};

const seenKey = 'cairn.otherProvidersSeen';

/** Names of running extensions that offer ghost text besides Cairn. */
function activeOtherProviders(): readonly string[] {
  const names = vscode.extensions.all
    .filter((extension) => extension.isActive)
    .map((extension) => otherProviders[extension.id.toLowerCase()])
    .filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

/**
 * Says once per set of extensions that another one offers ghost text. Looks again when an editor is opened, because the others may
 * start later than Cairn and nothing tells when they do.
 */
export function noticeOtherProviders(state: vscode.Memento): vscode.Disposable {
  const look = (): void => void notice(state);
  look();
  return vscode.Disposable.from(vscode.window.onDidChangeActiveTextEditor(look), vscode.extensions.onDidChange(look));
}

/** Says that another extension offers ghost text, and how to turn either off. */
async function notice(state: vscode.Memento): Promise<void> {
  const names = activeOtherProviders();
  const key = names.join(', ');
  if (names.length === 0 || state.get(seenKey) === key) return;
  await state.update(seenKey, key);
  const show = 'Show Extensions';
  const off = 'Turn Cairn Completion Off';
  const choice = await vscode.window.showInformationMessage(
    `${key} also suggests code while you type. The editor shows one suggestion at a time, so turn one of them off.`,
    show,
    off,
  );
  if (choice === show) await vscode.commands.executeCommand('workbench.extensions.action.showEnabledExtensions');
  if (choice === off) {
    await vscode.workspace
      .getConfiguration('cairn')
      .update('completion.enabled', false, vscode.ConfigurationTarget.Global);
  }
}
