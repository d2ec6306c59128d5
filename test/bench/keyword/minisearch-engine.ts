import { readFileSync, statSync, writeFileSync } from 'node:fs';
import MiniSearch, { type Options } from 'minisearch';
import { type PeerDocument, PeerTokenizer } from './documents';
import { type KeywordEngine, RESULTS } from './engine';

interface Row extends PeerDocument {
  readonly id: number;
}

const BOOST = { body: 1, directory: 3, base: 6 };
const SEPARATOR = ' ';

const options: Options<Row> = {
  fields: ['body', 'directory', 'base'],
  extractField: (row, field) => (field === 'id' ? row.id : row[field as keyof PeerDocument].join(SEPARATOR)) as string,
  tokenize: (text) => (text === '' ? [] : text.split(SEPARATOR)),
  processTerm: (term) => term,
};

export class MiniSearchEngine implements KeywordEngine {
  private readonly tokenizer = new PeerTokenizer();
  private nextChunk = 0;

  private constructor(
    private readonly files: MiniSearch<Row>,
    private readonly chunks: MiniSearch<Row>,
  ) {}

  static create(): MiniSearchEngine {
    return new MiniSearchEngine(new MiniSearch(options), new MiniSearch(options));
  }

  static load(file: string): MiniSearchEngine {
    const read = (part: string) => MiniSearch.loadJSON(readFileSync(`${file}.${part}`, 'utf8'), options);
    return new MiniSearchEngine(read('files'), read('chunks'));
  }

  add(ordinal: number, path: string, text: string): void {
    const { file, chunks } = this.tokenizer.documentsOf(path, text);
    this.files.add({ id: ordinal, ...file });
    for (const chunk of chunks) this.chunks.add({ id: this.nextChunk++, ...chunk });
  }

  async save(file: string): Promise<number> {
    writeFileSync(`${file}.files`, JSON.stringify(this.files));
    writeFileSync(`${file}.chunks`, JSON.stringify(this.chunks));
    return statSync(`${file}.files`).size + statSync(`${file}.chunks`).size;
  }

  searchChunks(terms: readonly string[]): number {
    return this.search(this.chunks, terms);
  }

  searchFiles(terms: readonly string[]): number {
    return this.search(this.files, terms);
  }

  private search(index: MiniSearch<Row>, terms: readonly string[]): number {
    return index.search(terms.join(SEPARATOR), { boost: BOOST }).slice(0, RESULTS).length;
  }
}
