import type { Disposable } from '../host';
import type { WorkspaceIndex } from '../index';
import type { Strength } from '../workspace';
import type { DocumentTexts } from './document-texts';

/** Hears of every file that becomes searchable or stops being so, with its text, so that a model can learn and forget it. Of a file whose text has changed it hears `fileIndexed` once more. */
export interface IndexObserver {
  fileIndexed(uri: string, text: string, languageId: string, strength: Strength): void;
  fileRemoved(uri: string): void;
}

/** Those who learn from texts, and the files of a stored index that they have not heard of yet. */
export class IndexObservers {
  private readonly observers = new Set<IndexObserver>();
  private readonly untold = new Set<string>();
  private isTelling = false;

  constructor(
    private readonly index: WorkspaceIndex,
    private readonly texts: DocumentTexts,
  ) {}

  /** The files of a stored index are being read for them. */
  get areBeingTold(): boolean {
    return this.isTelling;
  }

  add(observer: IndexObserver): Disposable {
    this.observers.add(observer);
    return { dispose: () => void this.observers.delete(observer) };
  }

  clear(): void {
    this.observers.clear();
    this.untold.clear();
  }

  indexed(uri: string, text: string, languageId: string, strength: Strength): void {
    for (const observer of this.observers) observer.fileIndexed(uri, text, languageId, strength);
  }

  removed(uri: string): void {
    for (const observer of this.observers) observer.fileRemoved(uri);
  }

  /** `tellOfRestored` shall speak of this file. */
  tellLater(uri: string): void {
    this.untold.add(uri);
  }

  /** The file is gone, or was indexed anew and told of then. */
  nothingToTell(uri: string): void {
    this.untold.delete(uri);
  }

  /** Reads the files of a stored index once more, one after the other. */
  async tellOfRestored(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    for (const uri of this.untold) {
      if (this.observers.size === 0) break;
      const outcome = await this.texts.load(uri);
      const file = this.index.file(uri);
      if (!this.untold.delete(uri) || !file || outcome.kind !== 'text') continue;
      this.indexed(uri, outcome.document.text, file.languageId, file.strength);
    }
    this.isTelling = false;
  }
}
