import { lineSpan, type Source, type Turn } from '../../engine/chat';
import type { SourceView, TurnView } from '../../webview/chat/protocol';

/** A turn as the panel sees it: no URIs, no traces. */
export function turnView(turn: Turn): TurnView {
  const { id, question, answer, author, outcome } = turn;
  return { id, question, answer, author, outcome, sources: turn.sources.map(sourceView) };
}

function sourceView({ number, path, languageId, origin }: Source): SourceView {
  const { first, last } = lineSpan(origin.range);
  return { number, path, languageId, firstLine: first, lastLine: last };
}
