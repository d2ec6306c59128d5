import { type FileDescription, WorkspaceIndex } from '../../../src/engine/index';
import { type KeywordEngine, RESULTS } from './engine';

const noSignals = { test: false, example: false, generated: false, vendored: false };

/** Cairn's own index without symbols. */
export class CairnEngine implements KeywordEngine {
  private constructor(private readonly index: WorkspaceIndex) {}

  static create(): CairnEngine {
    return new CairnEngine(new WorkspaceIndex());
  }

  static async load(_file: string): Promise<CairnEngine> {
    throw new Error('not yet');
  }

  add(_ordinal: number, path: string, text: string): void {
    const description: FileDescription = {
      uri: `file:///corpus/${path}`,
      path,
      folder: 'file:///corpus',
      languageId: 'plaintext',
      signals: noSignals,
      strength: 'free',
    };
    this.index.put(description, text, undefined);
  }

  async save(_file: string): Promise<number> {
    return 0;
  }

  searchChunks(terms: readonly string[]): number {
    return this.index.searchChunks(this.index.queryTerms(terms.map((term) => [term, 1] as const)), RESULTS).length;
  }

  searchFiles(terms: readonly string[]): number {
    return this.index.searchFiles(this.index.queryTerms(terms.map((term) => [term, 1] as const)), RESULTS).length;
  }
}
