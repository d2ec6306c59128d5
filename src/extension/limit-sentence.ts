import type { ReachedLimit } from '../engine/retrieval';

/** What it means that a limit of the index is reached, and what to do. */
export function limitSentence({ kind, limit }: ReachedLimit): string {
  if (kind === 'files') {
    const files = limit.toLocaleString('en');
    return `This workspace has more than ${files} files. The ${files} nearest to the open files are indexed; raise the setting \`cairn.index.maxFiles\` to index more.`;
  }
  const size = Math.round(limit / (1 << 20)).toLocaleString('en');
  return `This workspace has more than ${size} MB of text. What is nearest to the open files is indexed; raise the setting \`cairn.index.maxTotalSize\` to index more.`;
}

/** What it means that there are as many definitions in the index as there may be. */
export function symbolLimitSentence(limit: number): string {
  return `More than ${limit.toLocaleString('en')} definitions were found. Files farther from the open ones are searched by their words, without their definitions.`;
}
