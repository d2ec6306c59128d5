export { CHUNK_FIELDS } from './ranking-constants';
export type { WeightedTerm } from './inverted-index';
export { contentNumber } from './content-number';
export type { ShownSyntax } from './content-symbols';
export type { DroppedFile } from './dropped-symbols';
export { readSavedFor, SAVED_START_BYTES, type SavedFor } from './saved-file';
export type { ChunkLines as Chunk } from './file-lists';
export type { WordPair } from './identifier-pairs';
export { FileFilter } from './file-filter';
export { chunkAtLine } from './chunk-at-line';
export { LeastOfBest } from './least-of-best';
export { placesByScore } from './places-by-score';
export { WorkspaceIndex } from './workspace-index';
export type {
  ChunkHit,
  ChunkInFile,
  ChunkPlace,
  DefinitionHit,
  FileDescription,
  FileStamp,
  IndexedFile,
  SetAside,
} from './indexed-file';
