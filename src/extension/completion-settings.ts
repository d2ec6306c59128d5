import * as vscode from 'vscode';
import { type CompletionSettings, type CursorState, defaultCompletionSettings } from '../engine/completion';
import { SHOW_THRESHOLD } from '../engine/models';
import { mayAskAhead } from './may-ask-ahead';
import type { ModelState } from './model-owner';
import { askAhead, completionLanguages, completionOn, completionOnDemand, completionPlaces } from './settings';
import type { Snooze } from './snooze';

/** The user's settings as the pipeline takes them, for the document of a cursor. */
export function completionSettings(
  { uri, languageId }: CursorState,
  snooze: Snooze,
  model: ModelState,
): CompletionSettings {
  const scope = { uri: vscode.Uri.parse(uri), languageId };
  const snoozedUntil = snooze.until(uri);
  return {
    ...defaultCompletionSettings,
    enabled: completionOn(scope),
    languages: completionLanguages(scope),
    onDemand: completionOnDemand(scope),
    ...completionPlaces(scope),
    ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
    askAhead: mayAskAhead(askAhead(), model),
    threshold: SHOW_THRESHOLD,
  };
}
