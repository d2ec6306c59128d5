import * as vscode from 'vscode';
import type { Host } from '../../engine/host';
import {
  acceptanceIn,
  type Counts,
  describeBriefly,
  EVENT_VERSION,
  loadAcceptanceReport,
  type MarkerEvent,
  type MetricsEvent,
  MetricsStore,
  RunningCounts,
  type Schedule,
  SuggestionTracker,
  sumOfCounts,
} from '../../engine/metrics';
import { metricsEnabled } from '../settings';
import { registerAcceptCommands } from './accept-commands';
import { EditorObserver, textOf } from './editor-observer';

const SALT_KEY = 'cairn.metrics.salt';
const VERSION_KEY = 'cairn.metrics.version';
const TOOLTIP_DAYS = 30;
const DAY_MS = 86_400_000;

const schedule: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return { dispose: () => clearTimeout(timer) };
};

/**
 * Metrics in one editor window: the tracker that the completion provider and the editor report to, and the store behind it.
 * With `cairn.metrics.enabled` off nothing is recorded; Escape is still heard, since suggestions pause after repeated dismissals.
 */
export class MetricsOwner implements vscode.Disposable {
  readonly tracker: SuggestionTracker;
  /** Fires when the figures of `tooltip` may have changed. */
  readonly onDidChange: vscode.Event<void>;

  /** Fires with the id of a suggestion that was hidden with Escape, also when a part of it had been accepted. */
  readonly onDidDismiss: vscode.Event<string>;

  readonly #changed = new vscode.EventEmitter<void>();
  readonly #dismissed = new vscode.EventEmitter<string>();
  readonly #window: string;
  readonly #version: string;
  readonly #store: MetricsStore;
  readonly #parts: vscode.Disposable;
  /** What was stored in the last days before this session; undefined until it is read. */
  #before: Counts | undefined;
  /** Events of this session that the tooltip counts. */
  #session = new RunningCounts(utcOffsetMinutes);
  #closing: Promise<void> | undefined;
  #markErased = false;
  #writeFailed = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly host: Host,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const { extension, globalStorageUri, workspaceState } = context;
    const version: unknown = extension.packageJSON?.version;
    this.onDidChange = this.#changed.event;
    this.onDidDismiss = this.#dismissed.event;
    this.#version = typeof version === 'string' ? version : '0.0.0';
    this.#window = host.randomId().slice(0, 16);
    this.#store = new MetricsStore(host, {
      directory: vscode.Uri.joinPath(globalStorageUri, 'metrics').fsPath,
      window: this.#window,
    });
    this.tracker = new SuggestionTracker({
      clock: host,
      schedule,
      window: this.#window,
      cairnVersion: this.#version,
      salt: saltOf(workspaceState, host),
      emit: (event) => this.#record(event),
      textOf,
      onVisible: (visible) => void vscode.commands.executeCommand('setContext', 'cairn.suggestionVisible', visible),
    });
    this.#parts = vscode.Disposable.from(
      new EditorObserver(this.tracker),
      registerAcceptCommands(this.tracker, log),
      this.#changed,
      this.#dismissed,
    );
  }

  /** Reads the last days for the tooltip and marks a new or changed installation. Call it once, after activation. */
  async start(): Promise<void> {
    const sinceDay = new Date(this.host.now() - TOOLTIP_DAYS * DAY_MS).toISOString().slice(0, 10);
    try {
      const { counts, torn, corrupt, unreadable } = await this.#store.sum({
        utcOffsetMinutes: utcOffsetMinutes(),
        sinceDay,
        exceptWindow: this.#window,
      });
      if (torn + corrupt + unreadable > 0)
        this.log.info(`Metrics: skipped ${torn} torn lines, ${corrupt} unknown lines, ${unreadable} unreadable files.`);
      this.#before = counts;
    } catch (error) {
      this.log.error(`Metrics cannot be read: ${String(error)}`);
      this.#before ??= sumOfCounts([]);
    }
    this.#changed.fire();
    const before = this.context.globalState.get<string>(VERSION_KEY);
    if (!metricsEnabled() || before === this.#version) return;
    this.#record(this.#marker(before === undefined ? 'installed' : 'updated'));
    await this.context.globalState.update(VERSION_KEY, this.#version);
  }

  /** Markdown for the status bar's tooltip: the last 30 days. */
  tooltip(): string {
    const off = metricsEnabled() ? '' : '\n\nRecording is off (`cairn.metrics.enabled`).';
    if (this.#before === undefined) return `Acceptance rate: being read.${off}`;
    const session = this.#session.counts();
    return describeBriefly(acceptanceIn(sumOfCounts([this.#before, session])), TOOLTIP_DAYS) + off;
  }

  /** Markdown of the whole report, over everything that is stored. */
  async report(): Promise<string> {
    this.tracker.flushTyping();
    const stored = await this.#store.sum({ utcOffsetMinutes: utcOffsetMinutes() });
    const acceptanceReport = await loadAcceptanceReport();
    return acceptanceReport(stored, metricsEnabled(), utcOffsetMinutes());
  }

  /** Removes all records of all windows. */
  async erase(): Promise<void> {
    await this.#store.erase();
    this.#before = sumOfCounts([]);
    this.#session = new RunningCounts(utcOffsetMinutes);
    this.#markErased = true;
    await this.context.globalState.update(VERSION_KEY, this.#version);
    await this.context.workspaceState.update(SALT_KEY, undefined);
    this.#changed.fire();
  }

  /** Ends what is open, writes it, and resolves when it is written. For `deactivate`. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  dispose(): void {
    void this.close();
  }

  async #close(): Promise<void> {
    this.#parts.dispose();
    this.tracker.dispose();
    await this.#store.flush();
  }

  #record(event: MetricsEvent): void {
    if (event.kind === 'suggestion' && event.cause === 'escape') this.#dismissed.fire(event.id);
    if (!metricsEnabled()) return;
    if (this.#markErased) {
      this.#markErased = false;
      this.#append(this.#marker('erased'));
    }
    this.#append(event);
    if (!counts(event)) return;
    this.#session.add(event);
    if (this.#closing === undefined) this.#changed.fire();
  }

  #append(event: MetricsEvent): void {
    this.#store.append(event).then(
      () => {
        this.#writeFailed = false;
      },
      (error: unknown) => {
        if (!this.#writeFailed) this.log.error(`Metrics cannot be written: ${String(error)}`);
        this.#writeFailed = true;
      },
    );
  }

  #marker(marker: MarkerEvent['marker']): MarkerEvent {
    return {
      v: EVENT_VERSION,
      at: this.host.now(),
      window: this.#window,
      kind: 'marker',
      marker,
      cairnVersion: this.#version,
    };
  }
}

/** Discarded requests are by far the most events, and the tooltip shows nothing of them. */
function counts(event: MetricsEvent): boolean {
  return (
    event.kind === 'undone' || event.kind === 'typing' || (event.kind === 'suggestion' && event.outcome !== 'discarded')
  );
}

/** East of UTC. */
const utcOffsetMinutes = (): number => -new Date().getTimezoneOffset();

function saltOf(state: vscode.Memento, host: Host): string {
  const known: unknown = state.get(SALT_KEY);
  if (typeof known === 'string' && known.length >= 16) return known;
  const salt = host.randomId();
  void state.update(SALT_KEY, salt);
  return salt;
}
