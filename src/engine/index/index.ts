export type { WeightedTerm } from './inverted-index';
export { digest } from './saved-file';
export { WorkspaceIndex } from './workspace-index';
export type {
  ChunkHit,
  ChunkLines as Chunk,
  FileDescription,
  FileStamp,
  IndexedFile,
} from './workspace-index';
