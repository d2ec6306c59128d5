import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { spansOfOwnPatterns } from './secret-patterns';
import type { SecretScanner, SecretSpan } from './secret-scanner';

const awsRule = '@secretlint/secretlint-rule-aws';
/** A comment that silences a linter in a repository is no consent to send the secret to a model. */
const commentRule = '@secretlint/secretlint-rule-filter-comments';

const config = {
  rules: rules
    .filter((rule) => rule.meta.id !== commentRule)
    .map((rule) => ({
      id: rule.meta.id,
      rule,
      ...(rule.meta.id === awsRule ? { options: { enableIDScanRule: true } } : {}),
    })),
};

/** Secrets as secretlint's recommended rules know them, and a few precise patterns besides. */
export function secretlintScanner(): SecretScanner {
  return {
    async scan(text) {
      const source = { content: text, filePath: 'text', ext: '', contentType: 'text' as const };
      const result = await lintSource({ source, options: { config, noPhysicFilePath: true } });
      const found = result.messages.map(
        ({ range, ruleId, messageId }): SecretSpan => ({
          start: range[0],
          end: range[1],
          rule: `${ruleId.replace(/^.*secretlint-rule-/, '')}/${messageId}`,
        }),
      );
      return withoutOverlaps([...found, ...spansOfOwnPatterns(text)]);
    },
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
