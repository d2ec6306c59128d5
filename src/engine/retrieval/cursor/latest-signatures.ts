import type { KeptSnippets, SnippetReference } from '../snippet';
import type { Snippet } from '../contract';
import { KeptSignatures } from './kept-signatures';
import type { Candidate } from './describe-candidate';
import type { Placed } from './placement';

/** Signatures of the answer that is being given: they are packed when nobody waits for it any more. */
export class LatestSignatures implements KeptSnippets {
  private answer: { readonly placed: readonly Placed<Candidate>[]; readonly snippets: readonly Snippet[] } | undefined;
  private kept: KeptSignatures | undefined;

  /** `snippets` are those of `placed`. */
  constructor(placed: readonly Placed<Candidate>[], snippets: readonly Snippet[]) {
    this.answer = { placed, snippets };
  }

  settle(): void {
    this.packed();
  }

  holdsAny(isOne: (uri: string) => boolean): boolean {
    return this.packed().holdsAny(isOne);
  }

  references(): SnippetReference[] {
    return this.packed().references();
  }

  private packed(): KeptSignatures {
    this.kept ??= KeptSignatures.of(this.answer?.placed ?? [], this.answer?.snippets ?? []);
    this.answer = undefined;
    return this.kept;
  }
}
