import type { SymbolDefinition } from '../syntax';
import { chunkAtLine } from './chunk-at-line';
import type { ChunkLines } from './file-lists';
import { grown } from './growing';
import { SHORTEST_FUNCTION_LINES } from './ranking-constants';

const UNKNOWN = 0;
const WITHOUT = 1;
const WITH = 2;

/** Whether functions of some length begin in chunks, a byte for each chunk's document. */
export class ChunkFunctions {
  private known = new Uint8Array(64);

  /** Takes in the chunks of a file, which follow each other, with their documents. */
  put(
    documents: readonly number[],
    chunks: readonly ChunkLines[],
    symbols: readonly Pick<SymbolDefinition, 'kind' | 'startLine' | 'endLine'>[],
  ): void {
    for (const document of documents) this.set(document, WITHOUT);
    for (const { kind, startLine, endLine } of symbols) {
      if (kind !== 'function' && kind !== 'method') continue;
      if (endLine - startLine + 1 < SHORTEST_FUNCTION_LINES) continue;
      const document = documents[chunkAtLine(chunks, startLine)];
      if (document !== undefined) this.set(document, WITH);
    }
  }

  /** `look` is asked once about a document that was not put, as those of a saved index. */
  has(document: number, look: () => boolean): boolean {
    if (document >= this.known.length || this.known[document] === UNKNOWN) this.set(document, look() ? WITH : WITHOUT);
    return this.known[document] === WITH;
  }

  private set(document: number, state: number): void {
    if (document >= this.known.length) this.known = grown(this.known, document + 1);
    this.known[document] = state;
  }
}
