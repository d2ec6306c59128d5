import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToUri } from '../../src/engine/text';
import type { CommitHistory, PastCommit } from '../../src/engine/workspace';

/** The history that the benchmark gives an engine: a commit per line of JSON, newest first; paths are relative to `root`. */
export function readHistoryFile(file: string, root: string): CommitHistory {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): PastCommit => {
      const { time, body, files } = JSON.parse(line) as { time: number; body: string; files: readonly string[] };
      return { time, message: body, uris: files.map((path) => pathToUri(join(root, path))) };
    });
}
