export { nodeGitLog } from './git-log';
export type { GitLog, LoggedCommit } from './git-log';
export { HostError } from './host';
export type {
  DirectoryEntry,
  Disposable,
  FileContent,
  FileKind,
  FileStat,
  Host,
  HostErrorKind,
  StatedContent,
} from './host';
export { KeptNote } from './kept-note';
export { loopTurn } from './loop-turn';
export { namesIgnoreCase, nodeHost } from './node-host';
export { ProcessNotes } from './process-notes';
export type { LeftNote } from './process-notes';
export { free, SharedRoom } from './shared-room';
export { finished } from './steps';
export { newTraceId, parseTraceId } from './trace-id';
export type { TraceId } from './trace-id';
