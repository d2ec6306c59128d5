export { CHUNK_FIELDS } from './ranking-constants';
export type { WeightedTerm } from './inverted-index';
export { digest, readSavedFor, SAVED_START_BYTES, type SavedFor } from './saved-file';
export { WorkspaceIndex } from './workspace-index';
export type {
  ChunkHit,
  DefinitionHit,
  ChunkLines as Chunk,
  FileDescription,
  FileStamp,
  IndexedFile,
  SetAside,
} from './workspace-index';
