export type { FileOrigin, Origin } from './origin';
export type { PatternLine, PatternList, Policy, PolicySnapshot, RuleReference, RuleSource, Strength, Verdict } from './policy';
