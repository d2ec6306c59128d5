import * as vscode from 'vscode';
import type { Source, Turn } from '../../engine/chat';
import type { TraceId } from '../../engine/host';
import type { ContextSource, Explanation } from '../../engine/retrieval';
import type { Policy } from '../../engine/workspace';
import type { SourceOpener } from '../source-opener';
import type { ContextNode, SectionNode } from './context-nodes';
import { type AnswerSubject, type ContextState, contextSections, type CursorSubject } from './context-sections';
import type { CompletionRun } from './last-completion';
import type { Pins } from './pins';
import { treeItem } from './tree-item';
import { visibleExplanation } from './visible-explanation';

/** Keys come faster than anyone reads. Milliseconds. */
const settleMs = 100;

export interface ContextViewPorts {
  readonly source: Pick<ContextSource, 'explain'>;
  readonly policy: () => Policy | undefined;
  readonly completion: () => CompletionRun | undefined;
  readonly pins: Pick<Pins, 'list' | 'onDidChange'>;
  readonly opener: SourceOpener;
}

/**
 * The view of what the last completion and the last answer looked at. It asks the engine only while it is visible, holds
 * references and no text, and judges each of them again by the newest policy.
 */
export class ContextView implements vscode.TreeDataProvider<ContextNode>, vscode.Disposable {
  static readonly viewId = 'cairn.context';
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #tree: vscode.TreeView<ContextNode>;
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChangeTreeData = this.#changed.event;
  #answer: AnswerSubject | undefined;
  #cursor: CursorSubject | undefined;
  #explained: ReadonlyMap<TraceId, Explanation | null> = new Map();
  #failed = false;
  #timer: NodeJS.Timeout | undefined;
  #generation = 0;

  constructor(private readonly ports: ContextViewPorts) {
    this.#tree = vscode.window.createTreeView(ContextView.viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#changed,
      this.#tree,
      this.#tree.onDidChangeVisibility(({ visible }) => {
        if (visible) this.reload();
      }),
      ports.pins.onDidChange(() => this.#changed.fire(undefined)),
    ];
  }

  getTreeItem(node: ContextNode): vscode.TreeItem {
    return treeItem(node);
  }

  getChildren(node?: ContextNode): ContextNode[] {
    if (node) return node.kind === 'section' ? [...node.children] : [];
    return [...this.sections()];
  }

  sections(): readonly SectionNode[] {
    return this.#failed ? [] : contextSections(this.#state());
  }

  /** An answer has its sources. */
  answered({ trace, sources }: Pick<Turn, 'trace' | 'sources'>): void {
    const cited = sources.map(({ number, origin }: Source) => ({
      number,
      uri: origin.uri,
      startLine: origin.range.start.line,
    }));
    this.#answer = { trace, cited };
    this.reload();
  }

  /** Shows what was found at a cursor. */
  async show(subject: CursorSubject): Promise<void> {
    this.#cursor = subject;
    await vscode.commands.executeCommand(`${ContextView.viewId}.focus`);
    this.reload();
  }

  /** Asks the engine again; soon, and only while the view is visible. */
  reload(): void {
    if (!this.#tree.visible) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#load();
    }, settleMs);
  }

  /** What is private now disappears with this call, also while the view is hidden. */
  policyChanged(policy: Policy): void {
    this.#explained = new Map(
      [...this.#explained].map(([trace, found]) => [trace, found && visibleExplanation(found, policy)]),
    );
    this.#changed.fire(undefined);
    this.reload();
  }

  /** Forgets everything that it shows. */
  forget(): void {
    this.#answer = undefined;
    this.#cursor = undefined;
    this.#explained = new Map();
    this.#changed.fire(undefined);
  }

  open({ uri, path, range }: Extract<ContextNode, { kind: 'place' }>): Promise<void> {
    return this.ports.opener.open({ uri, path, range });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }

  async #load(): Promise<void> {
    const generation = ++this.#generation;
    const completion = this.ports.completion();
    const traces = [completion?.embedded ? undefined : completion, this.#answer, this.#cursor].flatMap((subject) =>
      subject ? [subject.trace] : [],
    );
    let explained: ReadonlyMap<TraceId, Explanation | null> = new Map();
    let failed = false;
    try {
      const found = await Promise.all(
        traces.map(async (trace) => [trace, (await this.ports.source.explain(trace)) ?? null] as const),
      );
      explained = new Map(found);
    } catch {
      failed = true;
    }
    if (generation !== this.#generation) return;
    this.#explained = explained;
    if (failed !== this.#failed) {
      this.#failed = failed;
      await vscode.commands.executeCommand('setContext', 'cairn.contextFailed', failed);
    }
    this.#changed.fire(undefined);
  }

  #state(): ContextState {
    return {
      completion: this.ports.completion(),
      answer: this.#answer,
      cursor: this.#cursor,
      pins: this.ports.pins.list(),
      policy: this.ports.policy(),
      explained: (trace) => this.#explained.get(trace),
      pathOf: (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri), false),
    };
  }
}
