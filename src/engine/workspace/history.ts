/** A commit as evidence of which files belong to which words. Its message is searched, never shown and never sent. */
export interface PastCommit {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly message: string;
  /** Canonical URIs of the files that it changed. */
  readonly uris: readonly string[];
}

/** What happened to a folder, newest first. */
export type CommitHistory = readonly PastCommit[];
