import type { Origin } from '../workspace';

/** What role a piece of text plays in a prompt; the gate and the dialects both decide by it. */
export type Slot =
  | 'instruction'
  | 'signature'
  | 'chunk'
  | 'edit'
  | 'mention'
  | 'prefix'
  | 'suffix'
  | 'question'
  | 'answer';

/** The only thing a prompt is made of: text that says where it comes from. */
export interface PromptPart {
  readonly text: string;
  readonly origin: Origin;
  readonly slot: Slot;
  /** Label shown to the model for a `signature`, `chunk`, `edit` or `mention`: a relative path. It leaves with its part only. */
  readonly path?: string;
  readonly languageId?: string;
}
