import type { TraceId } from '../engine/host';
import type {
  ContextSource,
  CursorQuery,
  EngineStatus,
  Explanation,
  Question,
  Retrieval,
  StreamedText,
  SymbolHit,
  SymbolQuery,
  SyntaxVerdict,
} from '../engine/retrieval';
import type { ContextServer } from './context-server';

/** The engine's central interface over the language server connection. */
export class ServerContext implements ContextSource {
  constructor(private readonly server: ContextServer) {}

  context(query: CursorQuery, signal: AbortSignal): Promise<Retrieval> {
    return this.server.request('cairn/context', this.#byReference(query), signal);
  }

  retrieve(question: Question, signal: AbortSignal): Promise<Retrieval> {
    return this.server.request('cairn/retrieve', question, signal);
  }

  judge(streamed: StreamedText, signal: AbortSignal): Promise<SyntaxVerdict> {
    return this.server.request('cairn/judge', this.#byReference(streamed), signal);
  }

  symbols(query: SymbolQuery): Promise<readonly SymbolHit[]> {
    return this.server.request('cairn/symbols', query);
  }

  status(): Promise<EngineStatus> {
    return this.server.request('cairn/status', null);
  }

  async explain(trace: TraceId): Promise<Explanation | undefined> {
    return (await this.server.request('cairn/explain', { trace })) ?? undefined;
  }

  /** A text that is not the document's of now, as with a selected item of the list of suggestions, goes along. */
  #byReference<T extends { uri: string; version: number; prefix: string; ahead?: string; suffix: string }>(
    query: T,
  ): Omit<T, 'prefix' | 'suffix'> & { offset: number; texts?: { prefix: string; suffix: string } } {
    const { prefix, suffix, ...rest } = query;
    const offset = prefix.length - (query.ahead?.length ?? 0);
    return this.server.holds(query.uri, query.version)
      ? { ...rest, offset }
      : { ...rest, offset, texts: { prefix, suffix } };
  }
}
