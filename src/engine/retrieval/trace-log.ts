import type { TraceId } from '../host';
import type { Explanation, Retrieval, Snippet } from './contract';

const KEPT_TRACES = 200;

interface Trace {
  readonly explanation: Explanation;
  /** The document that was asked for; the search terms are words of its text. */
  readonly document: string | undefined;
}

/** The last answers as references, so that each can be explained. Holds no text but the terms that were searched for. */
export class TraceLog {
  private readonly traces = new Map<TraceId, Trace>();

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
    if (this.traces.size > KEPT_TRACES) {
      const oldest = this.traces.keys().next().value;
      if (oldest !== undefined) this.traces.delete(oldest);
    }
  }

  find(trace: TraceId): Explanation | undefined {
    return this.traces.get(trace)?.explanation;
  }

  /** Forgets every reference to files for which `gone` is true, and all of the traces that were asked for in one of them. */
  purge(gone: (uri: string) => boolean): void {
    for (const [trace, { explanation, document }] of this.traces) {
      if (document !== undefined && gone(document)) {
        this.traces.delete(trace);
        continue;
      }
      const kept = {
        ...explanation,
        files: explanation.files.filter((file) => !gone(file.uri)),
        kept: explanation.kept.filter((snippet) => !gone(snippet.origin.uri)),
        dropped: explanation.dropped.filter((dropped) => !gone(dropped.uri)),
      };
      this.traces.set(trace, { explanation: kept, document });
    }
  }

  clear(): void {
    this.traces.clear();
  }
}

function withoutText(snippet: Snippet): Omit<Snippet, 'text'> {
  const { text: _, ...rest } = snippet;
  return rest;
}
