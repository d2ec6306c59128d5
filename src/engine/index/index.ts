export type { Chunk } from './chunks';
export type { WeightedTerm } from './inverted-index';
export { WorkspaceIndex } from './workspace-index';
export type {
  ChunkHit,
  FileDescription,
  IndexedFile,
} from './workspace-index';
