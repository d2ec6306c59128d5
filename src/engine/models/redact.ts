import type { PromptPart } from './prompt';
import type { SecretScanner, SecretSpan } from './secret-scanner';
import type { GateAction } from './sendable';

const replacement = '<redacted>';

/**
 * Replaces secrets in every part that neither a template nor the user wrote. Prefix and suffix of one document are scanned as one text,
 * since the cursor may stand inside a secret. A part that cannot be scanned is dropped.
 */
export async function redact(
  parts: readonly PromptPart[],
  scanner: SecretScanner,
  actions: GateAction[],
): Promise<readonly PromptPart[]> {
  const groups = groupsOf(parts);
  const cleaned = new Map<PromptPart, PromptPart | undefined>();
  for (const group of groups) {
    const spans = await spansOf(group, scanner);
    let start = 0;
    for (const part of group) {
      cleaned.set(part, spans === 'failed' ? dropped(part, actions) : withoutSpans(part, start, spans, actions));
      start += part.text.length;
    }
  }
  return parts.flatMap((part) => (cleaned.has(part) ? (cleaned.get(part) ?? []) : part));
}

function groupsOf(parts: readonly PromptPart[]): readonly (readonly PromptPart[])[] {
  const scanned = [...new Set(parts)].filter((part) => part.origin.kind !== 'template' && part.origin.kind !== 'user');
  const groups: PromptPart[][] = [];
  const joined = new Set<PromptPart>();
  for (const part of scanned) {
    if (joined.has(part)) continue;
    const suffix =
      part.slot === 'prefix' ? scanned.find((other) => other.slot === 'suffix' && sameFile(part, other)) : undefined;
    if (suffix) joined.add(suffix);
    groups.push(suffix ? [part, suffix] : [part]);
  }
  // A suffix that stands before its prefix was grouped alone first.
  return groups.filter((group) => group.length > 1 || !joined.has(group[0] as PromptPart));
}

function sameFile(left: PromptPart, right: PromptPart): boolean {
  return left.origin.kind === 'file' && right.origin.kind === 'file' && left.origin.uri === right.origin.uri;
}

async function spansOf(
  group: readonly PromptPart[],
  scanner: SecretScanner,
): Promise<readonly SecretSpan[] | 'failed'> {
  try {
    return await scanner.scan(group.map((part) => part.text).join(''));
  } catch {
    return 'failed';
  }
}

function dropped(part: PromptPart, actions: GateAction[]): undefined {
  actions.push({
    kind: 'dropped',
    origin: part.origin,
    strength: 'private',
    reason: 'Private: the secret scanner failed on this part',
  });
}

/** `start` is where the part begins in the text that the spans count in. */
function withoutSpans(
  part: PromptPart,
  start: number,
  spans: readonly SecretSpan[],
  actions: GateAction[],
): PromptPart {
  const counts = new Map<string, number>();
  let text = '';
  let kept = 0;
  for (const span of spans) {
    const from = Math.max(span.start - start, kept);
    const to = Math.min(span.end - start, part.text.length);
    if (from >= to) continue;
    text += part.text.slice(kept, from) + replacement;
    kept = to;
    counts.set(span.rule, (counts.get(span.rule) ?? 0) + 1);
  }
  for (const [rule, count] of counts) actions.push({ kind: 'redacted', origin: part.origin, rule, count });
  return counts.size === 0 ? part : { ...part, text: text + part.text.slice(kept) };
}
