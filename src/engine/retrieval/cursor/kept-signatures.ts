import type { IndexedFile } from '../../index';
import type { Snippet } from '../contract';
import { linesRange, type SnippetReference } from '../snippet';
import { EVIDENCE } from './evidence';
import type { Placed } from './placement';
import { type Candidate, evidenceOf } from './describe-candidate';
import { reasonsOf } from './signature-pack';

/** Numbers of a signature, and their places. */
const ROW = 4;
const LINE = 0;
const VERSION = 1;
const TOKENS = 2;
const PLACE = 3;

/**
 * Signatures of an answer as references, for whoever asks why they were shown: few ever do, so that they are kept as numbers, of which
 * reasons are made then.
 */
export class KeptSignatures {
  private constructor(
    private readonly files: readonly IndexedFile[],
    private readonly names: readonly string[],
    private readonly rows: Int32Array,
    private readonly scores: Float64Array,
    /** Kinds of evidence that have a value and these values, of all signatures one after the other, and where those of each end. */
    private readonly slots: Uint8Array,
    private readonly values: Float32Array,
    private readonly ends: Uint32Array,
  ) {}

  /** `snippets` are those of `placed`. */
  static of(placed: readonly Placed<Candidate>[], snippets: readonly Snippet[]): KeptSignatures {
    const count = placed.length;
    const rows = new Int32Array(ROW * count);
    const scores = new Float64Array(count);
    const ends = new Uint32Array(count);
    const slots = new Uint8Array(EVIDENCE.length * count);
    const values = new Float32Array(slots.length);
    let end = 0;
    placed.forEach(({ item, place }, at) => {
      const { symbol } = item.facts;
      const own = evidenceOf(item);
      const { tokens, origin } = snippets[at] as Snippet;
      rows[ROW * at + LINE] = symbol.nameLine;
      rows[ROW * at + VERSION] = origin.version;
      rows[ROW * at + TOKENS] = tokens;
      rows[ROW * at + PLACE] = place;
      scores[at] = item.score;
      for (let slot = 0; slot < own.length; slot++) {
        if (own[slot] === 0) continue;
        slots[end] = slot;
        values[end++] = own[slot] as number;
      }
      ends[at] = end;
    });
    return new KeptSignatures(
      placed.map(({ item }) => item.facts.file),
      placed.map(({ item }) => item.facts.symbol.name),
      rows,
      scores,
      slots.slice(0, end),
      values.slice(0, end),
      ends,
    );
  }

  holdsAny(isOne: (uri: string) => boolean): boolean {
    return this.files.some(({ uri }) => isOne(uri));
  }

  references(): SnippetReference[] {
    return this.files.map((file, at) => this.referenceAt(file, at));
  }

  private referenceAt({ uri, path, languageId }: IndexedFile, at: number): SnippetReference {
    const { rows, slots, values, ends } = this;
    const line = rows[ROW * at + LINE] as number;
    const own = new Float32Array(EVIDENCE.length);
    for (let from = at === 0 ? 0 : (ends[at - 1] as number); from < (ends[at] as number); from++)
      own[slots[from] as number] = values[from] as number;
    return {
      origin: { kind: 'file', uri, range: linesRange(line, line), version: rows[ROW * at + VERSION] as number },
      path,
      languageId,
      tokens: rows[ROW * at + TOKENS] as number,
      kind: 'signature',
      score: this.scores[at] as number,
      why: reasonsOf(this.names[at] as string, own),
      place: rows[ROW * at + PLACE] as number,
    };
  }
}
