import type { TraceId } from '../engine/host';
import { gate, type SecretScanner } from '../engine/models';
import type { Snippet } from '../engine/retrieval';
import type { Policy } from '../engine/workspace';

/** A snippet as it is printed; one-based lines, inclusive. */
export interface PrintedSnippet {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: Snippet['kind'];
  readonly score: number;
  readonly text: string;
}

/** Snippets as they may be handed on, since a script may feed them to a model: excluded ones are gone, secrets redacted. */
export async function gatedSnippets(
  snippets: readonly Snippet[],
  policy: Policy,
  scanner: SecretScanner,
  trace: TraceId,
): Promise<PrintedSnippet[]> {
  const printed = await Promise.all(
    snippets.map(async ({ origin, path, languageId, text, kind, score }) => {
      const sendable = await gate([{ text, origin, slot: kind, path, languageId }], { policy, scanner, trace });
      const part = sendable.parts[0];
      if (!part) return undefined;
      const { start, end } = origin.range;
      return {
        path,
        startLine: start.line + 1,
        endLine: Math.max(start.line + 1, end.line),
        kind,
        score: rounded(score),
        text: part.text,
      };
    }),
  );
  return printed.filter((snippet) => snippet !== undefined);
}

export function rounded(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
