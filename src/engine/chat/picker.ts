import MiniSearch from 'minisearch';
import type { Mention } from './conversation';

/** Finds files by what a person types of their path. */
export interface FileIndex {
  readonly size: number;
  /** Best first; an empty text lists files as they were given. */
  search(text: string, limit: number): readonly Mention[];
}

const separators = /[\s/\\._\-@]+/;
const camelBorder = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

function words(text: string): string[] {
  const result: string[] = [];
  for (const word of text.split(separators)) {
    if (!word) continue;
    result.push(word);
    const parts = word.split(camelBorder);
    if (parts.length > 1) result.push(...parts);
  }
  return result;
}

/** Builds the index over relative paths; misspelt and unfinished words match too. */
export function buildFileIndex(files: readonly Mention[]): FileIndex {
  const search = new MiniSearch({
    fields: ['name', 'path'],
    tokenize: words,
    searchOptions: {
      boost: { name: 3 },
      combineWith: 'AND',
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      maxFuzzy: 2,
      tokenize: (text) => text.split(separators).filter(Boolean),
    },
  });
  search.addAll(
    files.map((file, id) => ({ id, name: file.path.slice(file.path.lastIndexOf('/') + 1), path: file.path })),
  );
  return {
    size: files.length,
    search(text, limit) {
      const wanted = text.trim();
      if (!wanted) return files.slice(0, limit);
      const lower = wanted.toLowerCase();
      return search
        .search(wanted)
        .map((hit) => ({ file: files[hit.id as number] as Mention, score: hit.score }))
        .map(({ file, score }) => ({ file, score: score * literalBoost(file.path.toLowerCase(), lower) }))
        .sort((a, b) => b.score - a.score || a.file.path.length - b.file.path.length)
        .slice(0, limit)
        .map(({ file }) => file);
    },
  };
}

// What is typed letter by letter should win over what merely shares words.
function literalBoost(path: string, wanted: string): number {
  if (path === wanted || path.endsWith(`/${wanted}`)) return 4;
  if (path.slice(path.lastIndexOf('/') + 1).startsWith(wanted)) return 3;
  return path.includes(wanted) ? 2 : 1;
}
