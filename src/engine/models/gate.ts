import type { TraceId } from '../host';
import { canonicalUri, pathSegments } from '../text';
import { describeVerdict, judgeOrigin, originJudges } from '../workspace';
import type { Origin, OriginJudges, OriginVerdict, Policy, PrivateLines, Strength } from '../workspace';
import { neutraliseControlTokens, withSafeSeam } from './control-tokens';
import type { PromptPart } from './prompt';
import { redact } from './redact';
import { mayLeave } from './slot-rules';
import type { SecretScanner } from './secret-scanner';
import type { GateAction } from './sendable';
import { Sendable } from './sendable';

export interface GateContext {
  /** Undefined before the first policy and while one is being recompiled: everything from a file is dropped. */
  readonly policy: Policy | undefined;
  readonly scanner: SecretScanner;
  readonly trace: TraceId;
  /** The document that is completed; only its own text may fill `prefix` and `suffix` when it is not free. */
  readonly currentUri?: string;
  /** Without it, everything from a terminal or the clipboard is dropped. */
  readonly privateLines?: PrivateLines;
  /** URIs that the user named in this conversation; answers that quote them may be sent back to the model. */
  readonly mentions?: readonly string[];
}

/**
 * The one way to a model: drops what the policy excludes, judging each part's origin anew, redacts secrets in all text that the user
 * did not type, and breaks control tokens in all text but the templates. Never rejects: a part that cannot be checked is dropped.
 */
export function gate(parts: readonly PromptPart[], context: GateContext): Promise<Sendable> {
  return gateWith(originJudges, parts, context);
}

/** `gate` with given judges, so that a test can leave one out and see that it is missed. */
export async function gateWith(
  judges: OriginJudges,
  parts: readonly PromptPart[],
  context: GateContext,
): Promise<Sendable> {
  const actions: GateAction[] = [];
  const allowed = parts.filter((part) => {
    const dropped = dropAction(part, context, judges);
    if (dropped) actions.push(dropped);
    return dropped === undefined;
  });
  const clean = await redact(allowed, context.scanner, actions);
  const neutral = withoutSeams(clean.map((part) => neutralised(withSafeLabel(part), actions)));
  return Sendable.seal(neutral, { trace: context.trace, epoch: context.policy?.epoch ?? 0, actions });
}

function dropAction(part: PromptPart, context: GateContext, judges: OriginJudges): GateAction | undefined {
  const { policy, privateLines } = context;
  const verdict = judgeOrigin(
    part.origin,
    { policy, text: part.text, ...(privateLines ? { privateLines } : {}) },
    judges,
  );
  if (mayLeave(part, verdict.strength, context)) return undefined;
  return { kind: 'dropped', origin: part.origin, strength: verdict.strength, reason: reasonOf(verdict, part) };
}

function reasonOf(verdict: OriginVerdict, part: PromptPart): string {
  if (verdict.reason !== undefined) return `${strengthName(verdict.strength)}: ${verdict.reason}`;
  const rule = describeVerdict(verdict, verdict.uri ?? '');
  return verdict.strength === 'private' ? rule : `${rule}; not allowed as ${part.slot}`;
}

function strengthName(strength: Strength): string {
  return strength === 'private' ? 'Private' : strength;
}

/** A label says nothing that its part's origin does not say, and cannot break out of its line. */
function withSafeLabel(part: PromptPart): PromptPart {
  const { path, languageId, ...rest } = part;
  const label = path !== undefined && namesOrigin(path, part.origin) ? { path: oneLine(path) } : {};
  const language = languageId !== undefined && /^[\w.+#-]{1,60}$/.test(languageId) ? { languageId } : {};
  return { ...rest, ...label, ...language };
}

function namesOrigin(path: string, origin: Origin): boolean {
  if (origin.kind === 'template') return true;
  if (origin.kind === 'git') return origin.paths.includes(path);
  if (!('uri' in origin)) return false;
  const named = path.split(/[\\/]/).filter((segment) => segment !== '');
  const own = pathSegments(canonicalUri(origin.uri));
  return named.length > 0 && named.every((segment, index) => segment === own[own.length - named.length + index]);
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replace(/[\x00-\x1f\x7f\u0085\u2028\u2029]+/g, ' ');
}

function neutralised(part: PromptPart, actions: GateAction[]): PromptPart {
  if (part.origin.kind === 'template') return part;
  const text = neutraliseControlTokens(part.text);
  const label = part.path === undefined ? undefined : neutraliseControlTokens(part.path);
  const count = text.count + (label?.count ?? 0);
  if (count === 0) return part;
  actions.push({ kind: 'neutralised', origin: part.origin, count });
  return { ...part, text: text.text, ...(label ? { path: label.text } : {}) };
}

/** A token split over two neighbouring parts is one again when a dialect joins them. */
function withoutSeams(parts: readonly PromptPart[]): readonly PromptPart[] {
  return parts.map((part, index) => {
    const next = parts[index + 1];
    if (!next || part.origin.kind === 'template' || next.origin.kind === 'template') return part;
    const text = withSafeSeam(part.text, next.text);
    return text === part.text ? part : { ...part, text };
  });
}
