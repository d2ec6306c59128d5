import type { WorkspaceIndex } from '../index';
import type { Policy, WorkspaceLimits } from '../workspace';
import type { EnginePhase, EngineProgress } from './contract';
import type { WorkspaceIndexer } from './workspace-indexer';

type Indexer = Pick<WorkspaceIndexer, 'progress' | 'limit' | 'symbolLimit' | 'isPaused' | 'isIdle'>;

/** How far indexing is. `folders` are those of the workspace. */
export function engineProgress(
  policy: Policy | undefined,
  folders: readonly string[],
  { fileCount, symbols }: Pick<WorkspaceIndex, 'fileCount' | 'symbols'>,
  indexer: Indexer,
  { maxFiles, maxBytes }: WorkspaceLimits,
): EngineProgress {
  const { progress, limit, symbolLimit } = indexer;
  const phase = phaseOf(policy, folders, indexer);
  return {
    phase,
    files: phase === 'indexing' ? progress.files : fileCount,
    filesDone: phase === 'indexing' ? progress.filesDone : fileCount,
    symbols: symbols.size,
    symbolsLeft: progress.symbolsLeft,
    ...(limit && { limit: { kind: limit, limit: limit === 'files' ? maxFiles : maxBytes } }),
    ...(symbolLimit !== undefined && { symbolLimit }),
  };
}

function phaseOf(policy: Policy | undefined, folders: readonly string[], indexer: Indexer): EnginePhase {
  if (!policy) return 'waiting-for-policy';
  if (folders.length === 0) return 'no-folder';
  if (indexer.isPaused) return 'paused';
  return indexer.isIdle ? 'ready' : 'indexing';
}
