import fc from 'fast-check';
import type { MetricsEvent, SuggestionEvent } from '../../../src/engine/metrics';
import { Scene, traceId, WINDOW } from './support';

/** An accepted suggestion. */
export const template = ((): SuggestionEvent => {
  const scene = new Scene().open('');
  scene.tab(scene.offer(1, 'alpha'), 'alpha');
  const [event] = scene.suggestions;
  if (event === undefined) throw new Error('no event');
  return event;
})();

/** Milliseconds. */
export const DAY = 86_400_000;
const outcomes = [
  'accepted',
  'typed-through',
  'accepted-partly',
  'dismissed',
  'ignored',
  'replaced',
  'discarded',
] as const;

const anySuggestion = fc
  .record({
    outcome: fc.constantFrom(...outcomes),
    languageId: fc.constantFrom('go', 'rust'),
    model: fc.constantFrom('embedded', 'qwen'),
    at: fc.nat(3 * DAY),
    read: fc.boolean(),
    charactersAccepted: fc.nat(50),
    undone: fc.boolean(),
  })
  .map(({ outcome, read, undone, ...rest }) => {
    const taken = outcome === 'accepted' || outcome === 'typed-through' || outcome === 'accepted-partly';
    const event: SuggestionEvent = {
      ...template,
      ...rest,
      outcome,
      charactersAccepted: taken ? rest.charactersAccepted : 0,
      discardReason: outcome === 'discarded' ? 'empty' : null,
      shownMs: outcome === 'discarded' ? null : 1,
      readMs: outcome !== 'discarded' && (taken || read) ? 2 : null,
    };
    return { event, undone: taken && undone };
  });

/** Up to so many suggestions of three days, some of them undone after five seconds, and typing. */
export const anyHistory = fc.array(anySuggestion, { maxLength: 40 }).map(historyOf);

/** The same within minutes, in the order of their time, so that many come before an undo and after it. */
export const anyBusyHistory = fc
  .array(anySuggestion, { minLength: 80, maxLength: 300 })
  .map((many) => many.map(({ event, undone }) => ({ event: { ...event, at: event.at % 600_000 }, undone })))
  .map((many) => historyOf(many).events.toSorted((a, b) => a.at - b.at));

function historyOf(many: readonly { readonly event: SuggestionEvent; readonly undone: boolean }[]) {
  const suggestions = many.map(({ event, undone }, i) => ({ ...event, id: traceId(i), undone }));
  const undos = suggestions
    .filter(({ undone }) => undone)
    .map(({ id, at }): MetricsEvent => ({ v: 1, at: at + 5000, window: WINDOW, kind: 'undone', id }));
  const typing: MetricsEvent[] = suggestions.slice(0, 5).map(({ at, languageId }) => ({
    v: 1,
    at,
    window: WINDOW,
    kind: 'typing',
    languageId,
    seconds: 60,
    characters: 7,
  }));
  return {
    suggestions,
    events: [...typing, ...suggestions, ...undos] as MetricsEvent[],
  };
}
