import { type CompletionFilter, keep, withText } from './candidate';

/** No white space at the end: neither blank lines nor spaces. */
export const trailingSpace: CompletionFilter = (candidate) => keep(withText(candidate, candidate.text.trimEnd()));
