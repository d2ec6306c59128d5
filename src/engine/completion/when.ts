import type { Policy } from '../workspace';
import { type CursorState, linePrefixOf, lineSuffixOf } from './cursor';
import type { DiscardReason } from './outcome';
import type { CompletionSettings } from './settings';

/** `invoked`: the user asked for a completion at this very place. */
export type CompletionTrigger = 'automatic' | 'invoked';

const wordCharacter = /^[\p{L}\p{M}\p{N}_$]/u;

const quiet: readonly DiscardReason[] = ['on-demand', 'snoozed', 'several-cursors', 'mid-word', 'dismissed-often'];

/** Whether a reason only keeps Cairn from offering something unasked. */
export const isOnlyQuiet = (reason: DiscardReason): boolean => quiet.includes(reason);

/** Why a completion is not even asked for at this cursor; undefined when it is. `now` is in milliseconds since the epoch. */
export function reasonNotToAsk(
  cursor: CursorState,
  trigger: CompletionTrigger,
  settings: CompletionSettings,
  policy: Policy | undefined,
  now: number,
): DiscardReason | undefined {
  const { languages, snoozedUntil = 0 } = settings;
  if (!settings.enabled) return 'disabled';
  if (!(languages[cursor.languageId] ?? languages['*'] ?? true)) return 'language-off';
  if (!policy) return 'no-policy';
  if (policy.judge(cursor.uri).strength === 'private') return 'excluded';
  if (cursor.prefix.length + cursor.suffix.length > settings.longestDocument) return 'too-long-file';
  if (linePrefixOf(cursor.prefix).length + lineSuffixOf(cursor.suffix).length > settings.longestLine)
    return 'too-long-line';
  if (trigger === 'invoked') return undefined;
  if (settings.onDemand) return 'on-demand';
  if (now < snoozedUntil) return 'snoozed';
  if (cursor.severalCursors) return 'several-cursors';
  // Before or inside a word, whatever is offered glues to what stands there.
  return wordCharacter.test(cursor.suffix.slice(0, 2)) ? 'mid-word' : undefined;
}
