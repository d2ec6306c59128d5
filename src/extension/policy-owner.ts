import * as vscode from 'vscode';
import { canonicalUri } from '../engine/text';
import {
  compilePolicy,
  composePolicySnapshot,
  type Policy,
  type PolicyProblem,
  type PolicySnapshot,
} from '../engine/workspace';
import { findIgnoreFiles, ignoreFilePattern } from './ignore-files';
import { excludePatterns } from './settings';

/** Bursts of file events, as in a checkout, lead to one recompilation. Milliseconds. */
const settleMs = 100;

/**
 * Owns the exclusion policy of this window: gathers ignore files and settings, compiles, and tells everyone.
 * While a change is being compiled there is no policy, so file parts are dropped.
 */
export class PolicyOwner implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Policy>();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('cairn');
  readonly #subscriptions: vscode.Disposable[] = [this.#changed, this.#diagnostics];
  #snapshot: PolicySnapshot = { epoch: 0, folders: [], lists: [] };
  #policy: Policy | undefined;
  #timer: NodeJS.Timeout | undefined;
  #generation = 0;

  /** Fires with the new policy, after `current` and `snapshot` give it. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
    const watcher = vscode.workspace.createFileSystemWatcher(ignoreFilePattern);
    const later = (): void => this.#scheduleRefresh();
    this.#subscriptions.push(
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
    return this.#policy;
  }

  /** The last complete snapshot, for the context server. */
  snapshot(): PolicySnapshot {
    return this.#snapshot;
  }

  /** Gathers everything again. An answer to an older call never overwrites a newer one. */
  async refresh(): Promise<void> {
    const generation = ++this.#generation;
    this.#policy = undefined;
    const files = await findIgnoreFiles((line) => this.log.warn(line));
    if (generation !== this.#generation) return;
    const { snapshot, problems } = composePolicySnapshot({
      folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => canonicalUri(folder.uri.toString())),
      settings: { private: excludePatterns('exclude.private'), lowQuality: excludePatterns('exclude.lowQuality') },
      ignoreFiles: files,
      ignoreCase: process.platform !== 'linux',
      epoch: this.#snapshot.epoch + 1,
    });
    const policy = compilePolicy(snapshot);
    this.#snapshot = snapshot;
    this.#policy = policy;
    this.#showProblems(problems);
    this.log.info(`Policy ${policy.epoch}: ${files.length} ignore files, ${snapshot.lists.length} lists.`);
    this.#changed.fire(policy);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  #scheduleRefresh(): void {
    this.#policy = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.refresh().catch((error: unknown) => {
        this.log.error(`The exclusion rules cannot be read, so nothing from a file is used: ${String(error)}`);
      });
    }, settleMs);
  }

  #showProblems(problems: readonly PolicyProblem[]): void {
    this.#diagnostics.clear();
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const problem of problems) {
      const { source } = problem;
      if (source.kind === 'setting')
        this.log.warn(`Setting ${source.setting}, entry ${problem.line}: ${problem.message}`);
      if (source.kind !== 'cairnignore') continue;
      byFile.set(source.uri, [...(byFile.get(source.uri) ?? []), toDiagnostic(problem)]);
    }
    for (const [uri, diagnostics] of byFile) this.#diagnostics.set(vscode.Uri.parse(uri), diagnostics);
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
