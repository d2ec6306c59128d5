import { nodeHost } from '../../../src/engine/host';
import { type FileDescription, WorkspaceIndex } from '../../../src/engine/index';
import { type KeywordEngine, RESULTS } from './engine';

const KEY = 'benchmark';
const host = nodeHost();
const noSignals = { test: false, example: false, generated: false, vendored: false };

/** Cairn's own index without symbols. */
export class CairnEngine implements KeywordEngine {
  private constructor(private readonly index: WorkspaceIndex) {}

  static create(): CairnEngine {
    return new CairnEngine(new WorkspaceIndex());
  }

  static async load(file: string): Promise<CairnEngine> {
    const index = new WorkspaceIndex();
    const failure = index.restore(KEY, await host.readFile(file));
    if (failure) throw new Error(`The saved index cannot be used: ${failure.problem}.`);
    return new CairnEngine(index);
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

  async save(file: string): Promise<number> {
    const content = this.index.save({ key: KEY, folders: [] });
    await host.writeFile(file, content);
    return content.length;
  }

  searchChunks(terms: readonly string[]): number {
    return this.index.searchChunks(this.index.queryTerms(terms.map((term) => [term, 1] as const)), RESULTS).length;
  }

  searchFiles(terms: readonly string[]): number {
    return this.index.searchFiles(this.index.queryTerms(terms.map((term) => [term, 1] as const)), RESULTS).length;
  }
}
