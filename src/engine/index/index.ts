export type { Chunk } from './chunks';
export type { WeightedTerm } from './inverted-index';
export type { Definition } from './symbol-table';
export { WorkspaceIndex } from './workspace-index';
export type {
  ChunkHit,
  DefinitionHit,
  FileDescription,
  FileHit,
  IndexedFile,
} from './workspace-index';
