import { baseName, relativePath, schemeOf } from '../text';
import type { RuleReference, Strength, Verdict } from './policy';

const names: Readonly<Record<Strength, string>> = {
  private: 'Private',
  'low-quality': 'Low quality',
  unindexed: 'Not indexed',
  free: 'Not excluded',
};

/**
 * One sentence that names the strength and the rule, for instance "Private: rule `*.pem`, line 3 of .cairnignore". An ignore file is
 * named by its path in `folder` (canonical URI) when that is given.
 */
export function describeVerdict(verdict: Verdict, uri: string, folder?: string): string {
  const name = names[verdict.strength];
  if (verdict.rule) return `${name}: rule \`${verdict.rule.pattern}\`, ${placeOf(verdict.rule, folder)}`;
  if (verdict.strength === 'free') return `${name}: no rule matches this file`;
  return `${name}: only files, unsaved documents and notebook cells are used, and this is "${schemeOf(uri) || uri}"`;
}

function placeOf(rule: RuleReference, folder: string | undefined): string {
  switch (rule.source.kind) {
    case 'builtin':
      return 'built into Cairn';
    case 'limit':
      return 'a size limit';
    case 'setting':
      return `item ${rule.line} of the ${rule.source.scope} setting ${rule.source.setting}`;
    case 'gitignore':
    case 'cairnignore': {
      const path = folder === undefined ? undefined : relativePath(folder, rule.source.uri);
      return `line ${rule.line} of ${path || baseName(rule.source.uri)}`;
    }
  }
}
