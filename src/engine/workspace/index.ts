export { addRule, patternForPath } from './add-rule';
export { parseCairnIgnore } from './cairn-ignore';
export type { CairnIgnore, CairnIgnoreProblem } from './cairn-ignore';
export { compilePolicy } from './compile-policy';
export { describeVerdict } from './describe-verdict';
export { readIgnoreFile } from './find-ignore-files';
export { contentStrength, fileSignals } from './file-signals';
export type { FileSignals } from './file-signals';
export { historyOf } from './history';
export type { CommitHistory, PastCommit } from './history';
export type { FileOrigin, Origin } from './origin';
export { judgeOrigin, originJudges } from './origin-verdict';
export type { OriginContext, OriginJudges, OriginVerdict, PrivateLines } from './origin-verdict';
export type {
  PatternLine,
  PatternList,
  Policy,
  PolicySnapshot,
  RuleReference,
  RuleSource,
  Strength,
  Verdict,
} from './policy';
export { composePolicySnapshot, noExclusionSettings } from './policy-snapshot';
export type {
  ComposedPolicy,
  ExclusionSettings,
  IgnoreFile,
  PolicyInput,
  PolicyProblem,
  SettingPatterns,
  SettingScope,
} from './policy-snapshot';
export { readPolicySnapshot } from './read-policy-snapshot';
export type { PolicySources } from './read-policy-snapshot';
export { RealPlaces } from './real-places';
export { hasRulesOfFile, hasSameRules } from './same-rules';
export { isStricter, mayBeIndexed } from './strength';
export { defaultLimits, walkFolders } from './walk';
export type { WalkedFile, WalkLimit, WalkOptions, WalkStep, WorkspaceLimits } from './walk-contract';
