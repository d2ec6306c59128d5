import { lexicalRulesOf } from './lexical-rules';
import { scanLines } from './lexical-scan';

/**
 * The code of each line: comments are left out, and so is what strings say, but not the expressions written into them.
 * By the language's spelling alone, without a tree, so that it holds for text that does not parse.
 */
export function codeOfLines(lines: readonly string[], languageId: string): readonly string[] {
  const scanned = scanLines(lines.join('\n'), lexicalRulesOf(languageId));
  return lines.map((line, at) => {
    const code = scanned[at]?.code ?? '';
    const before = scanned[at - 1]?.state.inside?.kind;
    return before === 'comment' ? code : `${code} ${expressionsIn(line, code)}`.trim();
  });
}

/** `${…}` of JavaScript and shells, `#{…}` of Ruby, `\(…)` of Swift, `{…}` of Python. */
const EXPRESSION = /[$#]?\{([^{}"'`]*)\}|\\\(([^()]*(?:\([^()]*\))?[^()]*)\)/g;

function expressionsIn(line: string, code: string): string {
  if (!/["'`]/.test(code)) return '';
  return Array.from(line.matchAll(EXPRESSION), ([, braced, bracketed]) => braced ?? bracketed ?? '').join(' ');
}
