/**
 * Special tokens of the model families that the prompt templates know, where they do not follow a general shape: fill-in-the-middle,
 * repository and chat markers of StarCoder, CodeLlama, Llama, Mistral and Codestral, CodeGemma and Gemma.
 */
const namedTokens: readonly string[] = [
  ...['prefix', 'suffix', 'middle', 'pad'].flatMap((part) => [`<fim_${part}>`, `<fim-${part}>`]),
  '<repo_name>',
  '<reponame>',
  '<file_sep>',
  '<filename>',
  '<gh_stars>',
  '<issue_start>',
  '<issue_comment>',
  '<issue_closed>',
  '<jupyter_start>',
  '<jupyter_text>',
  '<jupyter_code>',
  '<jupyter_output>',
  '<jupyter_script>',
  '<empty_output>',
  '<commit_before>',
  '<commit_msg>',
  '<commit_after>',
  '<PRE>',
  '<SUF>',
  '<MID>',
  '<EOT>',
  '<s>',
  '</s>',
  '<<SYS>>',
  '<</SYS>>',
  '<bos>',
  '<eos>',
  '<pad>',
  '<unk>',
  '<mask>',
  '<start_of_turn>',
  '<end_of_turn>',
  '[PREFIX]',
  '[SUFFIX]',
  '[MIDDLE]',
  '[INST]',
  '[/INST]',
  '[SYSTEM_PROMPT]',
  '[/SYSTEM_PROMPT]',
  '[AVAILABLE_TOOLS]',
  '[/AVAILABLE_TOOLS]',
  '[TOOL_CALLS]',
  '[TOOL_RESULTS]',
  '[/TOOL_RESULTS]',
];

/** General shapes: `<|fim_middle|>`, `<|im_start|>`, and DeepSeek's with the full-width bar and low block. */
const shapes = ['<\\|[^\\s<>|]{1,60}\\|>', '<\uff5c[^\\s<>\uff5c]{1,60}\uff5c>'];

/** Longest token that can match, in UTF-16 units. */
const longestControlToken = 64;

const source = [...shapes, ...namedTokens.map((token) => token.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))].join('|');

export interface NeutralisedText {
  readonly text: string;
  readonly count: number;
}

/**
 * Breaks every control token with one space after its opening (`<|fim_middle|>` becomes `<| fim_middle|>`), so that a tokenizer reads
 * it as text while a person still sees what stood there. A text without tokens comes back as it is.
 */
export function neutraliseControlTokens(text: string): NeutralisedText {
  let result = text;
  let count = 0;
  // Breaking one token can lay bare another: "<<SYS>>" stands inside longer runs of brackets.
  for (;;) {
    let found = 0;
    result = result.replace(new RegExp(source, 'g'), (token) => {
      found++;
      const opening = openingOf(token);
      return `${token.slice(0, opening)} ${token.slice(opening)}`;
    });
    if (found === 0) return { text: result, count };
    count += found;
  }
}

/**
 * `left` with a space wherever a control token would otherwise arise when `right` follows directly. Both are free of tokens
 * themselves.
 */
export function withSafeSeam(left: string, right: string): string {
  let safe = left;
  for (let at = seamBreak(safe, right); at !== undefined; at = seamBreak(safe, right))
    safe = `${safe.slice(0, at)} ${safe.slice(at)}`;
  return safe;
}

function seamBreak(left: string, right: string): number | undefined {
  const tail = left.slice(-longestControlToken);
  const joined = tail + right.slice(0, longestControlToken);
  for (const match of joined.matchAll(new RegExp(source, 'g'))) {
    const end = match.index + match[0].length;
    if (match.index >= tail.length || end <= tail.length) continue;
    return left.length - tail.length + Math.min(match.index + openingOf(match[0]), tail.length);
  }
  return undefined;
}

function openingOf(token: string): number {
  return /^(?:<\||<\uff5c|<<\/?|<\/?|\[\/?)/.exec(token)?.[0].length ?? 1;
}
