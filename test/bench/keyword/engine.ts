/** One keyword index over files and chunks, as the benchmarks drive it. */
export interface KeywordEngine {
  /** `ordinal` counts files from 0. */
  add(ordinal: number, path: string, text: string): void;
  /** Writes what a later process needs to answer and returns the bytes on disk. */
  save(file: string): Promise<number>;
  /** Looks for the best 20 chunks for search terms and returns how many were found. */
  searchChunks(terms: readonly string[]): number;
  searchFiles(terms: readonly string[]): number;
}

export type EngineName = 'cairn' | 'minisearch' | 'fts5';

export const RESULTS = 20;
