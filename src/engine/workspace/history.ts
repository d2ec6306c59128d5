import type { LoggedCommit } from '../host';
import { joinUri } from '../text';

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

/** The history of a folder out of what git tells of it. */
export function historyOf(folder: string, commits: readonly LoggedCommit[]): CommitHistory {
  return commits.map(({ time, message, paths }) => ({
    time,
    message,
    uris: paths.map((path) => path.split('/').reduce(joinUri, folder)),
  }));
}
