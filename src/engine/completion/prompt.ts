import type { PromptPart, Slot } from '../models';
import type { Retrieval, Snippet } from '../retrieval';
import { baseName, type Position, type Range, relativePath } from '../text';
import type { FileOrigin } from '../workspace';
import type { CursorState } from './cursor';
import type { CompletionSettings } from './settings';
import { prefixStart, suffixEnd } from './trim';

const placement: readonly Snippet['kind'][] = ['mention', 'chunk', 'edit', 'signature'];

/**
 * The parts of a completion's prompt. Other files' bodies come first and in an order of their own, so that they stay where they are
 * from one key to the next, as the retrieval places them; then edits; signatures stand nearest to the prefix, which is followed by the suffix.
 */
export function completionParts(
  cursor: CursorState,
  retrieval: Retrieval | undefined,
  settings: CompletionSettings,
  folders: readonly string[],
): readonly PromptPart[] {
  const snippets = retrieval?.snippets ?? [];
  return [
    ...placement.flatMap((kind) => placed(snippets, kind).map(snippetPart)),
    ...documentParts(cursor, settings, folders),
  ];
}

function placed(snippets: readonly Snippet[], kind: Snippet['kind']): readonly Snippet[] {
  const ofKind = snippets.filter((snippet) => snippet.kind === kind);
  if (ofKind.every(({ place }) => place !== undefined))
    return ofKind.toSorted((a, b) => (a.place as number) - (b.place as number));
  if (kind === 'signature') return ofKind.toReversed();
  return ofKind.toSorted((a, b) => compare(a.path, b.path) || a.origin.range.start.line - b.origin.range.start.line);
}

const compare = (left: string, right: string): number => Number(left > right) - Number(left < right);

function snippetPart({ text, origin, kind, path, languageId }: Snippet): PromptPart {
  return { text, origin, slot: kind, path, languageId };
}

/** The text around the cursor, each part with its place in the document. */
function documentParts(
  cursor: CursorState,
  settings: CompletionSettings,
  folders: readonly string[],
): readonly PromptPart[] {
  const { prefix, suffix, uri, version, languageId } = cursor;
  const start = prefixStart(prefix, settings.prefixUnits);
  const end = suffixEnd(suffix, settings.suffixUnits);
  const from = movedBy({ line: 0, character: 0 }, prefix.slice(0, start));
  const at = movedBy(from, prefix.slice(start));
  const to = movedBy(at, suffix.slice(0, end));
  const path = pathOf(uri, folders);
  const part = (slot: Slot, text: string, range: Range): PromptPart => {
    const origin: FileOrigin = { kind: 'file', uri, range, version };
    return { slot, text, origin, path, languageId };
  };
  return [
    part('prefix', prefix.slice(start), { start: from, end: at }),
    part('suffix', suffix.slice(0, end), { start: at, end: to }),
  ];
}

function pathOf(uri: string, folders: readonly string[]): string {
  for (const folder of folders) {
    const path = relativePath(folder, uri);
    if (path !== undefined) return path;
  }
  return baseName(uri);
}

/** The position reached from `start` over `text`. */
function movedBy(start: Position, text: string): Position {
  let line = start.line;
  let lineStart = -1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, character: lineStart < 0 ? start.character + text.length : text.length - lineStart };
}
