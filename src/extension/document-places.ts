import * as vscode from 'vscode';
import type { Host } from '../engine/host';
import { canonicalUri } from '../engine/text';
import { type Policy, RealPlaces, type Verdict } from '../engine/workspace';

const unknown: Verdict = { strength: 'private' };

/** Finds out where the open documents really are, for one may be reached through a link to a private file. */
export class DocumentPlaces implements vscode.Disposable {
  readonly #places: RealPlaces;
  readonly #found = new vscode.EventEmitter<void>();
  /** Looks under way, by canonical URI. */
  readonly #looks = new Map<string, Promise<void>>();
  readonly #opening: vscode.Disposable;
  #folders: readonly string[] = [];

  /** Fires when it is known where a document that was opened is. */
  readonly onDidFind = this.#found.event;

  constructor(host: Pick<Host, 'realPath'>) {
    this.#places = new RealPlaces(host);
    this.#opening = vscode.workspace.onDidOpenTextDocument((document) => this.#look(document));
  }

  /** Resolves when it is known where a document is. */
  async whenFound(document: vscode.TextDocument): Promise<void> {
    await this.#looks.get(uriOf(document));
  }

  /** Looks at all open documents, below these workspace folders from now on; canonical URIs. */
  async lookAgain(folders: readonly string[]): Promise<void> {
    this.#folders = folders;
    const { textDocuments } = vscode.workspace;
    await Promise.all(textDocuments.map((document) => this.#places.look(uriOf(document), folders)));
  }

  /** The same policy, by which a document is private until it is known where it is, and then what its real place says too. */
  over(policy: Policy): Policy {
    const placed = this.#places.over(policy);
    return { ...placed, judge: (uri) => (this.#looks.has(uri) ? unknown : placed.judge(uri)) };
  }

  dispose(): void {
    this.#opening.dispose();
    this.#found.dispose();
  }

  #look(document: vscode.TextDocument): void {
    const uri = uriOf(document);
    const look = this.#places.look(uri, this.#folders).then(() => {
      if (this.#looks.get(uri) === look) this.#looks.delete(uri);
      this.#found.fire();
    });
    this.#looks.set(uri, look);
  }
}

function uriOf(document: vscode.TextDocument): string {
  return canonicalUri(document.uri.toString());
}
