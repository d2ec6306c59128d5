import type { CloseFindings } from './close-findings';
import type { Candidate } from './describe-candidate';
import type { CursorText, SurroundingText } from './cursor-text';
import type { NearFindings } from './near-findings';
import type { PackedBodies } from './pack-bodies';
import type { Placed } from './placement';
import type { ShownLines } from './shown-lines';

/** What was found for a cursor; the same while only the name at the cursor grows and the index stays as it is. */
export interface FoundAtCursor {
  /** Of the index. */
  readonly revision: number;
  /** What the search depends on besides the index and what surrounds the line. */
  readonly key: string;
  readonly cursor: CursorText;
  readonly near: NearFindings;
  readonly close: CloseFindings;
  readonly candidates: readonly Candidate[];
}

/** What one key's answer leaves for the next one in the same document. */
export interface DocumentMemory {
  readonly surroundings: SurroundingText;
  readonly shownLines: ShownLines;
  readonly found: FoundAtCursor;
  readonly signatures: readonly Placed<Candidate>[];
  readonly bodies: PackedBodies;
}

const DOCUMENTS = 12;

/** The last answer in each of the last documents, and the last one for a cursor that was not there yet. */
export class CursorMemory {
  private readonly documents = new Map<string, DocumentMemory>();
  private ahead: { readonly uri: string; readonly memory: DocumentMemory } | undefined;

  of(uri: string): DocumentMemory | undefined {
    return this.documents.get(uri);
  }

  aheadOf(uri: string): DocumentMemory | undefined {
    return this.ahead?.uri === uri ? this.ahead.memory : undefined;
  }

  /** Until the cursor is there, what is remembered of the document stays. */
  keepAhead(uri: string, memory: DocumentMemory): void {
    this.ahead = { uri, memory };
  }

  keep(uri: string, memory: DocumentMemory): void {
    if (this.ahead?.memory.surroundings === memory.surroundings) this.ahead = undefined;
    this.documents.delete(uri);
    this.documents.set(uri, memory);
    if (this.documents.size <= DOCUMENTS) return;
    const oldest = this.documents.keys().next().value;
    if (oldest !== undefined) this.documents.delete(oldest);
  }

  clear(): void {
    this.documents.clear();
    this.ahead = undefined;
  }
}
