import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { finished, type TraceId } from '../host';
import type { Explanation, Retrieval, Snippet } from './contract';
import { filesOfSnippets, type KeptSnippets, type SnippetReference } from './snippet';

const KEPT_TRACES = 200;
/** The last answers are the ones that are asked about; those before them lie packed. */
const UNPACKED_TRACES = 8;

interface Trace {
  /** Without what `signatures` are made to. */
  readonly explanation: Explanation | Uint8Array;
  readonly signatures: Signatures | undefined;
  /** The document that was asked for; the search terms are words of its text. */
  readonly document: string | undefined;
}

/** The signatures among the snippets of an answer, whose files are those of its snippets. */
interface Signatures {
  readonly kept: KeptSnippets;
  /** Snippets that stand before them. */
  readonly from: number;
}

/** What is known of an answer at a cursor besides the answer. */
export interface CursorTrace {
  readonly document: string;
  /** The snippets that are signatures, when they follow each other. */
  readonly signatures?: KeptSnippets;
}

/** The last answers as references, so that each can be explained. Holds no text but the terms that were searched for. */
export class TraceLog {
  private readonly traces = new Map<TraceId, Trace>();
  /** Traces that are not packed, the oldest first. */
  private readonly unpacked = new Set<TraceId>();
  private packing: NodeJS.Immediate | undefined;

  record(kind: Explanation['kind'], terms: readonly string[], answer: Retrieval, at?: CursorTrace): void {
    this.traces.delete(answer.trace);
    const { snippets } = answer;
    const signatures = at?.signatures && { kept: at.signatures, from: snippets.findIndex(isSignature) };
    const explanation = {
      trace: answer.trace,
      kind,
      terms,
      epoch: answer.epoch,
      files: signatures ? [] : answer.files,
      kept: (signatures ? snippets.filter((snippet) => !isSignature(snippet)) : snippets).map(withoutText),
      dropped: answer.dropped.filter(({ strength }) => strength !== 'private'),
      timings: answer.timings,
    };
    this.traces.set(answer.trace, { explanation, signatures, document: at?.document });
    this.unpacked.add(answer.trace);
    this.packing ??= setImmediate(() => this.pack());
    if (this.traces.size > KEPT_TRACES) {
      const oldest = this.traces.keys().next().value;
      if (oldest !== undefined) this.traces.delete(oldest);
    }
  }

  find(trace: TraceId): Explanation | undefined {
    const found = this.traces.get(trace);
    return found && whole(found);
  }

  /** Forgets every reference to files for which `gone` is true, and all of the traces that were asked for in one of them. */
  purge(gone: (uri: string) => boolean): void {
    finished(this.purgeSteps(gone));
  }

  /** The same in steps of one trace. */
  *purgeSteps(gone: (uri: string) => boolean): Generator<undefined, void> {
    for (const id of [...this.traces.keys()]) {
      this.purgeTrace(id, gone);
      yield;
    }
  }

  /** The same with one trace. */
  purgeTrace(id: TraceId, gone: (uri: string) => boolean): void {
    const trace = this.traces.get(id);
    if (!trace) return;
    const { explanation: known, signatures, document } = trace;
    if (document !== undefined && gone(document)) {
      this.traces.delete(id);
      return;
    }
    const isKept = !signatures?.kept.holdsAny(gone);
    const explanation = isKept ? unpacked(known) : whole(trace);
    const isLeft = ({ origin }: SnippetReference): boolean => !gone(origin.uri);
    const before = explanation.kept.slice(0, Math.max(0, signatures?.from ?? 0));
    const left = {
      ...explanation,
      files: explanation.files.filter((file) => !gone(file.uri)),
      kept: explanation.kept.filter(isLeft),
      dropped: explanation.dropped.filter((dropped) => !gone(dropped.uri)),
    };
    this.traces.set(id, {
      explanation: known instanceof Uint8Array ? packed(left) : left,
      signatures: isKept ? signatures && { ...signatures, from: before.filter(isLeft).length } : undefined,
      document,
    });
  }

  clear(): void {
    this.traces.clear();
    this.unpacked.clear();
  }

  /** Packs, when an answer has been given, those that are not the last any more. */
  private pack(): void {
    this.packing = undefined;
    for (const trace of this.unpacked) this.traces.get(trace)?.signatures?.kept.settle();
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

/** What a trace tells. */
function whole({ explanation, signatures }: Trace): Explanation {
  const own = unpacked(explanation);
  if (!signatures) return own;
  const kept = own.kept.toSpliced(Math.max(0, signatures.from), 0, ...signatures.kept.references());
  return { ...own, files: filesOfSnippets(kept), kept };
}

const isSignature = ({ kind }: Pick<Snippet, 'kind'>): boolean => kind === 'signature';

function withoutText(snippet: Snippet): SnippetReference {
  const { text: _, ...rest } = snippet;
  return rest;
}
