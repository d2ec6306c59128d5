import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TraceId } from '../host';
import type { Explanation, Retrieval, Snippet } from './contract';

const KEPT_TRACES = 200;
/** The last answers are the ones that are asked about; those before them lie packed. */
const UNPACKED_TRACES = 8;

interface Trace {
  readonly explanation: Explanation | Uint8Array;
  /** The document that was asked for; the search terms are words of its text. */
  readonly document: string | undefined;
}

/** The last answers as references, so that each can be explained. Holds no text but the terms that were searched for. */
export class TraceLog {
  private readonly traces = new Map<TraceId, Trace>();
  /** Traces that are not packed, the oldest first. */
  private readonly unpacked = new Set<TraceId>();
  private packing: NodeJS.Immediate | undefined;

  /** `document` is the document at the cursor, where there is one. */
  record(kind: Explanation['kind'], terms: readonly string[], answer: Retrieval, document?: string): void {
    this.traces.delete(answer.trace);
    const explanation = {
      trace: answer.trace,
      kind,
      terms,
      epoch: answer.epoch,
      files: answer.files,
      kept: answer.snippets.map(withoutText),
      dropped: answer.dropped.filter(({ strength }) => strength !== 'private'),
      timings: answer.timings,
    };
    this.traces.set(answer.trace, { explanation, document });
    this.unpacked.add(answer.trace);
    this.packing ??= setImmediate(() => this.pack());
    if (this.traces.size > KEPT_TRACES) {
      const oldest = this.traces.keys().next().value;
      if (oldest !== undefined) this.traces.delete(oldest);
    }
  }

  find(trace: TraceId): Explanation | undefined {
    const found = this.traces.get(trace)?.explanation;
    return found && unpacked(found);
  }

  /** Forgets every reference to files for which `gone` is true, and all of the traces that were asked for in one of them. */
  purge(gone: (uri: string) => boolean): void {
    for (const [trace, { explanation: known, document }] of this.traces) {
      if (document !== undefined && gone(document)) {
        this.traces.delete(trace);
        continue;
      }
      const explanation = unpacked(known);
      const kept = {
        ...explanation,
        files: explanation.files.filter((file) => !gone(file.uri)),
        kept: explanation.kept.filter((snippet) => !gone(snippet.origin.uri)),
        dropped: explanation.dropped.filter((dropped) => !gone(dropped.uri)),
      };
      this.traces.set(trace, { explanation: known === explanation ? kept : packed(kept), document });
    }
  }

  clear(): void {
    this.traces.clear();
    this.unpacked.clear();
  }

  /** Packs, when an answer has been given, those that are not the last any more. */
  private pack(): void {
    this.packing = undefined;
    for (const trace of this.unpacked) {
      if (this.unpacked.size <= UNPACKED_TRACES) return;
      this.unpacked.delete(trace);
      const known = this.traces.get(trace);
      if (known) this.traces.set(trace, { ...known, explanation: packed(unpacked(known.explanation)) });
    }
  }
}

function packed(explanation: Explanation): Uint8Array {
  // A copy: what comes back lies in a block that is larger.
  return new Uint8Array(deflateRawSync(JSON.stringify(explanation), { level: 1 }));
}

function unpacked(explanation: Explanation | Uint8Array): Explanation {
  if (!(explanation instanceof Uint8Array)) return explanation;
  return JSON.parse(inflateRawSync(explanation).toString('utf8')) as Explanation;
}

function withoutText(snippet: Snippet): Omit<Snippet, 'text'> {
  const { text: _, ...rest } = snippet;
  return rest;
}
