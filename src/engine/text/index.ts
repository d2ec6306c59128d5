export type { Position, Range } from './positions';
