import * as vscode from 'vscode';
import { canonicalUri } from '../../engine/text';
import { describeVerdict, type RuleReference } from '../../engine/workspace';
import type { PolicyOwner } from '../policy-owner';

/** Says in one sentence which rule excludes the file, and offers to open the rule. */
export async function whyExcluded(policy: PolicyOwner, target: vscode.Uri | undefined): Promise<void> {
  const uri = target ?? vscode.window.activeTextEditor?.document.uri;
  if (!uri) {
    void vscode.window.showInformationMessage('Open a file to see whether it is excluded.');
    return;
  }
  const current = policy.current();
  if (!current) {
    void vscode.window.showInformationMessage('The exclusion rules are being read; try again in a moment.');
    return;
  }
  const canonical = canonicalUri(uri.toString());
  const verdict = current.judge(canonical);
  const action = verdict.rule && openAction(verdict.rule);
  const sentence = describeVerdict(verdict, canonical).replaceAll('`', '"');
  const choice = await vscode.window.showInformationMessage(sentence, ...(action ? [action.label] : []));
  if (choice && action) await action.run();
}

function openAction(rule: RuleReference): { label: string; run: () => Thenable<unknown> } | undefined {
  const { source } = rule;
  switch (source.kind) {
    case 'gitignore':
    case 'cairnignore': {
      const line = rule.line - 1;
      const selection = new vscode.Range(line, 0, line, rule.pattern.length);
      return {
        label: 'Open Rule',
        run: () => vscode.window.showTextDocument(vscode.Uri.parse(source.uri), { selection }),
      };
    }
    case 'setting':
      return {
        label: 'Open Setting',
        run: () => vscode.commands.executeCommand('workbench.action.openSettings', source.setting),
      };
    case 'builtin':
    case 'limit':
      return undefined;
  }
}
