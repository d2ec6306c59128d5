import type { Snippet } from '../contract';

/** Tokens that a snippet costs beyond its text: its path and line breaks. */
export const HEADING_TOKENS = 4;

/** Snippets that fit their budget, best first. */
export interface Packed {
  readonly snippets: readonly Snippet[];
  readonly tokens: number;
}

export function costOf(snippet: Snippet): number {
  return snippet.tokens + HEADING_TOKENS;
}

/** Whether lines of a file stand in the answer already; zero-based, inclusive. */
export type IsQuoted = (uri: string, startLine: number, endLine: number) => boolean;
