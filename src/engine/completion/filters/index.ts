export { applyFilters } from './apply-filters';
export { filterCursor } from './candidate';
export type { Candidate, FilterCursor } from './candidate';
