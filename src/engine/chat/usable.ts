import type { SnippetKind } from '../retrieval';
import type { Policy, Strength } from '../workspace';

/** Whether a file may be quoted; without a kind its text is meant. */
export type Usable = (uri: string, kind?: SnippetKind) => boolean;

/** What a policy lets chat quote: a file named with `@` is lifted unless it is private, and signatures of low-quality files pass. */
export function usableUnder(policy: Policy, named: Iterable<string>): Usable {
  const lifted = new Set(named);
  const strengths = new Map<string, Strength>();
  return (uri, kind) => {
    const strength = strengths.get(uri) ?? policy.judge(uri).strength;
    strengths.set(uri, strength);
    if (strength === 'free') return true;
    if (strength === 'private') return false;
    return lifted.has(uri) || (strength === 'low-quality' && kind === 'signature');
  };
}
