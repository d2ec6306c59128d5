import { defaultCompletionSettings } from '../../../src/engine/completion';
import { completionParts } from '../../../src/engine/completion/prompt';
import type { LocalContext, Retrieval } from '../../../src/engine/retrieval';
import { estimateTokens } from '../../../src/engine/text';
import { asOnDisk, type Cursor, type Line } from './samples';

/** Keys between two requests: the editor waits for a pause. */
const KEYS_BETWEEN = 3;
const REQUESTS_PER_LINE = 12;

/**
 * Types lines from their start and builds each request's prompt. The share of the tokens up to the cursor that the request before
 * began with as well: what a server has in its cache. What follows the cursor is left out, since no server keeps it.
 */
export async function unchangedShare(
  context: LocalContext,
  lines: readonly Line[],
  ask: (context: LocalContext, cursor: Cursor) => Promise<Retrieval>,
): Promise<number> {
  let all = 0;
  let same = 0;
  for (const { start, end } of lines) {
    let before = await promptAt(context, start, ask);
    const last = Math.min(end.offset, start.offset + KEYS_BETWEEN * REQUESTS_PER_LINE);
    for (let offset = start.offset + KEYS_BETWEEN; offset <= last; offset += KEYS_BETWEEN) {
      const prompt = await promptAt(context, { file: start.file, offset }, ask);
      all += estimateTokens(prompt);
      same += estimateTokens(prompt.slice(0, commonLength(before, prompt)));
      before = prompt;
    }
  }
  return all === 0 ? 1 : same / all;
}

async function promptAt(
  context: LocalContext,
  at: Cursor,
  ask: (context: LocalContext, cursor: Cursor) => Promise<Retrieval>,
): Promise<string> {
  const { file, prefix, suffix } = asOnDisk(at);
  const retrieval = await ask(context, at);
  const document = { uri: file.uri, languageId: file.languageId, version: -1, recentEdits: [] };
  const cursor = { ...document, prefix, suffix };
  return completionParts(cursor, retrieval, defaultCompletionSettings, [])
    .filter((part) => part.slot !== 'suffix')
    .map((part) => part.text)
    .join('\n');
}

function commonLength(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at < limit && a[at] === b[at]) at++;
  return at;
}
