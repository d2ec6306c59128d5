export { applyFilters, fitAgain } from './apply-filters';
export { filterCursor } from './candidate';
export type { Candidate, FilterCursor } from './candidate';
export { hasOpenBrackets } from './brackets';
