import { type CompletionSettings, type CursorState, defaultCompletionSettings } from '../engine/completion';
import { SHOW_THRESHOLD } from '../engine/models';
import { completionLanguages, completionOn } from './settings';
import * as vscode from 'vscode';

/** The user's settings as the pipeline takes them, for the document of a cursor. */
export function completionSettings({ uri, languageId }: CursorState): CompletionSettings {
  const scope = { uri: vscode.Uri.parse(uri), languageId };
  return {
    ...defaultCompletionSettings,
    enabled: completionOn(scope),
    languages: completionLanguages(scope),
    threshold: SHOW_THRESHOLD,
  };
}
