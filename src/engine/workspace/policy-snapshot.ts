import { parentUri } from '../text';
import { builtinLowQuality, builtinPrivatePatterns, builtinUnindexed } from './builtin-patterns';
import { parseCairnIgnore } from './cairn-ignore';
import { parseGitIgnore } from './ignore-file';
import { patternProblem } from './pattern-problem';
import type { PatternLine, PatternList, PolicySnapshot, RuleSource } from './policy';

export type SettingScope = Extract<RuleSource, { kind: 'setting' }>['scope'];

/** One scope's value of an exclusion setting. */
export interface SettingPatterns {
  readonly scope: SettingScope;
  /** Canonical URI of the workspace folder that a `folder` value belongs to; without it, it holds for all folders. */
  readonly folder?: string;
  /** As read from the settings: anything may stand there. */
  readonly patterns: unknown;
}

export interface ExclusionSettings {
  readonly private: readonly SettingPatterns[];
  readonly lowQuality: readonly SettingPatterns[];
}

export interface IgnoreFile {
  /** Canonical URI of the file itself. */
  readonly uri: string;
  readonly kind: 'gitignore' | 'cairnignore';
  /** Undefined when it is there and cannot be read as text. */
  readonly text: string | undefined;
}

export interface PolicyInput {
  /** Canonical URIs of the workspace folders. */
  readonly folders: readonly string[];
  readonly settings: ExclusionSettings;
  readonly ignoreFiles: readonly IgnoreFile[];
  readonly epoch: number;
  readonly ignoreCase?: boolean;
}

export interface PolicyProblem {
  readonly source: RuleSource;
  /** One-based line, or place in a setting's array. */
  readonly line: number;
  /** One sentence: what is wrong and what to write. */
  readonly message: string;
}

export interface ComposedPolicy {
  readonly snapshot: PolicySnapshot;
  readonly problems: readonly PolicyProblem[];
}

const unreadable =
  'This file cannot be read as text, so everything beside and below it is excluded. Save it as UTF-8, smaller than 1 MiB.';

/** No exclusion settings at all. */
export const noExclusionSettings: ExclusionSettings = { private: [], lowQuality: [] };

/** A snapshot out of the built-in patterns, the settings of all scopes and the ignore files that were found. What is broken is left out and reported. */
export function composePolicySnapshot(input: PolicyInput): ComposedPolicy {
  const lists: PatternList[] = [builtinPrivatePatterns, builtinLowQuality, builtinUnindexed];
  const problems: PolicyProblem[] = [];
  for (const value of input.settings.private) addSetting(value, 'cairn.exclude.private', lists, problems);
  for (const value of input.settings.lowQuality) addSetting(value, 'cairn.exclude.lowQuality', lists, problems);
  for (const file of input.ignoreFiles) {
    const rules = rulesOfFile(file);
    lists.push(...rules.lists);
    problems.push(...rules.problems);
  }
  const caseRule = input.ignoreCase === undefined ? {} : { ignoreCase: input.ignoreCase };
  return { snapshot: { epoch: input.epoch, folders: input.folders, lists, ...caseRule }, problems };
}

/** The lists that an ignore file makes, in its order, and what is broken in it. */
export function rulesOfFile(file: IgnoreFile): Pick<PolicySnapshot, 'lists'> & Pick<ComposedPolicy, 'problems'> {
  const base = parentUri(file.uri);
  const source: RuleSource = { kind: file.kind, uri: file.uri };
  // Nobody can tell what an unreadable list would have excluded.
  const text = file.text ?? '*';
  const problems: PolicyProblem[] = file.text === undefined ? [{ source, line: 1, message: unreadable }] : [];
  if (file.kind === 'gitignore') {
    const patterns = parseGitIgnore(text);
    return { lists: patterns.length > 0 ? [{ strength: 'unindexed', source, base, patterns }] : [], problems };
  }
  const parsed = parseCairnIgnore(text);
  return {
    lists: parsed.lists.map(({ strength, patterns }) => ({ strength, source, base, patterns })),
    problems: [...problems, ...parsed.problems.map((problem) => ({ source, ...problem }))],
  };
}

function addSetting(
  value: SettingPatterns,
  setting: 'cairn.exclude.private' | 'cairn.exclude.lowQuality',
  lists: PatternList[],
  problems: PolicyProblem[],
): void {
  const source: RuleSource = { kind: 'setting', setting, scope: value.scope };
  // A single pattern without its list is meant as one.
  const entries: unknown = typeof value.patterns === 'string' ? [value.patterns] : value.patterns;
  if (!Array.isArray(entries)) {
    if (entries !== undefined)
      problems.push({ source, line: 1, message: `${setting} is not a list. Write a list of gitignore patterns.` });
    return;
  }
  const patterns: PatternLine[] = [];
  for (const [index, entry] of entries.entries()) {
    const line = index + 1;
    const pattern = typeof entry === 'string' ? entry.trim() : undefined;
    if (pattern === undefined)
      problems.push({ source, line, message: `Item ${line} of ${setting} is not text. Write a gitignore pattern.` });
    if (!pattern) continue;
    const problem = patternProblem(pattern);
    if (problem) problems.push({ source, line, message: problem.message });
    if (!problem || problem.works) patterns.push({ pattern, line });
  }
  const strength = setting === 'cairn.exclude.private' ? 'private' : 'low-quality';
  if (patterns.length > 0) lists.push({ strength, source, base: value.folder ?? '', patterns });
}
