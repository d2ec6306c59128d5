import type { Explanation } from '../../engine/retrieval';
import type { Policy } from '../../engine/workspace';

/** An explanation without what a policy holds to be private; without a policy nothing of a file is left. */
export function visibleExplanation(explanation: Explanation, policy: Policy | undefined): Explanation {
  const shown = (uri: string): boolean => policy !== undefined && policy.judge(uri).strength !== 'private';
  return {
    ...explanation,
    files: explanation.files.filter((file) => shown(file.uri)),
    kept: explanation.kept.filter((snippet) => shown(snippet.origin.uri)),
    dropped: explanation.dropped.filter((dropped) => shown(dropped.uri)),
  };
}
