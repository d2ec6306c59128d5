import { editDistance } from '../text';
import { ignoreLines, withoutTrailingSpaces } from './ignore-file';
import { patternProblem } from './pattern-problem';
import type { PatternLine, Strength } from './policy';

type SectionStrength = Extract<Strength, 'private' | 'low-quality'>;

export interface CairnIgnoreProblem {
  /** One-based. */
  readonly line: number;
  /** One sentence: what is wrong and what to write. */
  readonly message: string;
}

export interface CairnIgnore {
  /** At most one list per strength; sections of the same strength are joined in order. */
  readonly lists: readonly { readonly strength: SectionStrength; readonly patterns: readonly PatternLine[] }[];
  readonly problems: readonly CairnIgnoreProblem[];
}

/**
 * Reads a `.cairnignore`. Lines before any header are private; a header is exactly `[private]` or `[low-quality]`. A line that looks
 * like a header but is none is a problem and counts as a pattern, and what follows it is private until the next header. A pattern
 * that cannot work is a problem and is left out. Never throws.
 */
export function parseCairnIgnore(text: string): CairnIgnore {
  const sections: Record<SectionStrength, PatternLine[]> = { private: [], 'low-quality': [] };
  const problems: CairnIgnoreProblem[] = [];
  let strength: SectionStrength = 'private';
  for (const [index, raw] of ignoreLines(text).entries()) {
    const line = index + 1;
    if (raw.startsWith('#')) continue;
    const pattern = withoutTrailingSpaces(raw);
    if (pattern === '') continue;
    const header = headerOf(pattern);
    if (header) {
      strength = header;
      continue;
    }
    const broken = brokenHeader(pattern);
    if (broken) {
      strength = 'private';
      problems.push({ line, message: broken });
    }
    const problem = patternProblem(pattern);
    if (problem && !broken) problems.push({ line, message: problem.message });
    if (!problem || problem.works) sections[strength].push({ pattern, line });
  }
  const lists = (['private', 'low-quality'] as const)
    .filter((name) => sections[name].length > 0)
    .map((name) => ({ strength: name, patterns: sections[name] }));
  return { lists, problems };
}

function headerOf(line: string): SectionStrength | undefined {
  if (line === '[private]') return 'private';
  return line === '[low-quality]' ? 'low-quality' : undefined;
}

/** Words that people put in brackets when they mean a section. */
const sectionWords: ReadonlySet<string> = new Set(
  'free public unindexed secret secrets exclude excluded ignore ignored generated legacy deprecated vendored vendor low quality'.split(
    ' ',
  ),
);

function brokenHeader(line: string): string | undefined {
  const found = /^\s*[[{(<]\s*([A-Za-z][A-Za-z _-]*)\s*(?:[\])}>]\s*(?::\s*|[\s#].*)?)?$/.exec(line);
  if (!found) return undefined;
  const letters = (found[1] ?? '').toLowerCase().replace(/[^a-z]/g, '');
  const lowQuality = editDistance(letters, 'lowquality') <= 3 || letters === 'low' || letters === 'quality';
  if (!lowQuality && editDistance(letters, 'private') > 2 && !sectionWords.has(letters)) return undefined;
  const meant = lowQuality ? '[low-quality]' : '[private]';
  const known = lowQuality || editDistance(letters, 'private') <= 2;
  const advice = known ? `Write ${meant} alone on the line` : 'The sections are [private] and [low-quality]';
  return `This line looks like a section header but is none. ${advice}; until the next header everything counts as private.`;
}
