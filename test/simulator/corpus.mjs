/**
 * The default answers: a completion goes on as the corpus does (the rest of the line, then the lines after it), chat answers with
 * one fixed sentence that cites the first source. The same request always gets the same answer.
 * @param {readonly string[]} texts
 * @returns {import('./simulator.d.mts').Answer}
 */
export function corpusAnswer(texts) {
  const files = texts.map((text) => text.replaceAll('\r\n', '\n').split('\n'));
  return ({ kind, prefix, question }) => {
    if (kind === 'chat' && !prefix) return chatAnswer(question);
    const text = continuation(files, prefix.replaceAll('\r\n', '\n'));
    return kind === 'chat' ? `<fill>${text}</fill>` : text;
  };
}

/** @param {string} question */
function chatAnswer(question) {
  const asked = question.trim().split('\n').at(-1) ?? '';
  return `The simulator answers "${asked.slice(0, 80)}" from the first source [1].\n\n\`\`\`js\nconst simulated = true;\n\`\`\`\n`;
}

/** @param {readonly (readonly string[])[]} files @param {string} prefix */
function continuation(files, prefix) {
  const lines = prefix.split('\n');
  const begun = lines.at(-1) ?? '';
  const above = lines
    .slice(0, -1)
    .findLast((line) => line.trim() !== '')
    ?.trim();
  let best;
  for (const file of files) {
    for (let at = 0; at < file.length; at++) {
      const line = file[at] ?? '';
      if (line.length <= begun.length || !line.startsWith(begun)) continue;
      const agrees =
        above !== undefined &&
        file
          .slice(0, at)
          .findLast((other) => other.trim() !== '')
          ?.trim() === above;
      const rest = [line.slice(begun.length), ...file.slice(at + 1, at + 8)].join('\n');
      if (agrees) return rest;
      if (begun.trim() !== '') best ??= rest;
    }
  }
  return best ?? (files.length > 0 ? '' : `simulated${prefix.length}();`);
}
