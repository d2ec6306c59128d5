import type { EngineStatus, Snippet } from '../retrieval';
import { isImportLine } from '../text';
import { lineSpan, type Source } from './conversation';
import { bestExcerpt, dedent, searchTerms } from './excerpt';
import { linesLabel, type NumberedSnippet } from './numbered-snippets';

const maxBlocks = 5;
const maxBlocksPerFile = 2;
const excerptSize = { usualLines: 18, wholeLines: 36 };

/** The few snippets that an answer without a model shows, best first and at most two of a file. Imports alone answer nothing: they come last. */
export function pickSnippets(snippets: readonly Snippet[]): readonly Snippet[] {
  const perFile = new Map<string, number>();
  const picked: Snippet[] = [];
  const dull = new Set(snippets.filter(({ text }) => isMostlyImports(text)));
  for (const snippet of [...snippets.filter((one) => !dull.has(one)), ...dull]) {
    const count = perFile.get(snippet.origin.uri) ?? 0;
    if (picked.length >= maxBlocks || count >= maxBlocksPerFile || !snippet.text.trim()) continue;
    perFile.set(snippet.origin.uri, count + 1);
    picked.push(snippet);
  }
  return picked;
}

const severalNames = /^([ \t]*(?:import|use|pub use)\b[^\n;({]*)(?:\{[^}]*\}|\([^)]*\))/gm;
const noCode = /^(?:$|\/\/|\/?\*|#(?!\s*include)|--|["']use strict["'])/;

function isMostlyImports(text: string): boolean {
  const lines = text.replace(severalNames, '$1').split('\n');
  const code = lines.map((line) => line.trim()).filter((line) => !noCode.test(line));
  const imports = code.filter((line) => isImportLine(line)).length;
  return imports > code.length / 2;
}

export interface SnippetAnswer {
  readonly markdown: string;
  /** Narrowed to the lines shown. */
  readonly sources: readonly Source[];
}

const noModel =
  'No model is set, so this answer is code from your workspace. For written answers, run `Cairn: Set Endpoint`.';

/** An answer made of code: per file its path, and per snippet its lines, its number and a short block. */
export function snippetAnswer(question: string, snippets: readonly NumberedSnippet[]): SnippetAnswer {
  const asked = searchTerms(question);
  const sources: Source[] = [];
  const paragraphs = [noModel];
  let lastUri = '';
  for (const { snippet, source } of snippets) {
    const terms = [
      ...new Set([...asked, ...snippet.why.flatMap((why) => why.terms.map((term) => term.toLowerCase()))]),
    ];
    const excerpt = bestExcerpt(snippet.text, terms, excerptSize);
    const shown = narrow(source, excerpt.firstLine, excerpt.lines);
    sources.push(shown);
    const lines = linesLabel(shown);
    const where = `${lines.includes('-') ? 'lines' : 'line'} ${lines} [${shown.number}]`;
    const sameFile = snippet.origin.uri === lastUri;
    paragraphs.push(sameFile ? `${where[0]?.toUpperCase()}${where.slice(1)}` : `${codeSpan(snippet.path)} ${where}`);
    paragraphs.push(codeBlock(dedent(excerpt.lines).join('\n'), snippet.languageId));
    lastUri = snippet.origin.uri;
  }
  return { markdown: paragraphs.join('\n\n'), sources };
}

/** What to say when no place in the workspace matches. */
export function nothingFound(status: EngineStatus | undefined): string {
  if (status?.phase === 'no-folder')
    return 'No folder is open, so there is no code to search. Open a folder and ask again.';
  if (status?.phase === 'indexing' || status?.phase === 'waiting-for-policy') {
    const progress = status.files > 0 ? ` (${status.filesDone} of ${status.files} files)` : '';
    return `Cairn is still reading this workspace${progress}, and nothing read so far matches. Ask again in a moment.`;
  }
  if (status?.phase === 'paused')
    return 'Indexing is paused, and nothing indexed so far matches. `Cairn: Resume Indexing` goes on with the rest.';
  if (status?.files === 0)
    return 'No file of this workspace is indexed, so there is no code to search. `Cairn: Index Status` says what is skipped, and why.';
  const tries = [
    'Nothing in this workspace matches that question. What helps:',
    '- the name of a function, class or file, as the code spells it\n- words that stand in the code or its comments\n- `@` and a file name, to ask about that file',
  ];
  return [...tries, noModelHint].join('\n\n');
}

const noModelHint = 'No model is set; for written answers, run `Cairn: Set Endpoint`.';

function narrow(source: Source, firstLine: number, lines: readonly string[]): Source {
  const whole = lineSpan(source.origin.range);
  const start = source.origin.range.start.line + firstLine;
  const endLine = Math.min(start + lines.length - 1, whole.last - 1);
  const range = {
    start: { line: start, character: 0 },
    end: { line: endLine, character: lines.at(-1)?.length ?? 0 },
  };
  return { ...source, origin: { ...source.origin, range } };
}

function codeBlock(text: string, languageId: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${/^[\w+#.-]+$/.test(languageId) ? languageId : ''}\n${text}\n${fence}`;
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `\`${text}\``;
}
