import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A line that a commit added and that uses a name which other files define; lines are one-based. */
export interface Position {
  readonly id: string;
  readonly repo: string;
  readonly parent: string;
  readonly path: string;
  /** Blob of the file with the added line. */
  readonly sha: string;
  readonly line: number;
  readonly hunkEnd: number;
  readonly ident: string;
  readonly col: number;
  readonly cat: string;
  readonly defs: readonly { readonly path: string; readonly line: number }[];
}

/** The grounding benchmark's positions, by repository. */
export function readPositions(data: string): Map<string, Position[]> {
  const folder = path.join(data, 'data', 'context');
  const positions = new Map<string, Position[]>();
  for (const file of readdirSync(folder).sort()) {
    const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
    for (const line of lines.filter((each) => each !== '')) {
      const position = JSON.parse(line) as Position;
      positions.set(position.repo, [...(positions.get(position.repo) ?? []), position]);
    }
  }
  return positions;
}
