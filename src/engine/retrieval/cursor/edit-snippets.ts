import type { CursorQuery, Snippet } from '../contract';
import type { Library } from '../library';
import { cutToBudget, lineSnippet } from '../snippet';
import { costOf, HEADING_TOKENS, type Packed } from './packed';

const MAX_EDITS = 6;
/** Lines shown above and below what was changed. */
const MARGIN_LINES = 2;
const LONGEST_EDIT_LINES = 40;

/** What was changed lately in other files of the workspace that are free to use, newest first. */
export async function editSnippets(
  { texts, index }: Library,
  { uri, recentEdits }: Pick<CursorQuery, 'uri' | 'recentEdits'>,
  budgetTokens: number,
): Promise<Packed> {
  const snippets: Snippet[] = [];
  let left = budgetTokens;
  for (const edit of recentEdits) {
    if (snippets.length >= MAX_EDITS || left < 4 * HEADING_TOKENS) break;
    const file = index.file(edit.uri);
    if (!file || edit.uri === uri || file.strength !== 'free') continue;
    const document = await texts.read(edit.uri);
    if (!document) continue;
    const startLine = Math.max(0, edit.startLine - MARGIN_LINES);
    const endLine = Math.min(edit.endLine + MARGIN_LINES, startLine + LONGEST_EDIT_LINES);
    const why = [{ list: 'recent-edit', rank: snippets.length + 1, score: 1, terms: [] }];
    const snippet = lineSnippet(document, { ...file, startLine, endLine }, 'edit', 1, why);
    const fitting = snippet && (costOf(snippet) <= left ? snippet : cutToBudget(snippet, left - HEADING_TOKENS));
    if (!fitting) continue;
    snippets.push(fitting);
    left -= costOf(fitting);
  }
  return { snippets, tokens: budgetTokens - left };
}
