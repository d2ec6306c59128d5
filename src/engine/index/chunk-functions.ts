import { grown } from './growing';

const UNKNOWN = 0;
const WITHOUT = 1;
const WITH = 2;

/** Whether functions begin in chunks, a byte for each chunk's document: what is found out once holds as long as the document is there. */
export class ChunkFunctions {
  private known = new Uint8Array(64);

  /** `look` is asked at the first time. */
  has(document: number, look: () => boolean): boolean {
    if (document >= this.known.length) this.known = grown(this.known, document + 1);
    if (this.known[document] === UNKNOWN) this.known[document] = look() ? WITH : WITHOUT;
    return this.known[document] === WITH;
  }

  /** To be called when a number stands for another document. */
  forget(document: number): void {
    if (document < this.known.length) this.known[document] = UNKNOWN;
  }
}
