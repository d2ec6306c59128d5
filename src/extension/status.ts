import * as vscode from 'vscode';
import type { EngineProgress } from '../engine/retrieval';
import { canonicalUri } from '../engine/text';
import { describeVerdict } from '../engine/workspace';
import type { ContextServer } from './context-server';
import type { MetricsOwner } from './metrics';
import type { ModelOwner } from './model-owner';
import type { PolicyOwner } from './policy-owner';
import { completionEnabled, completionOnDemand } from './settings';
import type { Quiet } from './quiet';
import type { Snooze } from './snooze';
import { StatusBar } from './status-bar';
import type { DocumentState } from './status-text';

interface StatusSources {
  readonly server: ContextServer;
  readonly policy: PolicyOwner;
  readonly models: ModelOwner;
  readonly metrics: MetricsOwner;
  readonly snooze: Snooze;
  readonly quiet: Quiet;
}

/** Milliseconds between the figures of two keys in a row. */
const figuresMs = 300;

/** Keeps the status bar item in step with everything that it shows. */
export class Status implements vscode.Disposable {
  readonly #bar = new StatusBar();
  readonly #subscriptions: vscode.Disposable[];
  #engine: EngineProgress | undefined;
  #problem: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly sources: StatusSources) {
    const show = (): void => this.#show();
    this.#subscriptions = [
      this.#bar,
      sources.server.onHealthChanged(show),
      sources.server.onProgress((progress) => {
        this.#engine = progress;
        this.#show();
      }),
      sources.policy.onDidChange(show),
      sources.policy.places.onDidFind(show),
      sources.models.onDidChange(() => {
        this.#problem = undefined;
        this.#show();
      }),
      sources.metrics.onDidChange(() => this.#showSoon()),
      sources.snooze.onDidChange(show),
      sources.quiet.onDidChange(show),
      vscode.window.onDidChangeActiveTextEditor(show),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('cairn')) this.#show();
      }),
    ];
    this.#show();
  }

  /** Shows what is wrong with the endpoint, or that it answers again (undefined). */
  problem(sentence: string | undefined): void {
    if (sentence === this.#problem) return;
    this.#problem = sentence;
    this.#show();
  }

  /** Whether the endpoint, or its settings, is what does not work. */
  get endpointFails(): boolean {
    return this.#problem !== undefined || this.sources.models.state.kind === 'misconfigured';
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  /** Figures change with each key, which must not wait until they are added up. */
  #showSoon(): void {
    this.#timer ??= setTimeout(() => this.#show(), figuresMs);
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { server, models, metrics } = this.sources;
    this.#bar.show(
      {
        health: server.health,
        engine: this.#engine,
        model: models.state,
        problem: this.#problem,
        use: models.useToday(),
        document: this.#document(),
      },
      metrics.tooltip(),
    );
  }

  #document(): DocumentState | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !['file', 'untitled', 'vscode-notebook-cell'].includes(document.uri.scheme)) return undefined;
    const uri = canonicalUri(document.uri.toString());
    const verdict = this.sources.policy.current()?.judge(uri);
    const snoozedUntil = this.sources.snooze.until(uri);
    const quietUntil = this.sources.quiet.until;
    return {
      languageId: document.languageId,
      completion: completionEnabled(document),
      onDemand: completionOnDemand(document),
      ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
      ...(quietUntil === undefined ? {} : { quietUntil }),
      verdict,
      reason: verdict ? describeVerdict(verdict, uri) : '',
    };
  }
}
