import type { FimInput } from './fim-input';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export const holeFillerTemplate = 'hole-filler-1';

const system = `You complete code. The user shows a file with one <hole/> in it. Answer with exactly the text that belongs in the hole, inside <fill> and </fill>.
Repeat nothing that stands before or after the hole. Keep the file's indentation and style. No explanation, no Markdown.`;

const oneLine = 'Fill the hole up to the end of its line only.';
const wholeUnit = 'Fill the hole up to the end of the statement or block that belongs there.';

/** Asks a chat model for the text at the cursor. */
export function holeFillerMessages(input: FimInput, multiLine: boolean): readonly ChatMessage[] {
  const excerpts = input.files.map((file) => `<excerpt path="${file.path}">\n${file.text}\n</excerpt>\n`).join('');
  const file = `<file path="${input.path}">\n${input.prefix}<hole/>${input.suffix}\n</file>`;
  return [
    { role: 'system', content: `${system}\n${multiLine ? wholeUnit : oneLine}` },
    { role: 'user', content: `${excerpts}${file}` },
  ];
}

const open = '<fill>';
const close = '</fill>';

/** Characters to wait for the opening tag before the answer is taken as it is. */
const patience = 2000;

/** The line of Markdown before the code, which would count as the text's first line. */
const FENCE = /^[ \t]*(?:`{3,}|~{3,})[^\n`]*\n/;
const BEGUN_FENCE = /^[ \t]*(?:`{1,2}|~{1,2}|(?:`{3,}|~{3,})[^\n`]*)$/;

/**
 * The streamed text between the tags. A model that leaves the tags out is taken at its word, once that is certain. A line break right
 * after the opening tag is the tag's own where the text must begin on the cursor's line. A fence's first line is left out. One line ends
 * at its line break: nobody waits for the closing tag.
 */
export async function* filledText(
  answer: AsyncIterable<string>,
  input: FimInput,
  multiLine: boolean,
): AsyncGenerator<string> {
  const startsOnLine = !multiLine || /(?:^|\n)[ \t]*$/.test(input.prefix);
  const isMarkdown = /\.(?:md|markdown|mdx)$/i.test(input.path);
  const unfenced = (text: string): string => (isMarkdown ? text : text.replace(FENCE, ''));
  let stage: 'before' | 'start' | 'inside' = 'before';
  let pending = '';
  for await (const piece of answer) {
    pending += piece;
    if (stage === 'before') {
      const at = pending.indexOf(open);
      if (at < 0 && pending.length < patience) continue;
      pending = at < 0 ? pending : pending.slice(at + open.length);
      stage = 'start';
    }
    if (stage === 'start') {
      if (startsOnLine) pending = pending.replace(/^[ \t]*\r?\n/, '');
      if (pending === '' || (!isMarkdown && BEGUN_FENCE.test(pending))) continue;
      pending = unfenced(pending);
      stage = 'inside';
    }
    const end = pending.indexOf(close);
    const lineEnd = multiLine ? -1 : pending.indexOf('\n');
    if (lineEnd >= 0 && (end < 0 || lineEnd < end)) {
      yield pending.slice(0, lineEnd).replace(/\r$/, '');
      return;
    }
    if (end >= 0) {
      yield pending.slice(0, end).replace(/\r?\n[ \t]*$/, '');
      return;
    }
    const ready = pending.length - heldBack(pending);
    if (ready > 0) yield pending.slice(0, ready);
    pending = pending.slice(ready);
  }
  const rest = stage === 'inside' ? pending : unfenced(pending);
  if (rest !== '') yield rest;
}

/** Units at the end that could be the closing tag's start, or the line break before it. */
function heldBack(text: string): number {
  return /(?:\r|\r?\n[ \t]*)?(?:<|<\/|<\/f|<\/fi|<\/fil|<\/fill)?$/.exec(text)?.[0].length ?? 0;
}
