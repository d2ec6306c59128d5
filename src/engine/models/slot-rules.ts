import { canonicalUri, splitLines } from '../text';
import type { Origin, Strength } from '../workspace';
import type { PromptPart, Slot } from './prompt';

const maxSignatureUnits = 500;
const maxSignatureLines = 6;

export interface SlotContext {
  readonly currentUri?: string;
  readonly mentions?: readonly string[];
}

/** Whether a part of this strength may leave in its slot. */
export function mayLeave(part: PromptPart, strength: Strength, context: SlotContext): boolean {
  switch (strength) {
    case 'free':
      return true;
    case 'private':
      return false;
    case 'low-quality':
      return (
        isOwnText(part, context) || lifted(part, context) || (part.slot === 'signature' && isSignatureSized(part.text))
      );
    case 'unindexed':
      return isOwnText(part, context) || lifted(part, context);
  }
}

/** The text around the cursor, out of the very document that is completed. */
function isOwnText(part: PromptPart, context: SlotContext): boolean {
  const around: readonly Slot[] = ['prefix', 'suffix'];
  if (!around.includes(part.slot) || context.currentUri === undefined || part.origin.kind !== 'file') return false;
  return documentOf(part.origin.uri) === documentOf(context.currentUri);
}

/** What the user named: the file itself, or an answer that was made out of nothing but files that are named in this conversation. */
function lifted(part: PromptPart, context: SlotContext): boolean {
  const isNamedSlot = part.slot === 'mention' || (part.slot === 'answer' && part.origin.kind === 'model');
  if (!isNamedSlot) return false;
  const named = new Set((context.mentions ?? []).map(documentOf));
  return filesOf(part.origin).every((uri) => uri !== undefined && named.has(documentOf(uri)));
}

/** Files behind an origin; undefined stands for a source that is not one file. */
function filesOf(origin: Origin): readonly (string | undefined)[] {
  switch (origin.kind) {
    case 'template':
    case 'user':
      return [];
    case 'file':
    case 'edit':
    case 'rules':
      return [origin.uri];
    case 'diagnostics':
      return [origin.uri, ...origin.related];
    case 'git':
    case 'terminal':
    case 'clipboard':
      return [undefined];
    case 'tool':
    case 'model':
      return origin.sources.flatMap(filesOf);
  }
}

function documentOf(uri: string): string {
  return canonicalUri(uri).replace(/^(vscode-notebook-cell:[^#]*)#.*$/s, '$1');
}

/** Small enough to be declarations and not bodies under another name. */
function isSignatureSized(text: string): boolean {
  return text.length <= maxSignatureUnits && splitLines(text.trimEnd()).length <= maxSignatureLines;
}
