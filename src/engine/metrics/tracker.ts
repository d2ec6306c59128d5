import { type Disposable, newTraceId, type TraceId } from '../host';
import { AcceptedSpans } from './accepted-spans';
import { boundedLanguageId } from './bounded';
import { changeEffect, type DocumentChange, inputOf, shiftOf } from './change-effect';
import { countCharacters } from './characters';
import { withChosen } from './chosen-alternative';
import { EVENT_VERSION } from './events';
import {
  advance,
  expectedOffset,
  isTerminal,
  type Piece,
  remainingText,
  requestSuggestion,
  type Suggestion,
  type SuggestionInput,
  toDiscardReason,
} from './suggestion';
import { type RequestFacts, type RequestMeasures, suggestionEvent } from './suggestion-event';
import type { Offer, TrackerCounts, TrackerOptions } from './tracker-contract';
import { TypingCounter, typedCharacters } from './typing';

/** Milliseconds after which an answered suggestion whose place is unchanged is taken to be on screen. */
export const VISIBLE_AFTER_MS = 50;
/** Milliseconds on screen after which a suggestion counts as read. */
export const READ_AFTER_MS = 750;
/** Milliseconds that the item's command may come after the change that it belongs to. */
const COMMAND_WITHIN_MS = 500;
const INTENT_WITHIN_MS = 1000;
const ENDED_KEPT = 32;
const TYPING_INTERVAL_MS = 60_000;

interface Entry {
  readonly facts: RequestFacts;
  readonly requestedAt: number;
  readonly aliases: Set<TraceId>;
  readonly timers: Set<Disposable>;
  measures: RequestMeasures;
  alternatives: readonly string[];
  suggestion: Suggestion;
  /** The suggestion before the last change of the document: where an accept by command started from. */
  before?: { readonly suggestion: Suggestion; readonly at: number };
  typedIfSettled: number;
}

/**
 * The one owner of suggestions that are not over. It is told what the completion pipeline and the editor do, decides what
 * that means for each suggestion, and emits one event for each life that ends. Keeps suggested text in memory only.
 */
export class SuggestionTracker implements Disposable {
  readonly #requested = new Map<TraceId, Entry>();
  readonly #offered = new Map<string, Entry>();
  readonly #settling = new Map<TraceId, Entry>();
  readonly #accepted: AcceptedSpans;
  /** The last lives that ended, in case their text is offered again. */
  readonly #ended = new Map<TraceId, Entry>();
  readonly #cursors = new Map<string, number | undefined>();
  readonly #typing: TypingCounter;
  readonly #counts = { requested: 0, discarded: 0, ended: 0, impossible: 0 };
  #active: string | undefined;
  #inlineSuggestOn = true;
  #intent: { readonly piece: Piece; readonly at: number } | undefined;
  #visible = false;

  constructor(private readonly options: TrackerOptions) {
    this.#accepted = new AcceptedSpans({
      schedule: options.schedule,
      textOf: options.textOf,
      retained: (retention) => options.emit({ ...this.#head(), kind: 'retention', ...retention }),
    });
    this.#typing = new TypingCounter({
      now: () => options.clock.monotonic(),
      schedule: options.schedule,
      intervalMs: TYPING_INTERVAL_MS,
      emit: (interval) =>
        options.emit({
          ...this.#head(),
          kind: 'typing',
          ...interval,
          languageId: boundedLanguageId(interval.languageId),
        }),
    });
  }

  /** A completion was asked for. Its id must later be `discarded` or `returned`; the next request of the document discards it. */
  requested(facts: RequestFacts): void {
    if (this.#requested.has(facts.id) || this.#find(facts.id) !== undefined) return;
    for (const older of this.#requested.values())
      if (older.facts.uri === facts.uri) this.discarded(older.facts.id, 'superseded');
    this.#counts.requested += 1;
    this.#requested.set(facts.id, {
      facts,
      requestedAt: this.options.clock.now(),
      aliases: new Set(),
      timers: new Set(),
      measures: {},
      alternatives: [],
      suggestion: requestSuggestion(facts.id, this.options.clock.monotonic()),
      typedIfSettled: 0,
    });
  }

  /** The request ended without an answer for the editor; reasons are `DISCARD_REASONS`, others count as `other`. */
  discarded(id: TraceId, reason: string, measures: RequestMeasures = {}): void {
    const entry = this.#requested.get(id);
    if (entry === undefined) return;
    entry.measures = { ...entry.measures, ...measures };
    this.#apply(entry, { kind: 'request-discarded', reason: toDiscardReason(reason), at: this.#now() });
  }

  /**
   * The answer was handed to the editor. Returns the id that the item's command must carry: an earlier one when the same
   * text is already offered at the same place, a new one when the life of `id` has ended and its text is offered again. Call
   * it again with the same id when the rest of a suggestion is offered anew.
   */
  returned(id: TraceId, offer: Offer): TraceId {
    const entry = this.#requested.get(id) ?? this.#find(id);
    if (entry === undefined) return this.#offerAgain(id, offer);
    if (this.#settling.has(entry.facts.id)) return id;
    const uri = entry.facts.uri;
    const written = (said: string): string => said.replace(/\r\n|\n/g, offer.eol);
    const text = written(offer.text);
    const current = this.#offered.get(uri);
    if (current !== undefined && current !== entry) {
      if (expectedOffset(current.suggestion) === offer.offset && remainingText(current.suggestion) === text) {
        this.discarded(id, 'continued', offer.measures);
        current.aliases.add(id);
        return current.facts.id;
      }
      if (text !== '') this.#apply(current, { kind: 'replaced-by', other: id, at: this.#now() });
    }
    entry.measures = { ...entry.measures, ...offer.measures };
    if (this.#requested.delete(id) && text !== '') this.#offered.set(uri, entry);
    entry.before = undefined;
    entry.alternatives = (offer.alternatives ?? []).map(written);
    this.#apply(entry, { kind: 'returned', text, offset: offer.offset, at: this.#now() });
    if (entry.suggestion.state === 'returned') this.#after(entry, VISIBLE_AFTER_MS, () => this.#estimateVisible(entry));
    return entry.facts.id;
  }

  /** What is left of the suggestion offered at a place, for serving it again while the user types along; undefined when there is none. */
  offeredAt(uri: string, offset: number): { readonly id: TraceId; readonly text: string } | undefined {
    const entry = this.#offered.get(uri);
    if (entry === undefined || expectedOffset(entry.suggestion) !== offset) return undefined;
    return { id: entry.facts.id, text: remainingText(entry.suggestion) };
  }

  documentChanged(change: DocumentChange): void {
    if (change.changes.length === 0) return;
    const typed = typedCharacters(change);
    if (change.reason === 'undo') {
      for (const entry of this.#settling.values()) if (entry.facts.uri === change.uri) this.#settle(entry);
      this.#changeOffered(change, typed);
      this.#moveAccepted(change);
    } else {
      this.#moveAccepted(change);
      this.#changeOffered(change, typed);
    }
    this.#refreshVisible();
  }

  /** The primary cursor of a document; `offset` undefined when text is selected. */
  selectionChanged(uri: string, offset: number | undefined): void {
    this.#cursors.set(uri, offset);
    const entry = this.#offered.get(uri);
    if (entry !== undefined && expectedOffset(entry.suggestion) !== offset)
      this.#apply(entry, { kind: 'cursor-moved-away', at: this.#now() });
  }

  /** The document with the focus, undefined when no text editor has it. */
  activeDocumentChanged(uri: string | undefined): void {
    this.#active = uri;
    for (const [other, entry] of this.#offered)
      if (other !== uri) this.#apply(entry, { kind: 'editor-left', at: this.#now() });
    this.#refreshVisible();
  }

  documentClosed(uri: string): void {
    this.#cursors.delete(uri);
    for (const entry of [...this.#requested.values(), ...this.#offered.values()]) {
      if (entry.facts.uri === uri) this.#apply(entry, { kind: 'document-closed', at: this.#now() });
    }
    this.#accepted.documentClosed(uri);
  }

  /** Whether the editor shows inline suggestions at all (`editor.inlineSuggest.enabled`). */
  inlineSuggestEnabled(on: boolean): void {
    this.#inlineSuggestOn = on;
  }

  escapePressed(): void {
    const entry = this.#active === undefined ? undefined : this.#offered.get(this.#active);
    if (entry !== undefined) this.#apply(entry, { kind: 'escape', at: this.#now() });
  }

  /** The item's command ran: the editor has put the whole rest of the suggestion into the document. */
  commandAccepted(id: TraceId): void {
    const entry = this.#find(id);
    if (entry === undefined) return;
    const at = this.#now();
    if (entry.before !== undefined && at - entry.before.at <= COMMAND_WITHIN_MS)
      entry.suggestion = entry.before.suggestion;
    entry.before = undefined;
    entry.typedIfSettled = 0;
    this.#apply(entry, { kind: 'accepted-by-command', at });
  }

  /** The user is about to accept the next word or line; the change that follows is that accept. */
  noteAcceptIntent(piece: 'word' | 'line'): void {
    this.#intent = { piece, at: this.#now() };
  }

  /** Emits the characters typed since the last interval; they are emitted too whenever a shown suggestion ends. */
  flushTyping(): void {
    this.#typing.flush();
  }

  counts(): TrackerCounts {
    return { ...this.#counts, open: this.#requested.size + this.#offered.size + this.#settling.size };
  }

  /** Ends what is open as the window's closing, and emits it. */
  dispose(): void {
    for (const entry of this.#settling.values()) this.#settle(entry);
    for (const entry of [...this.#requested.values(), ...this.#offered.values()])
      this.#apply(entry, { kind: 'window-closed', at: this.#now() });
    this.#accepted.dispose();
    this.#typing.dispose();
  }

  #offerAgain(id: TraceId, offer: Offer): TraceId {
    const ended = this.#ended.get(id);
    if (ended === undefined || offer.text === '') return id;
    const again = newTraceId(this.options.clock);
    this.requested({ ...ended.facts, id: again });
    const known = this.returned(again, { ...offer, measures: { ...ended.measures, ...offer.measures, cached: true } });
    this.#find(known)?.aliases.add(id);
    return known;
  }

  #changeOffered(change: DocumentChange, typed: number): void {
    for (const entry of this.#settling.values()) if (entry.facts.uri === change.uri) this.#shift(entry, change);
    const entry = this.#offered.get(change.uri);
    if (entry === undefined) {
      this.#typing.add(change.languageId, typed);
      return;
    }
    const intent = this.#freshIntent();
    entry.suggestion = withChosen(entry.suggestion, entry.alternatives, change, intent);
    const effect = changeEffect(entry.suggestion, change, intent);
    if (effect.shift !== 0) entry.suggestion = { ...entry.suggestion, anchor: entry.suggestion.anchor + effect.shift };
    const input = inputOf(effect, expectedOffset(entry.suggestion), this.#now());
    if (input === undefined) {
      this.#typing.add(change.languageId, typed);
      return;
    }
    this.#intent = undefined;
    this.#applyChange(entry, input, change, typed);
  }

  #applyChange(entry: Entry, input: SuggestionInput, change: DocumentChange, typed: number): void {
    const before = entry.suggestion;
    const next = advance(before, input);
    const whole = next.suggestion.done === next.suggestion.text.length;
    const mayBeAccept = whole || change.changes.some((span) => countCharacters(span.inserted) > 1);
    if (next.kind === 'moved' && isTerminal(next.suggestion.state) && mayBeAccept && change.reason === undefined) {
      stopTimers(entry);
      this.#offered.delete(entry.facts.uri);
      this.#settling.set(entry.facts.id, entry);
      entry.before = { suggestion: before, at: input.at };
      entry.suggestion = next.suggestion;
      entry.typedIfSettled = input.kind === 'partial-accept' || next.suggestion.cause === 'inserted' ? 0 : typed;
      this.#after(entry, COMMAND_WITHIN_MS, () => this.#settle(entry));
      return;
    }
    const acceptedMore = next.suggestion.charactersAccepted > before.charactersAccepted;
    this.#typing.add(change.languageId, acceptedMore ? 0 : typed);
    this.#apply(entry, input);
    entry.before = { suggestion: before, at: input.at };
  }

  #settle(entry: Entry): void {
    this.#typing.add(entry.facts.languageId, entry.typedIfSettled);
    this.#finish(entry);
  }

  #shift(entry: Entry, change: DocumentChange): void {
    const by = shiftOf(entry.suggestion.anchor, change.changes);
    if (by === 0) return;
    entry.suggestion = { ...entry.suggestion, anchor: entry.suggestion.anchor + by };
    if (entry.before !== undefined) {
      const { suggestion, at } = entry.before;
      entry.before = { suggestion: { ...suggestion, anchor: suggestion.anchor + by }, at };
    }
  }

  #moveAccepted(change: DocumentChange): void {
    for (const suggestion of this.#accepted.documentChanged(change)) {
      const result = this.#advance(suggestion, { kind: 'undone-within-10s', at: this.#now() });
      if (result.undone) this.options.emit({ ...this.#head(), kind: 'undone', id: result.id });
    }
  }

  #estimateVisible(entry: Entry): void {
    const { uri } = entry.facts;
    const place = expectedOffset(entry.suggestion);
    const inPlace = !this.#cursors.has(uri) || this.#cursors.get(uri) === place;
    if (entry.suggestion.state !== 'returned' || !this.#inlineSuggestOn || this.#active !== uri || !inPlace) return;
    this.#apply(entry, { kind: 'offered-visible', at: this.#now() });
    this.#after(entry, READ_AFTER_MS, () => this.#apply(entry, { kind: 'dwell-reached', at: this.#now() }));
  }

  #apply(entry: Entry, input: SuggestionInput): void {
    entry.suggestion = this.#advance(entry.suggestion, input);
    if (isTerminal(entry.suggestion.state)) this.#finish(entry);
    this.#refreshVisible();
  }

  #advance(suggestion: Suggestion, input: SuggestionInput): Suggestion {
    const result = advance(suggestion, input);
    if (result.kind === 'moved') return result.suggestion;
    if (this.options.strict === true)
      throw new Error(`a suggestion in state ${result.state} cannot take ${result.input}`);
    this.#counts.impossible += 1;
    this.options.emit({ ...this.#head(), kind: 'anomaly', state: result.state, input: result.input });
    return suggestion;
  }

  #finish(entry: Entry): void {
    const { suggestion, facts } = entry;
    stopTimers(entry);
    this.#requested.delete(facts.id);
    this.#settling.delete(facts.id);
    if (this.#offered.get(facts.uri) === entry) this.#offered.delete(facts.uri);
    if (suggestion.state === 'discarded') {
      this.#counts.discarded += 1;
    } else {
      this.#counts.ended += 1;
      this.#typing.flush();
    }
    this.#ended.set(facts.id, entry);
    for (const oldest of this.#ended.keys()) if (this.#ended.size > ENDED_KEPT) this.#ended.delete(oldest);
    const { window, cairnVersion, salt } = this.options;
    this.options.emit(
      suggestionEvent(suggestion, facts, entry.measures, {
        requestedAt: entry.requestedAt,
        window,
        cairnVersion,
        salt,
      }),
    );
    this.#accepted.add(suggestion, facts.uri, this.#now());
  }

  #find(id: TraceId): Entry | undefined {
    for (const entry of [...this.#offered.values(), ...this.#settling.values()]) {
      if (entry.facts.id === id || entry.aliases.has(id)) return entry;
    }
    return undefined;
  }

  #freshIntent(): Piece | undefined {
    const intent = this.#intent;
    return intent !== undefined && this.#now() - intent.at <= INTENT_WITHIN_MS ? intent.piece : undefined;
  }

  #refreshVisible(): void {
    const state = this.#active === undefined ? undefined : this.#offered.get(this.#active)?.suggestion.state;
    const visible = state === 'shown' || state === 'read';
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.options.onVisible?.(visible);
  }

  #after(entry: Entry, delayMs: number, run: () => void): void {
    const timer = this.options.schedule(delayMs, () => {
      entry.timers.delete(timer);
      run();
    });
    entry.timers.add(timer);
  }

  #now(): number {
    return this.options.clock.monotonic();
  }

  #head(): { readonly v: typeof EVENT_VERSION; readonly at: number; readonly window: string } {
    return { v: EVENT_VERSION, at: Math.max(0, Math.round(this.options.clock.now())), window: this.options.window };
  }
}

function stopTimers(entry: Entry): void {
  for (const timer of entry.timers) timer.dispose();
  entry.timers.clear();
}
