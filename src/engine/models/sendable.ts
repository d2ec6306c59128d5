import type { TraceId } from '../host';
import type { Origin, Strength } from '../workspace';
import type { PromptPart } from './prompt';

/** What the gate did to one part, without its text. */
export type GateAction =
  | { readonly kind: 'dropped'; readonly origin: Origin; readonly strength: Strength; readonly reason: string }
  | { readonly kind: 'redacted'; readonly origin: Origin; readonly rule: string; readonly count: number }
  | { readonly kind: 'neutralised'; readonly origin: Origin; readonly count: number };

export interface GateReport {
  readonly trace: TraceId;
  /** Epoch of the policy that judged; 0 when there was none and every file part was dropped. */
  readonly epoch: number;
  readonly actions: readonly GateAction[];
}

/**
 * Parts that may be handed to a model. Only `gate` makes one: the folder's entrance exports the type alone, and the
 * protected member keeps look-alikes from compiling.
 */
export class Sendable {
  protected readonly brand = 'sendable';

  private constructor(
    readonly parts: readonly PromptPart[],
    readonly report: GateReport,
  ) {}

  /** For the gate alone. */
  static seal(parts: readonly PromptPart[], report: GateReport): Sendable {
    return new Sendable(parts, report);
  }
}
