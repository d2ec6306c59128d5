import { canonicalUri, joinUri, pathSegments, pathToUri, splitLines } from '../text';
import type { Origin } from './origin';
import type { Policy, RuleReference, Strength } from './policy';
import { isStricter } from './strength';

/** The hashed lines of private files: what Cairn gathers from a terminal or the clipboard is checked against them. */
export interface PrivateLines {
  /** `line` is trimmed. */
  has(line: string): boolean;
}

export interface OriginContext {
  /** Undefined before the first policy and while one is being recompiled: everything from a file is private then. */
  readonly policy: Policy | undefined;
  readonly privateLines?: PrivateLines;
  /** Text of the part, for origins that are judged by what they say. */
  readonly text: string;
}

export interface OriginVerdict {
  readonly strength: Strength;
  /** Canonical URI or path that decided. */
  readonly uri?: string;
  readonly rule?: RuleReference;
  /** In words, where no rule says it. */
  readonly reason?: string;
}

/** One judge for each kind of origin: a new kind does not compile until it has one. */
export type OriginJudges = {
  readonly [Kind in Origin['kind']]: (
    origin: Extract<Origin, { kind: Kind }>,
    context: OriginContext,
    judges: OriginJudges,
  ) => OriginVerdict;
};

/** Strictest strength of everything that a text comes from. */
export function judgeOrigin(
  origin: Origin,
  context: OriginContext,
  judges: OriginJudges = originJudges,
): OriginVerdict {
  const judge = judges[origin.kind] as (origin: Origin, context: OriginContext, judges: OriginJudges) => OriginVerdict;
  return judge(origin, context, judges);
}

export const originJudges: OriginJudges = {
  template: () => free,
  user: () => free,
  file: (origin, context) => judgeUris([origin.uri], context),
  edit: (origin, context) => judgeUris([origin.uri], context),
  diagnostics: (origin, context) => judgeUris([origin.uri, ...origin.related], context),
  git: (origin, context) => judgeGitPaths(origin.paths, context),
  terminal: (_, context) => judgeLines(context),
  clipboard: (_, context) => judgeLines(context),
  rules: (origin, context) => judgeUris([origin.uri], context),
  tool: (origin, context, judges) => strictest(origin.sources.map((source) => judgeOrigin(source, context, judges))),
  model: (origin, context, judges) => strictest(origin.sources.map((source) => judgeOrigin(source, context, judges))),
};

const free: OriginVerdict = { strength: 'free' };

function strictest(verdicts: readonly OriginVerdict[]): OriginVerdict {
  return verdicts.reduce((worst, verdict) => (isStricter(verdict.strength, worst.strength) ? verdict : worst), free);
}

function judgeUris(uris: readonly string[], context: OriginContext): OriginVerdict {
  const { policy } = context;
  if (!policy) return { strength: 'private', reason: 'no exclusion policy yet' };
  return strictest(uris.map((uri) => ({ ...policy.judge(uri), uri })));
}

function judgeGitPaths(paths: readonly string[], context: OriginContext): OriginVerdict {
  if (paths.length === 0) return { strength: 'private', reason: 'git text that names no path' };
  const folders = context.policy?.folders ?? [];
  return judgeUris(
    paths.flatMap((path) => gitUris(path, folders)),
    context,
  );
}

/** A path in a diff is relative to the repository, whose root may be the workspace folder, below it, or above it. */
function gitUris(path: string, folders: readonly string[]): readonly string[] {
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path)) return [path];
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(path)) return [pathToUri(path)];
  const segments = path.split('/').filter((segment) => segment !== '');
  if (folders.length === 0) return [pathToUri(`/${path}`)];
  return folders.flatMap((folder) => {
    const own = pathSegments(folder);
    const uris: string[] = [];
    for (let shared = 0; shared < segments.length && shared <= own.length; shared++) {
      const overlaps = segments
        .slice(0, shared)
        .every((segment, index) => segment === own[own.length - shared + index]);
      if (overlaps) uris.push(canonicalUri(segments.slice(shared).reduce(joinUri, folder)));
    }
    return uris;
  });
}

function judgeLines(context: OriginContext): OriginVerdict {
  const { policy, privateLines } = context;
  if (!policy || !privateLines) return { strength: 'private', reason: 'the lines of private files are not known yet' };
  const found = splitLines(context.text).some((line) => line.trim() !== '' && privateLines.has(line.trim()));
  return found ? { strength: 'private', reason: 'it repeats a line of a private file' } : free;
}
