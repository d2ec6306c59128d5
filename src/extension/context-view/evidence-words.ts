import type { Dropped, Evidence, Multiplier, SnippetKind } from '../../engine/retrieval';

/** What a list's name means to a reader. A list that is not named here is shown by its own name. */
const lists: Readonly<Record<string, string>> = {
  pin: 'pinned',
  mention: 'named with @',
  place: 'named in the question',
  use: 'uses a name asked for',
  // A question's files and chunks.
  chunk: 'words of its text',
  chunks: 'words of its functions',
  inFile: 'best of its file',
  file: 'words of its file',
  rank: 'rank of its file',
  path: 'words of its path',
  names: 'words of its names',
  identifiers: 'defines a name asked for',
  container: 'words of its class',
  definition: 'defines what is asked for',
  first: 'beginning of its file',
  matches: 'has a word of the question',
  lines: 'length',
  chunksInFile: 'length of its file',
  commits: 'like past commits',
  pairs: 'has words together in a name',
  messagePairs: 'has words together in its commits',
  function: 'words of a function',
  tested: 'its test fits',
  changedWithTests: 'changed with tests that fit',
  frames: 'in the stack trace',
  pathWords: 'its path goes with such commits',
  recency: 'changed lately',
  // A cursor's signatures and bodies.
  'imported-unused': 'imported, not used yet',
  'imported-used': 'imported',
  'module-import': 'of an imported module',
  'unused-import-file': 'file of an unused import',
  'indirect-import': 'imported through another file',
  'near-name': 'name used nearby',
  'close-name': 'like a name nearby',
  'similar-chunk': 'similar code',
  'similar-line': 'similar lines',
  text: 'fits the last lines',
  'line-text': 'fits the line',
  'name-text': 'its name fits the line',
  'receiver-name': 'named like what is before the dot',
  'receiver-type': 'type of what is before the dot',
  'receiver-module': 'module before the dot',
  typed: 'begins as typed',
  'near-words': 'has words of a name nearby',
  'repeated-name': 'stands behind others of its name',
  'own-file-only': 'no other file has its name',
  length: 'length of its signature',
  sibling: 'used beside it',
  popular: 'used in many files',
  'popular-of-receiver': 'used in many files, fits the dot',
  'popular-imported': 'used in many files, imported',
};

const kinds: Readonly<Record<SnippetKind, string>> = {
  signature: 'signature',
  chunk: 'code',
  edit: 'recent edit',
  mention: 'file',
};

const reasons: Readonly<Record<Dropped['reason'], string>> = {
  excluded: 'excluded',
  'over-budget': 'no room left',
  'already-shown': 'the file shows it',
  duplicate: 'a copy',
  'low-score': 'too little in common',
};

export const listWords = (list: string): string =>
  lists[list] ??
  list
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();

export const kindWords = (kind: SnippetKind): string => kinds[kind];

export function dropWords({ reason, strength }: Pick<Dropped, 'reason' | 'strength'>): string {
  return strength ? `${reasons[reason]}, ${strength}` : reasons[reason];
}

/** The reason that counts most, in two or three words; '' without any. */
export function shortReason(why: readonly Evidence[]): string {
  const best = why.reduce<Evidence | undefined>(
    (found, evidence) => (found && found.score >= evidence.score ? found : evidence),
    undefined,
  );
  return best ? listWords(best.list) : '';
}

/** Evidence as a Markdown table, the words that matched, and what the score was multiplied by. */
export function evidenceMarkdown(why: readonly Evidence[], multipliers: readonly Multiplier[] = []): readonly string[] {
  const terms = [...new Set(why.flatMap((evidence) => evidence.terms))].slice(0, 16);
  const factors = multipliers.map(({ name, factor }) => `${name.replaceAll('-', ' ')} ${rounded(factor)}`);
  return [
    ...(why.length > 0 ? [evidenceTable(why.toSorted((a, b) => b.score - a.score))] : []),
    ...(terms.length > 0 ? [`Words: ${terms.map(codeSpan).join(' ')}`] : []),
    ...(factors.length > 0 ? [`Multiplied by: ${factors.join(', ')}`] : []),
  ];
}

/** Without the columns that would be empty. */
function evidenceTable(why: readonly Evidence[]): string {
  const ranked = why.some(({ rank }) => rank > 0);
  const weighted = why.some(({ weight }) => weight !== undefined);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const columns = (list: string, score: string, rank: string, weight: string): string =>
    row([list, score, ...(ranked ? [rank] : []), ...(weighted ? [weight] : [])]);
  return [
    columns('Found by', 'Score', 'Rank', 'Weight'),
    columns('---', '---:', '---:', '---:'),
    ...why.map(({ list, score, rank, weight }) =>
      columns(
        listWords(list),
        rounded(score),
        rank > 0 ? String(rank) : '',
        weight === undefined ? '' : rounded(weight),
      ),
    ),
  ].join('\n');
}

/** Text of others as Markdown code, whatever it holds. */
export function codeSpan(text: string): string {
  const line = text.replaceAll(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || line.trim() !== line ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
