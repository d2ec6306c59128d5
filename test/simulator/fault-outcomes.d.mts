import type { FaultName } from './simulator.mjs';

export interface FaultFacts {
  /** Host and port of the simulator. */
  readonly host: string;
  readonly model: string;
  /** Whether a key is sent. */
  readonly hasKey: boolean;
  /** As messages say them: how long the first event and the next ones are waited for, and the simulator's `retry-after`. */
  readonly firstWait: string;
  readonly idleWait: string;
  readonly retryWait: string;
}

/** `text`: the simulator's answer arrives, or `whole` does, or as much of an endless one as was asked for. */
export type FaultOutcome =
  | { readonly kind: string; readonly message: string }
  | { readonly text: 'the answer' | 'whole' | 'cut' };

export function faultOutcomes(facts: FaultFacts): Readonly<Record<FaultName, FaultOutcome>>;
