import type { TraceId } from '../host';
import type { Policy } from '../workspace';
import type { Retrieval, Snippet } from './contract';

/** An answer with nothing in it. */
export function emptyAnswer(trace: TraceId, policy: Policy | undefined): Retrieval {
  return { trace, epoch: policy?.epoch ?? 0, files: [], snippets: [], dropped: [], timings: {} };
}

/** What a newer policy leaves of an answer: free files, and those that were named with `@file` and are not private. */
export function filtered(answer: Retrieval, policy: Policy): Retrieval {
  const isFree = (uri: string) => policy.judge(uri).strength === 'free';
  const isLifted = ({ kind, origin }: Snippet) => kind === 'mention' && policy.judge(origin.uri).strength !== 'private';
  const lifted = new Set(answer.snippets.filter(isLifted).map(({ origin }) => origin.uri));
  return {
    ...answer,
    epoch: policy.epoch,
    files: answer.files.filter(({ uri }) => isFree(uri) || lifted.has(uri)),
    snippets: answer.snippets.filter((snippet) => isFree(snippet.origin.uri) || isLifted(snippet)),
    dropped: answer.dropped.filter((dropped) => isFree(dropped.uri)),
  };
}
