import { readCairnIgnoreLine, type Section } from './cairn-ignore-line';
import { ignoreLines } from './ignore-file';
import { patternProblem } from './pattern-problem';
import type { PatternLine } from './policy';

export interface CairnIgnoreProblem {
  /** One-based. */
  readonly line: number;
  /** One sentence: what is wrong and what to write. */
  readonly message: string;
}

export interface CairnIgnore {
  /** At most one list per strength; sections of the same strength are joined in order. */
  readonly lists: readonly { readonly strength: Section; readonly patterns: readonly PatternLine[] }[];
  readonly problems: readonly CairnIgnoreProblem[];
}

/**
 * Reads a `.cairnignore`. Lines before any header are private; a header is exactly `[private]` or `[low-quality]`. A line that looks
 * like a header but is none is a problem and counts as a pattern, and what follows it is private until the next header. A pattern
 * that cannot work is a problem and is left out. Never throws.
 */
export function parseCairnIgnore(text: string): CairnIgnore {
  const sections: Record<Section, PatternLine[]> = { private: [], 'low-quality': [] };
  const problems: CairnIgnoreProblem[] = [];
  let section: Section = 'private';
  for (const [index, raw] of ignoreLines(text).entries()) {
    const line = index + 1;
    const read = readCairnIgnoreLine(raw);
    section = read.section ?? section;
    if (read.pattern === undefined) continue;
    const { pattern, brokenHeader } = read;
    if (brokenHeader !== undefined) problems.push({ line, message: brokenHeader });
    const problem = patternProblem(pattern);
    if (problem && brokenHeader === undefined) problems.push({ line, message: problem.message });
    if (!problem || problem.works) sections[section].push({ pattern, line });
  }
  const lists = (['private', 'low-quality'] as const)
    .filter((name) => sections[name].length > 0)
    .map((name) => ({ strength: name, patterns: sections[name] }));
  return { lists, problems };
}
