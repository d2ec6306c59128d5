import type { TraceId } from '../host';
import type { Policy } from '../workspace';
import type { Retrieval } from './contract';

/** An answer with nothing in it. */
export function emptyAnswer(trace: TraceId, policy: Policy | undefined): Retrieval {
  return { trace, epoch: policy?.epoch ?? 0, files: [], snippets: [], dropped: [], timings: {} };
}

/** What a newer policy leaves of an answer. */
export function filtered(answer: Retrieval, policy: Policy): Retrieval {
  const isFree = (uri: string) => policy.judge(uri).strength === 'free';
  return {
    ...answer,
    epoch: policy.epoch,
    files: answer.files.filter((file) => isFree(file.uri)),
    snippets: answer.snippets.filter((snippet) => isFree(snippet.origin.uri)),
    dropped: answer.dropped.filter((dropped) => isFree(dropped.uri)),
  };
}
