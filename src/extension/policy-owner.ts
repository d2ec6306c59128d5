import * as vscode from 'vscode';
import { type Host, namesIgnoreCase } from '../engine/host';
import { canonicalUri } from '../engine/text';
import {
  type ComposedPolicy,
  compilePolicy,
  type Policy,
  type PolicyProblem,
  type PolicySnapshot,
  readPolicySnapshot,
} from '../engine/workspace';
import { DocumentPlaces } from './document-places';
import { FreshValue } from './fresh-value';
import { excludePatterns } from './settings';

const ignoreFilePattern = '**/{.gitignore,.cairnignore}';
/** Bursts of file events, as in a checkout, lead to one recompilation. Milliseconds. */
const settleMs = 100;
/** A completion waits so long at most for rules that are being read. Milliseconds. */
const longestReadMs = 1_000;

/**
 * Owns the exclusion policy of this window: gathers ignore files and settings, compiles, and tells everyone.
 * While a change is being compiled there is no policy, so file parts are dropped.
 */
export class PolicyOwner implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Policy>();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('cairn');
  readonly #subscriptions: vscode.Disposable[] = [this.#changed, this.#diagnostics];
  readonly #policy = new FreshValue<Policy>();
  #snapshot: PolicySnapshot = { epoch: 0, folders: [], lists: [] };
  #timer: NodeJS.Timeout | undefined;
  /** What was said of the settings, so that it is said once. */
  readonly #told = new Set<string>();

  /** Fires with the new policy, after `current` and `snapshot` give it. */
  readonly onDidChange = this.#changed.event;

  /** Where the open documents really are; the policy in force judges by it. */
  readonly places: DocumentPlaces;

  constructor(
    private readonly host: Host,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.places = new DocumentPlaces(host);
    const watcher = vscode.workspace.createFileSystemWatcher(ignoreFilePattern);
    const later = (): void => this.outdated();
    this.#subscriptions.push(
      this.places,
      watcher,
      watcher.onDidChange(later),
      watcher.onDidCreate(later),
      watcher.onDidDelete(later),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (/[\\/]\.(git|cairn)ignore$/.test(document.uri.path)) later();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(later),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('cairn.exclude')) later();
      }),
    );
  }

  /** The policy in force; undefined before the first one and while a change is being compiled. */
  current(): Policy | undefined {
    return this.#policy.current;
  }

  /** Resolves when a policy is in force, when nobody waits any more, or when that takes longer than reading rules does. */
  async whenInForce(token: vscode.CancellationToken): Promise<void> {
    if (this.current() || token.isCancellationRequested) return;
    const waiting: vscode.Disposable[] = [];
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestReadMs);
      waiting.push(
        { dispose: () => clearTimeout(timer) },
        this.onDidChange(() => resolve()),
        token.onCancellationRequested(() => resolve()),
      );
    });
    for (const subscription of waiting) subscription.dispose();
  }

  /** The last complete snapshot, for the context server. */
  snapshot(): PolicySnapshot {
    return this.#snapshot;
  }

  /** Gathers everything again. What was gathered before a change never comes into force. */
  async refresh(): Promise<void> {
    let composed: ComposedPolicy | undefined;
    const policy = await this.#policy.make(async () => {
      composed = await this.#compose();
      await this.places.lookAgain(composed.snapshot.folders);
      return this.places.over(compilePolicy(composed.snapshot));
    });
    if (!policy || !composed) return;
    this.#snapshot = composed.snapshot;
    this.#showProblems(composed.problems);
    this.log.info(`Policy ${policy.epoch}: ${composed.snapshot.lists.length} lists.`);
    this.#changed.fire(policy);
  }

  /** Gathers everything again and answers with the policy that is in force afterwards. */
  async refreshed(): Promise<Policy> {
    await this.refresh();
    return (
      this.current() ??
      new Promise((resolve) => {
        const waiting = this.onDidChange((policy) => {
          waiting.dispose();
          resolve(policy);
        });
      })
    );
  }

  /** What the policy is made of has changed: there is none until it is gathered again, in a moment. */
  outdated(): void {
    this.#policy.outdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.refresh().catch((error: unknown) => {
        this.log.error(`The exclusion rules cannot be read, so nothing from a file is used: ${String(error)}`);
      });
    }, settleMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  #compose(): Promise<ComposedPolicy> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    return readPolicySnapshot(this.host, {
      folders: folders.map(({ uri }) => canonicalUri(uri.toString())),
      settings: { private: excludePatterns('exclude.private'), lowQuality: excludePatterns('exclude.lowQuality') },
      ignoreCase: namesIgnoreCase(),
      epoch: this.#snapshot.epoch + 1,
    });
  }

  #showProblems(problems: readonly PolicyProblem[]): void {
    this.#diagnostics.clear();
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const problem of problems) {
      const { source } = problem;
      if (source.kind === 'setting') this.#tell(source.setting, problem.message);
      if (source.kind !== 'cairnignore' && source.kind !== 'gitignore') continue;
      byFile.set(source.uri, [...(byFile.get(source.uri) ?? []), toDiagnostic(problem)]);
    }
    for (const [uri, diagnostics] of byFile) this.#diagnostics.set(vscode.Uri.parse(uri), diagnostics);
  }

  #tell(setting: string, message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.log.warn(`Setting ${setting}: ${message}`);
    const open = 'Open Settings';
    void vscode.window.showWarningMessage(`Cairn: ${message}`, open).then((chosen) => {
      if (chosen === open) void vscode.commands.executeCommand('workbench.action.openSettings', setting);
    });
  }
}

function toDiagnostic(problem: PolicyProblem): vscode.Diagnostic {
  const line = problem.line - 1;
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER),
    problem.message,
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Cairn';
  return diagnostic;
}
