export { nodeGitLog } from './git-log';
export type { GitLog, LoggedCommit } from './git-log';
export { HostError } from './host';
export type { DirectoryEntry, Disposable, FileContent, FileKind, FileStat, Host, HostErrorKind } from './host';
export { namesIgnoreCase, nodeHost } from './node-host';
export { SharedRoom } from './shared-room';
export { finished } from './steps';
export { newTraceId, parseTraceId } from './trace-id';
export type { TraceId } from './trace-id';
