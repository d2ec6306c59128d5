import { setTimeout as pause } from 'node:timers/promises';
import { defaultCompletionSettings } from '../../../src/engine/completion';
import { completionParts } from '../../../src/engine/completion/prompt';
import type { LocalContext, Retrieval } from '../../../src/engine/retrieval';
import { estimateTokens } from '../../../src/engine/text';
import { asOnDisk, type Cursor, type Line } from './samples';

/** Keys between two requests: the editor waits for a pause. */
const KEYS_BETWEEN = 3;
const REQUESTS_PER_LINE = 12;

/** A request's answer and how long it took. */
interface Asked {
  readonly ms: number;
  readonly retrieval: Retrieval;
}

type Ask = (context: LocalContext, cursor: Cursor) => Promise<Asked>;

export interface TypedLines {
  /** Milliseconds of each request but the first of each line. */
  readonly latencies: readonly number[];
  /**
   * The share of the tokens up to the cursor that the request before began with as well: what a server has in its cache. What follows the
   * cursor is left out, since no server keeps it.
   */
  readonly unchangedShare: number;
}

/** Types lines from their start, with a pause before each request, and builds each request's prompt. */
export async function typeLines(
  context: LocalContext,
  lines: readonly Line[],
  ask: Ask,
  pauseMs: number,
): Promise<TypedLines> {
  const latencies: number[] = [];
  let all = 0;
  let same = 0;
  for (const { start, end } of lines) {
    let before = promptOf(start, await ask(context, start));
    const last = Math.min(end.offset, start.offset + KEYS_BETWEEN * REQUESTS_PER_LINE);
    for (let offset = start.offset + KEYS_BETWEEN; offset <= last; offset += KEYS_BETWEEN) {
      await pause(pauseMs);
      const at = { file: start.file, offset };
      const asked = await ask(context, at);
      latencies.push(asked.ms);
      const prompt = promptOf(at, asked);
      all += estimateTokens(prompt);
      same += estimateTokens(prompt.slice(0, commonLength(before, prompt)));
      before = prompt;
    }
  }
  return { latencies, unchangedShare: all === 0 ? 1 : same / all };
}

function promptOf(at: Cursor, { retrieval }: Asked): string {
  const { file, prefix, suffix } = asOnDisk(at);
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
