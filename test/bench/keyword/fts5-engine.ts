import { rmSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type PeerDocument, PeerTokenizer } from './documents';
import { type KeywordEngine, RESULTS } from './engine';

const COLUMNS =
  "body, directory, base, content='', detail=full, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\"";

/** SQLite's full-text index without the documents themselves; only `detail=full` ranks by BM25. */
export class Fts5Engine implements KeywordEngine {
  private readonly tokenizer = new PeerTokenizer();
  private nextChunk = 1;
  private insertFile: StatementSync | undefined;
  private insertChunk: StatementSync | undefined;

  private constructor(
    private readonly file: string,
    private readonly database: DatabaseSync,
  ) {}

  static create(file: string): Fts5Engine {
    rmSync(file, { force: true });
    const database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;');
    for (const table of ['files', 'chunks']) database.exec(`CREATE VIRTUAL TABLE ${table} USING fts5(${COLUMNS});`);
    database.exec('BEGIN;');
    const engine = new Fts5Engine(file, database);
    engine.insertFile = database.prepare('INSERT INTO files(rowid, body, directory, base) VALUES (?, ?, ?, ?)');
    engine.insertChunk = database.prepare('INSERT INTO chunks(rowid, body, directory, base) VALUES (?, ?, ?, ?)');
    return engine;
  }

  static load(file: string): Fts5Engine {
    return new Fts5Engine(file, new DatabaseSync(file));
  }

  add(ordinal: number, path: string, text: string): void {
    const { file, chunks } = this.tokenizer.documentsOf(path, text);
    this.insert(this.insertFile, ordinal + 1, file);
    for (const chunk of chunks) this.insert(this.insertChunk, this.nextChunk++, chunk);
  }

  async save(): Promise<number> {
    this.database.exec('COMMIT;');
    this.database.close();
    return statSync(this.file).size;
  }

  searchChunks(terms: readonly string[]): number {
    return this.search('chunks', terms);
  }

  searchFiles(terms: readonly string[]): number {
    return this.search('files', terms);
  }

  private insert(statement: StatementSync | undefined, id: number, { body, directory, base }: PeerDocument): void {
    statement?.run(id, body.join(' '), directory.join(' '), base.join(' '));
  }

  private search(table: string, terms: readonly string[]): number {
    const query = terms.map((term) => `"${term}"`).join(' OR ');
    const sql = `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY bm25(${table}, 1, 3, 6) LIMIT ${RESULTS}`;
    return this.database.prepare(sql).all(query).length;
  }
}
