import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import { spansOfOwnPatterns } from './secret-patterns';
import type { SecretScanner, SecretSpan } from './secret-scanner';

const awsRule = '@secretlint/secretlint-rule-aws';
/** A comment that silences a linter in a repository is no consent to send the secret to a model. */
const commentRule = '@secretlint/secretlint-rule-filter-comments';

const scanned = rules
  .filter((rule) => rule.meta.id !== commentRule)
  .map((rule) => ({ rule, options: rule.meta.id === awsRule ? { enableIDScanRule: true } : {} }));

/**
 * Secrets as secretlint's recommended rules know them, and a few precise patterns besides. The rules run here and not in secretlint's
 * core, which leaves a performance mark for every rule and text in the process for good.
 */
export function secretlintScanner(): SecretScanner {
  return {
    async scan(text) {
      const found: SecretSpan[] = [];
      const source = sourceOf(text);
      for (const { rule, options } of scanned) {
        await rule.create(contextOf(rule.meta.id, found), options).file?.(source);
      }
      return withoutOverlaps([...found, ...spansOfOwnPatterns(text)]);
    },
  };
}

function contextOf(ruleId: string, found: SecretSpan[]): SecretLintRuleContext {
  const name = ruleId.replace(/^.*secretlint-rule-/, '');
  return {
    sharedOptions: {},
    // Only the kind of a secret is kept, never a message: messages quote what was found.
    createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: undefined }) as never,
    ignore: () => {},
    report: ({ range, message }) =>
      found.push({ start: range[0], end: range[1], rule: `${name}/${message.messageId}` }),
  };
}

function sourceOf(text: string): SecretLintSourceCode {
  const notNeeded = (): never => {
    throw new Error('a secret rule asked for a place by line and column, which the scanner does not offer');
  };
  return {
    hasBOM: false,
    content: text,
    filePath: 'text',
    physicalFilePath: undefined,
    ext: '',
    contentType: 'text',
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: notNeeded,
    positionToIndex: notNeeded,
    rangeToLocation: notNeeded,
    indexToPosition: notNeeded,
  };
}

/** Ascending and apart; overlapping spans become one with the first one's name. */
function withoutOverlaps(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const sorted = spans
    .filter((span) => span.end > span.start)
    .sort((left, right) => left.start - right.start || right.end - left.end);
  const apart: SecretSpan[] = [];
  for (const span of sorted) {
    const last = apart.at(-1);
    if (last && span.start < last.end) apart[apart.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else apart.push(span);
  }
  return apart;
}
