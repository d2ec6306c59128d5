import type { TraceId } from '../host';
import type { Explanation, Retrieval, Snippet } from './contract';

const KEPT_TRACES = 200;

/** The last answers as references, so that each can be explained. Holds no text. */
export class TraceLog {
  private readonly traces = new Map<TraceId, Explanation>();

  record(kind: Explanation['kind'], terms: readonly string[], answer: Retrieval): void {
    this.traces.delete(answer.trace);
    this.traces.set(answer.trace, {
      trace: answer.trace,
      kind,
      terms,
      epoch: answer.epoch,
      files: answer.files,
      kept: answer.snippets.map(withoutText),
      dropped: answer.dropped,
      timings: answer.timings,
    });
    if (this.traces.size > KEPT_TRACES) {
      const oldest = this.traces.keys().next().value;
      if (oldest !== undefined) this.traces.delete(oldest);
    }
  }

  find(trace: TraceId): Explanation | undefined {
    return this.traces.get(trace);
  }

  /** Forgets every reference to files for which `gone` is true. */
  purge(gone: (uri: string) => boolean): void {
    for (const [trace, explanation] of this.traces) {
      this.traces.set(trace, {
        ...explanation,
        files: explanation.files.filter((file) => !gone(file.uri)),
        kept: explanation.kept.filter((snippet) => !gone(snippet.origin.uri)),
        dropped: explanation.dropped.filter((dropped) => !gone(dropped.uri)),
      });
    }
  }
}

function withoutText(snippet: Snippet): Omit<Snippet, 'text'> {
  const { text: _, ...rest } = snippet;
  return rest;
}
