/** How each fill-in-the-middle family lays out a prompt, so that the simulator can tell prefix from suffix. */
const layouts = [
  { start: '<|fim_prefix|>', middle: '<|fim_suffix|>', end: '<|fim_middle|>' },
  { start: '<fim_prefix>', middle: '<fim_suffix>', end: '<fim_middle>' },
  { start: '<fim-prefix>', middle: '<fim-suffix>', end: '<fim-middle>' },
  { start: '<PRE> ', middle: ' <SUF>', end: ' <MID>' },
  { start: '<｜fim▁begin｜>', middle: '<｜fim▁hole｜>', end: '<｜fim▁end｜>' },
];

/**
 * Prefix and suffix of a request, whatever form it has.
 * @param {'completion' | 'chat'} kind
 * @param {any} body
 * @returns {import('./simulator.d.mts').ReadPrompt}
 */
export function readPrompt(kind, body) {
  if (kind === 'chat') return readChat(body);
  if (typeof body.input_prefix === 'string')
    return { prefix: body.input_prefix, suffix: String(body.input_suffix ?? ''), question: '' };
  const prompt = typeof body.prompt === 'string' ? body.prompt : '';
  if (typeof body.suffix === 'string') return { prefix: prompt, suffix: body.suffix, question: '' };
  for (const { start, middle, end } of layouts) {
    const [from, to, stop] = [prompt.lastIndexOf(start), prompt.lastIndexOf(middle), prompt.lastIndexOf(end)];
    if (from < 0 || to < from || stop < to) continue;
    return {
      prefix: prompt.slice(from + start.length, to),
      suffix: prompt.slice(to + middle.length, stop),
      question: '',
    };
  }
  const suffixFirst = /^\[SUFFIX\]([\s\S]*?)\[PREFIX\]([\s\S]*)$/.exec(prompt);
  if (suffixFirst) return { prefix: suffixFirst[2] ?? '', suffix: suffixFirst[1] ?? '', question: '' };
  return { prefix: prompt, suffix: '', question: '' };
}

/** @param {any} body @returns {import('./simulator.d.mts').ReadPrompt} */
function readChat(body) {
  const messages = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.at(-1);
  const question = typeof last?.content === 'string' ? last.content : '';
  const file = /<file[^>]*>\n([\s\S]*)<hole\/>([\s\S]*)\n<\/file>/.exec(question);
  return file ? { prefix: file[1] ?? '', suffix: file[2] ?? '', question } : { prefix: '', suffix: '', question };
}
