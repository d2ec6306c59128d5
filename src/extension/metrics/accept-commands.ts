import * as vscode from 'vscode';
import { parseTraceId } from '../../engine/host';
import type { SuggestionTracker } from '../../engine/metrics';

/** Command of an inline completion item; its only argument is the suggestion's id. The editor runs it on a full accept. */
export const ACCEPTED_COMMAND = 'cairn.suggestionAccepted';

/**
 * Commands that see an accept or a dismissal and then do what the editor's own command does. Their keys are bound with the
 * editor's own conditions and only while one of Cairn's suggestions is estimated visible.
 */
export function registerAcceptCommands(tracker: SuggestionTracker, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('cairn.acceptNextWord', () => {
      tracker.noteAcceptIntent('word');
      return vscode.commands.executeCommand('editor.action.inlineSuggest.acceptNextWord');
    }),
    vscode.commands.registerCommand('cairn.acceptNextLine', () => {
      tracker.noteAcceptIntent('line');
      return vscode.commands.executeCommand('editor.action.inlineSuggest.acceptNextLine');
    }),
    vscode.commands.registerCommand('cairn.hideSuggestion', () => {
      tracker.escapePressed();
      return vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    }),
    vscode.commands.registerCommand(ACCEPTED_COMMAND, (id: unknown) => {
      try {
        tracker.commandAccepted(parseTraceId(id));
      } catch {
        log.warn(`${ACCEPTED_COMMAND} was called without a suggestion's id; nothing is counted.`);
      }
    }),
  );
}
