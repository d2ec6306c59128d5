import { CandidateSet } from './candidate-set';
import type { CursorSearch } from './cursor-search';
import { type EvidenceKind, SLOTS } from './evidence';
import type { FolderUse } from './folder-names';
import type { TextImports } from '../imports';
import { addImports } from './import-evidence';
import { type NameShare, type NearFindings, rowsLikeText } from './near-findings';

/** Names of similar chunks that are looked up, those with the largest share. */
const MAX_NAMES = 400;
/** Evidence for names that the text does not have yet. */
const OF_NEW_NAMES: readonly EvidenceKind[] = ['similar-chunk', 'folder-use'];

interface Gathered {
  /** Of the index. */
  readonly revision: number;
  readonly near: NearFindings;
  readonly folderUse: FolderUse;
  readonly imports: TextImports;
  readonly isUsed: (name: string) => boolean;
}

/**
 * What speaks for definitions whatever stands on the cursor's line: imports, similar chunks, the files beside, the text around. It is
 * gathered once and serves the following keys, and the next lines with the same findings; what was written since then is taken off it.
 */
export class SurroundingEvidence {
  private readonly kept = new CandidateSet();
  private gathered: Gathered | undefined;

  /** Puts it into the search's set in place of what that held. */
  putInto(search: CursorSearch, near: NearFindings, folderUse: FolderUse): void {
    const { index, cursor, candidates } = search;
    const written = this.writtenSince(search, near, folderUse);
    if (written === undefined) {
      candidates.clear();
      gather(search, near, folderUse);
      this.kept.copy(candidates);
      this.gathered = { revision: index.revision, near, folderUse, imports: cursor.imports, isUsed: cursor.isUsed };
      return;
    }
    candidates.copy(this.kept);
    for (const name of written) search.withdrawName(name, OF_NEW_NAMES);
  }

  clear(): void {
    this.gathered = undefined;
  }

  /** Names near the cursor that the text did not have when evidence was gathered; undefined when it has to be gathered anew. */
  private writtenSince(
    { index, cursor }: CursorSearch,
    near: NearFindings,
    folderUse: FolderUse,
  ): readonly string[] | undefined {
    const { gathered } = this;
    if (
      gathered?.near !== near ||
      gathered.revision !== index.revision ||
      gathered.folderUse !== folderUse ||
      !areSame(gathered.imports, cursor.imports)
    )
      return undefined;
    const written = [...cursor.nearNames.keys()].filter((name) => cursor.isUsed(name) && !gathered.isUsed(name));
    const imported = new Set(
      cursor.imports.statements.flatMap(({ names, module }) => [module, ...names.map(({ local }) => local)]),
    );
    return written.some((name) => imported.has(name)) ? undefined : written;
  }
}

/** Whether texts import the same; one that has grown by a line has its imports from before. */
function areSame(before: TextImports, imports: TextImports): boolean {
  return before === imports || JSON.stringify(before.statements) === JSON.stringify(imports.statements);
}

function gather(search: CursorSearch, near: NearFindings, folderUse: FolderUse): void {
  addImports(search);
  addNames(search, near.namesOfSimilar, 'similar-chunk');
  for (const { identifier, share } of folderUse)
    if (!search.names.isUsed(identifier)) search.addIdentifier(identifier, 'folder-use', share);
  const best = near.likeText[0]?.score ?? 1;
  for (const { row, score } of rowsLikeText(near, search)) search.candidates.add(row, SLOTS.text, score / best);
}

/** Adds names that the text at the cursor does not use yet. */
export function addNames(search: CursorSearch, names: readonly NameShare[], kind: EvidenceKind): void {
  const isCut = names.length > MAX_NAMES;
  let left = MAX_NAMES;
  for (const { identifier, share } of names) {
    // What says nothing need not be looked at, unless it is counted.
    if (!isCut && !search.isTelling(identifier)) continue;
    if (search.names.isUsed(identifier) || search.names.isCodeWord(identifier)) continue;
    if (left-- === 0) break;
    search.addIdentifier(identifier, kind, share);
  }
}
