import { editDistance } from '../text';
import { withoutTrailingSpaces } from './ignore-file';
import { longestPattern } from './pattern-problem';
import type { Strength } from './policy';

export type Section = Extract<Strength, 'private' | 'low-quality'>;

export interface CairnIgnoreLine {
  /** The section that begins here. */
  readonly section?: Section;
  /** Undefined for headers, comments and blank lines. */
  readonly pattern?: string;
  /** Why the line is no header though it looks like one; it counts as a pattern, and what follows is private. */
  readonly brokenHeader?: string;
}

/** Reads one line of a `.cairnignore`, without its line end. A header is exactly `[private]` or `[low-quality]`. */
export function readCairnIgnoreLine(line: string): CairnIgnoreLine {
  if (line.startsWith('#')) return {};
  const pattern = withoutTrailingSpaces(line);
  if (pattern === '') return {};
  if (pattern === '[private]') return { section: 'private' };
  if (pattern === '[low-quality]') return { section: 'low-quality' };
  const broken = brokenHeader(pattern);
  return broken === undefined ? { pattern } : { section: 'private', pattern, brokenHeader: broken };
}

/** Words that people put in brackets when they mean a section. */
const sectionWords: ReadonlySet<string> = new Set(
  'free public unindexed secret secrets exclude excluded ignore ignored generated legacy deprecated vendored vendor low quality'.split(
    ' ',
  ),
);

function brokenHeader(line: string): string | undefined {
  if (line.length > longestPattern) return undefined;
  const found = /^\s*[[{(<]\s*([A-Za-z](?:[A-Za-z _-]*[A-Za-z_-])?)\s*(?:[\])}>]\s*(?::\s*|[\s#].*)?)?$/.exec(line);
  if (!found) return undefined;
  const letters = (found[1] ?? '').toLowerCase().replace(/[^a-z]/g, '');
  const lowQuality = editDistance(letters, 'lowquality') <= 3 || letters === 'low' || letters === 'quality';
  if (!lowQuality && editDistance(letters, 'private') > 2 && !sectionWords.has(letters)) return undefined;
  const meant = lowQuality ? '[low-quality]' : '[private]';
  const known = lowQuality || editDistance(letters, 'private') <= 2;
  const advice = known ? `Write ${meant} alone on the line` : 'The sections are [private] and [low-quality]';
  return `This line looks like a section header but is none. ${advice}; until the next header everything counts as private.`;
}
