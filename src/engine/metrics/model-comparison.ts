import { EMBEDDED_MODEL } from '../models';
import type { AcceptanceGroup } from './rates';
import { rateDifference, type Share } from './rate-difference';
import { number } from './words';

/** Fewer suggestions read on a side say nothing of a difference. */
const LEAST_READ = 20;

/**
 * A sentence for each model on how its acceptance rate differs from the embedded model's, which costs nothing and needs no endpoint:
 * what a model has to beat. `groups` are by model.
 */
export function comparedWithBaseline(groups: readonly AcceptanceGroup[]): readonly string[] {
  const others = groups.filter(({ key, acceptance: { read } }) => key !== EMBEDDED_MODEL && read > 0);
  if (others.length === 0) return [];
  const baseline = groups.find(({ key }) => key === EMBEDDED_MODEL);
  const read = baseline?.acceptance.read ?? 0;
  if (!baseline || read < LEAST_READ)
    return [
      `The embedded model is what the others have to beat. Of its suggestions ${number(read)} were read, which is not enough to compare: work without an endpoint for a while.`,
    ];
  return others.map((group) => `\`${group.key}\` against the embedded model: ${comparison(group, baseline)}`);
}

function comparison(group: AcceptanceGroup, baseline: AcceptanceGroup): string {
  const { read } = group.acceptance;
  const found = read < LEAST_READ ? undefined : rateDifference(shareOf(group), shareOf(baseline));
  if (!found) return `${number(read)} read, not enough to compare.`;
  const [low, high] = found.interval;
  const verdict = low > 0 ? 'accepted more often' : high < 0 ? 'accepted less often' : 'no difference is certain';
  return `${points(found.difference)} points (95 % interval: ${points(low)} to ${points(high)}): ${verdict}.`;
}

function shareOf({ acceptance: { accepted, typedThrough, read } }: AcceptanceGroup): Share {
  return { successes: accepted + typedThrough, trials: read };
}

function points(difference: number): string {
  const rounded = Math.round(difference * 100);
  return rounded === 0 ? '0' : `${rounded < 0 ? '−' : '+'}${Math.abs(rounded)}`;
}
