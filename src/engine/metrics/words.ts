import type { Acceptance } from './rates';

/** The rate in one short sentence. */
export function describeRate(figures: Acceptance): string {
  const { rate, wilson, read } = figures;
  if (rate === undefined || wilson === undefined) return 'Acceptance rate: not enough yet, no suggestion has been read';
  return `Acceptance rate: ${percent(rate)} of ${number(read)} read (95 % interval: ${percent(wilson[0])} to ${percent(wilson[1])})`;
}

/** Two short paragraphs of Markdown for a tooltip, over the last `days` days. */
export function describeBriefly(figures: Acceptance, days: number): string {
  const { accepted, typedThrough, read, charactersAccepted } = figures;
  if (read === 0) return `Acceptance rate: no suggestion has been read in the last ${days} days.`;
  const taken = `${number(accepted)} accepted and ${number(typedThrough)} typed through`;
  return `**${describeRate(figures)}**\n\n${taken}, ${number(charactersAccepted)} characters, in the last ${days} days.`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}
